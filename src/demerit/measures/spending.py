"""What citizens buy, against the same citizens without the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._deeds import change, change_by_quarter
from demerit.measures.measure import finding, measure, together
from demerit.measures.tables import counted_where, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="share", twin="helps")
def spending(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give what citizens bought, as shares of all purchases, and how that moved against the twin.

    Notes
    -----
    For every deed d of `shop`: ``d.share = n(d) / n(all of shop)`` over the run; with a twin ``d.change =
    n(d, run) / n(d, twin) - 1`` (and as a curve in windows of 13 weeks for all), and ``d.shift = share - share in the
    twin``. `moved` is half the sum of absolute shifts: the share of purchases that went elsewhere (total variation
    distance).
    """
    here = _shares(run)
    rows = [_named(here, "share")]
    if twin is not None:
        there = _shares(twin)
        both = there.join(here, on=["group", "key"], how="full", coalesce=True).with_columns(
            (pl.col("value_right").fill_null(0) - pl.col("value").fill_null(0)).alias("value")
        )
        moved = both.group_by("group").agg((pl.col("value").abs().sum() / 2).alias("value")).sort("group")
        rows += [_named(both, "shift"), finding(moved, "moved", "share")]
        for deed in sorted(set(here["key"]) | set(there["key"])):
            name = deed.removeprefix("shop.")
            curve = change_by_quarter(run, twin, deed).filter(pl.col("group") == "all")
            rows += [
                finding(change(run, twin, deed), f"{name}.change", "share"),
                finding(curve, f"{name}.change", "share"),
            ]
    return together(*rows)


def _shares(run: RunTables) -> pl.DataFrame:
    """Give ``group, key, value``: the share of each purchase among all."""
    counts = counted_where(run, "deed", lambda key: key.startswith("shop."))
    number = totals(counts, "group", "key")
    return number.select("group", "key", (pl.col("n") / pl.col("n").sum().over("group")).alias("value"))


def _named(shares: pl.DataFrame, what: str) -> pl.DataFrame:
    """Give the rows of one quantity for every purchase."""
    return together(
        *(
            finding(part, f"{str(deed).removeprefix('shop.')}.{what}", "share")
            for (deed,), part in sorted(shares.group_by("key"), key=lambda pair: str(pair[0]))
        )
    )
