"""How afraid people are, and how many friends press them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, together
from demerit.measures.tables import counted, grown

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="mean")
def fear(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give mean fear and the mean number of friends who press a citizen to conform.

    Notes
    -----
    `fear` = sum of fear / 256 / adults: 0 is none, 1 doubles what a citizen expects to lose. `pressure` = friends (kin
    count twice) who would drop the citizen if the score fell further, summed / adults. Both over the run, in the last
    week (``.end``) and as curves. Both are quantities of the model without a published counterpart.
    """
    return together(_mean(run, "fear", 256), _mean(run, "pressure", 1))


def _mean(run: RunTables, table: str, unit: int) -> pl.DataFrame:
    """Give the mean over adults, in all and over time; 0 where nothing is counted."""
    number = counted(run, table).select("week", "group", "n")
    both = grown(run).join(number, on=["week", "group"], how="left").with_columns(pl.col("n_right").fill_null(0) / unit)
    value = (pl.col("n_right").sum() / pl.col("n").sum()).alias("value")
    curve = both.group_by("week", "group").agg(value).sort("week", "group")
    last = curve.filter(pl.col("week") == pl.col("week").max()).drop("week")
    return together(
        finding(both.group_by("group").agg(value).sort("group"), table, "mean"),
        finding(last, f"{table}.end", "mean"),
        finding(curve, table, "mean"),
    )
