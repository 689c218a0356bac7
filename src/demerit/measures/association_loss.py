"""What the innocent lose through their friends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

HEAVY = 10


@measure(unit="share")
def association_loss(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of adults who broke no rule and stand 10 points or more lower because of their friends.

    Notes
    -----
    Guilt by association, among adults who never did a deed that a rule of the scheme punishes. ``heavy`` = share who
    lose at least 10 points through friends in the last week (and as a curve), ``any`` = at least 5 (the smallest step
    counted), ``mean`` = mean points lost (lower edges of steps of 5, so a floor), ``share`` = the distribution.
    """
    counts = counted(run, "association", "innocent_loss")
    if counts.is_empty():
        return nothing()
    last = counts.filter(pl.col("week") == pl.col("week").max())
    spread = last.with_columns((pl.col("n") / pl.col("n").sum().over("group")).alias("value"))
    return together(
        finding(_at_least(last, HEAVY, "group"), "heavy", "share"),
        finding(_at_least(counts, HEAVY, "week", "group"), "heavy", "share"),
        finding(_at_least(last, 5, "group"), "any", "share"),
        finding(_mean(last), "mean", "points"),
        finding(spread, "share", "share"),
    )


def _at_least(counts: pl.DataFrame, points: int, *by: str) -> pl.DataFrame:
    """Give the share that lose at least so many points."""
    value = pl.col("n").filter(pl.col("bin") >= points).sum() / pl.col("n").sum()
    return counts.group_by(*by).agg(value.alias("value")).sort(*by)


def _mean(counts: pl.DataFrame) -> pl.DataFrame:
    """Give the mean number of points lost."""
    value = (pl.col("bin").clip(0) * pl.col("n")).sum() / pl.col("n").sum()
    return counts.group_by("group").agg(value.alias("value")).sort("group")
