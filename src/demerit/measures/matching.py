"""Whether like marries like, by score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="share")
def matching(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how alike the scores of new couples are, and whether those of low score stay single.

    Notes
    -----
    ``assortativity = 1 - g / m`` with ``g`` the mean difference of the two scores of a couple when they matched, and
    ``m`` the mean difference of those who met: 0 where one takes whoever comes, 1 where both scores are the same; `gap`
    is ``g`` in points. `rate` = single adults matched, per 1,000 and year; ``low_rate`` the same of those with a score
    below 550, and ``low_ratio = low_rate / rate of the others``: below 1 those of low score stay single. Scores that
    nobody sees are counted alike, so that a run with ``private_scores`` says what sight alone does.
    """
    if not kept(run, "matchmaker"):
        return nothing()
    told = counts(run, "matchmaker", "single", "mated", "met", "met_gap", "mates", "gap", "low", "low_mated")
    paired = told.filter((pl.col("mates") > 0) & (pl.col("met_gap") > 0))
    gap = pl.col("gap") / pl.col("mates")
    others = (pl.col("mated") - pl.col("low_mated")) / (pl.col("single") - pl.col("low"))
    year = 1000 * WEEKS_A_YEAR / WEEKS_A_MONTH
    low = told.filter(pl.col("low") > 0)
    both = low.filter((pl.col("single") > pl.col("low")) & (pl.col("mated") > pl.col("low_mated")))
    return together(
        _told(paired, 1 - gap / (pl.col("met_gap") / pl.col("met")), "assortativity", "share"),
        _told(paired, gap, "gap", "points"),
        _told(told.filter(pl.col("single") > 0), year * pl.col("mated") / pl.col("single"), "rate",
              "per 1,000 singles and year"),
        _told(low, year * pl.col("low_mated") / pl.col("low"), "low_rate", "per 1,000 singles and year"),
        _told(both, pl.col("low_mated") / pl.col("low") / others, "low_ratio", "ratio"),
    )


def _told(frame: pl.DataFrame, value: pl.Expr, quantity: str, unit: str) -> pl.DataFrame:
    """Give one quantity of every group."""
    return finding(frame.with_columns(value.alias("value")), quantity, unit)
