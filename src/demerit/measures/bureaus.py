"""What several bureaus know that one would know better, and whom each shuts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import counted_where, grown

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

MOST = 8
"""Bureaus whose files are counted."""
UNITS = {"thin": "share", "error": "points", "wrong": "share", "refused": "share"}


@measure(unit="points")
def bureaus(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far the files of separate bureaus are from the truth, whom they do not know, and whom they refuse.

    Notes
    -----
    The full file of a citizen holds all deeds that rules count. With `m` adult-months and `B` bureaus of the scheme:

    - ``thin.apart`` = files missing / (B m), ``error.apart`` = sum of |file - full file| / (B m), in points,
      ``wrong.apart`` = files that put one on the wrong side of the lender's line than the full one / (B m),
      ``refused.apart`` = no file, or a score below the line / (B m); ``.union``: the same of all files in one, / m;
    - `thin`, `error`, `wrong`, `refused`: what holds month by month: apart until the files are one, the union after;
    - ``refused.truly`` = below the line by the full file;
    - rivals: ``refused.first``, ``refused.rival``, ``refused.either``, ``refused.both``; ``shelter`` = first - both,
      refused by the first and taken by the rival; ``exposure`` = either - first, refused by the rival alone; both are 0
      where there is no rival;
    - ``file.b``: share of adults with a file at the b-th bureau (the headline first, the others by name), last month.

    What a bureau sees is written in the scheme; who is whose customer, and the line, are knobs (assumed).
    """
    split = pl.col("key").str.splitn(":", 2)
    counts = counted_where(run, "institution", lambda key: key.startswith("bureaus:"))
    counts = counts.with_columns(split.struct.field("field_1").alias("what"))
    if counts.filter(~pl.col("what").is_in(["merged", "federated"])).is_empty():
        return nothing()
    many = min(MOST, len(run.scheme.bureaus))
    months = grown(run).rename({"n": "adults"})
    weeks = counts.filter(pl.col("what") == "merged")["week"]
    now = pl.when(pl.col("week").is_in(weeks.implode())).then(pl.lit("union")).otherwise(pl.lit("apart"))
    rows = []
    for what, unit in UNITS.items():
        both = [_monthly(counts, f"{where}_{what}", months, n).with_columns(pl.lit(where).alias("where"))
                for where, n in (("apart", many), ("union", 1))]
        for frame, where in zip(both, ("apart", "union"), strict=True):
            rows.append(finding(_over(frame, "group"), f"{what}.{where}", unit))
        held = pl.concat(both).filter(pl.col("where") == now)
        rows.append(finding(_over(held, "group"), what, unit))
        rows.append(finding(_over(held, "week", "group").filter(pl.col("group") == "all"), what, unit))
    return together(*rows, _rivals(counts, months), _files(counts, months, many))


def _monthly(counts: pl.DataFrame, what: str, months: pl.DataFrame, times: int) -> pl.DataFrame:
    """Give ``week, group, n, of``: what was counted, 0 where nothing was, and of how many."""
    found = counts.filter(pl.col("what") == what).select("week", "group", "n")
    return months.join(found, on=["week", "group"], how="left").select(
        "week", "group", pl.col("n").fill_null(0), (pl.col("adults") * times).alias("of")
    )


def _over(frame: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give the share of all that was counted."""
    return frame.group_by(*by).agg((pl.col("n").sum() / pl.col("of").sum()).alias("value")).sort(*by)


def _rivals(counts: pl.DataFrame, months: pl.DataFrame) -> pl.DataFrame:
    """Give whom the first bureau and its rival refuse."""
    share = {name: _over(_monthly(counts, f"{name}_refused", months, 1), "group")
             for name in ("first", "rival", "either", "both")}
    truly = finding(_over(_monthly(counts, "truly_refused", months, 1), "group"), "refused.truly", "share")
    gaps = [("shelter", "first", "both"), ("exposure", "either", "first")]
    return together(
        truly,
        *(finding(frame, f"refused.{name}", "share") for name, frame in share.items()),
        *(finding(_less(share[a], share[b]), name, "share") for name, a, b in gaps),
    )


def _less(a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """Give ``a - b`` by group."""
    return a.join(b, on="group").select("group", (pl.col("value") - pl.col("value_right")).alias("value"))


def _files(counts: pl.DataFrame, months: pl.DataFrame, many: int) -> pl.DataFrame:
    """Give who has a file at each bureau in the last month."""
    last = months.filter(pl.col("week") == pl.col("week").max())
    return together(*(
        finding(_over(_monthly(counts, f"file_{b}", last, 1), "group"), f"file.{b}", "share")
        for b in range(1, many + 1)
    ))
