"""Who has the market: the two firms, their rivals, nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted, counted_where, grown, summed

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

ALL = 1024
MONTHS_AT_THE_END = 13


@measure(unit="index")
def concentration(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how concentrated the market is, who uses what, who does without, and who is bound by habit.

    Notes
    -----
    With `two`, `rival`, `both`, `neither` the months in which citizens on-line used the two firms alone, rivals alone,
    both or none of them: ``affiliated = (two + both / 2) / (two + both + rival)``,
    ``rival = 1 - affiliated``; ``neither`` as a share of all of them. ``hhi`` is the index of Herfindahl and Hirschman,
    0 to 10,000, over the two as one seller and equal rivals; US authorities call a market above 1,800 highly
    concentrated (Merger Guidelines 2023). `hhi`, `affiliated` and `neither` are of the last 13 months, with ``.start``
    of the first 13, and as curves. ``locked``, ``locked_out``: adults whose habit is of the two alone, or of rivals
    alone, in the last month.
    """
    uses = counted_where(run, "deed", lambda key: key.startswith("use.")).drop("bin")
    if uses.is_empty():
        return nothing()
    uses = pl.concat([uses, _offline(run)])
    curve = _shares(uses, "week", "group")
    weeks = curve["week"].unique().sort()
    rows = []
    for suffix, part in (("", weeks.tail(MONTHS_AT_THE_END)), (".start", weeks.head(MONTHS_AT_THE_END))):
        shares = _shares(uses.filter(pl.col("week").is_in(part.implode())), "group")
        rows += [finding(shares.with_columns(pl.col(name).alias("value")), name + suffix, "share")
                 for name in ("affiliated", "rival", "neither")]
        kept = counted(run, "institution", "platforms:concentration").filter(pl.col("week").is_in(part.implode()))
        rows.append(single("hhi" + suffix, "index", kept["n"].mean()))  # type: ignore[arg-type]
    index = counted(run, "institution", "platforms:concentration").with_columns(pl.col("n").alias("value"))
    everyone = curve.filter(pl.col("group") == "all")
    return together(
        *rows,
        *(finding(everyone.with_columns(pl.col(name).alias("value")), name, "share")
          for name in ("affiliated", "neither")),
        finding(index, "hhi", "index"),
        *(_bound(run, what) for what in ("locked", "locked_out")),
    )


def _offline(run: RunTables) -> pl.DataFrame:
    """Give adults who are not on-line as rows that take them out of those who do without."""
    online = summed(run, "online", by=("week", "group"))
    both = grown(run).join(online, on=["week", "group"], how="left")
    return both.select(
        "week", pl.lit("use.neither").alias("key"), "group", (pl.col("n_right").fill_null(0) - pl.col("n")).alias("n")
    )


def _shares(uses: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give affiliated, rival and neither as shares."""
    n = {name: pl.col("n").filter(pl.col("key") == f"use.{name}").sum().cast(pl.Float64)
         for name in ("both", "affiliated", "rival", "neither")}
    used = n["both"] + n["affiliated"] + n["rival"]
    share = (n["affiliated"] + n["both"] / 2) / used
    return uses.group_by(*by).agg(
        share.alias("affiliated"), (1 - share).alias("rival"), (n["neither"] / (used + n["neither"])).alias("neither")
    ).sort(*by)


def _bound(run: RunTables, what: str) -> pl.DataFrame:
    """Give the share of adults bound by habit in the last month."""
    last = grown(run).filter(pl.col("week") == pl.col("week").max())
    bound = summed(run, "institution", f"platforms:{what}", by=("week", "group"))
    both = last.join(bound, on=["week", "group"], how="left")
    return finding(both.select("group", (pl.col("n_right").fill_null(0) / pl.col("n")).alias("value")), what, "share")
