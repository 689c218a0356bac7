"""Who approves of the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.theory.rebellion import active

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="share")
def approval(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who approves of the scheme, and whether approval outlasts experience and information.

    Notes
    -----
    One approves whose approval is one half or more. `share` = adults who approve, in the last month and as a curve;
    ``start`` the same in the first month (K01: 80 %); `mean` the mean approval, 0 .. 1, in the last month. Over the
    adult-months of the run: `hurt` = share who approve of those who saw their score fall or a gate shut within a year,
    `unhurt` of the others, and ``experience = hurt - unhurt``; `told` = share of those who know of the scheme, `untold`
    of the others, and ``information = told - untold`` (K02: -24 points of 53 among students; -12 % in an experiment).
    These differences compare different people: those who are told first may differ in more. ``protest`` = share whom
    Epstein's (2002) static rule would have in open protest at that mean approval, were nobody arrested
    (`theory.rebellion`): a yardstick for what `silence` finds to be said.
    """
    if not kept(run, "opinion"):
        return nothing()
    what = ("asked", "approve", "held", "hurt", "hurt_approve", "told", "told_approve")
    told = counts(run, "opinion", *what, by=("week", "group")).filter(pl.col("asked") > 0)
    curve = told.with_columns((pl.col("approve") / pl.col("asked")).alias("value"))
    week = pl.col("week")
    first, last = (curve.filter(week == end).drop("week") for end in (curve["week"].min(), curve["week"].max()))
    sums = told.group_by("group").agg(pl.col(*what).sum()).sort("group")
    mean = last.with_columns((pl.col("held") / pl.col("asked") / 256).alias("value"))
    protest = mean.with_columns(pl.Series("value", [active(held) for held in mean["value"]], pl.Float64))
    return together(
        finding(last, "share", "share"),
        finding(curve, "share", "share"),
        finding(first, "start", "share"),
        finding(mean, "mean", "mean"),
        finding(protest, "protest", "share"),
        _split(sums, "hurt", "unhurt", "experience"),
        _split(sums, "told", "untold", "information"),
    )


def _split(sums: pl.DataFrame, some: str, rest: str, difference: str) -> pl.DataFrame:
    """Give the share who approve of those marked and of the others, and the difference."""
    marked = pl.col(f"{some}_approve") / pl.col(some)
    others = (pl.col("approve") - pl.col(f"{some}_approve")) / (pl.col("asked") - pl.col(some))
    return together(
        *(
            finding(sums.with_columns(value.alias("value")), quantity, "share")
            for quantity, value in ((some, marked), (rest, others), (difference, marked - others))
        )
    )
