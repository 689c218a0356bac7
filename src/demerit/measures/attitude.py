"""What people come to think, and how fast what they were taught wears off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_MONTH, counted, grown_panel

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

FULL = 16384
FRESH = 240
"""`lesson` in the month in which one was taught."""
MONTHS = 24
"""Months after a lesson that are followed."""
FEWEST = 30
"""A month after the lesson is told only of so many citizen-months or more (assumed)."""


@measure(unit="stand", twin="helps", levels=("taught.half_life",))
def attitude(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how strongly people hold what they think, how far that moved, and how lessons wear off.

    Notes
    -----
    `conviction` = mean conviction over the run, from -1 (against the official line) to 1, by eighths of full
    conviction; ``conviction_change``, run less twin. How many are for and against, in private and in public, is told
    by `preference_falsification`: people act so where only its ``public`` moves, and think so where `conviction` does.

    Where classes are held (the panel's column ``lesson``) and the twin holds none: ``taught`` by months ``m`` since the
    last lesson = mean of conviction here less conviction of the same citizen in the twin, of those taught ``m`` months
    ago, less the mean of those not taught so far; ``taught.peak`` its largest, and ``taught.half_life`` the months from
    the peak to the first at half of it. That training effects fade is common; by how much here is assumed.
    """
    here = _held(run)
    told = finding(here, "conviction", "stand")
    if twin is None or here.is_empty():
        return told
    both = here.join(_held(twin), on="group").with_columns(pl.col("value") - pl.col("value_right"))
    return together(told, finding(both, "conviction_change", "stand"), _taught(run, twin))


def _held(run: RunTables) -> pl.DataFrame:
    """Give the mean conviction of each group, as ``group, value``."""
    number = pl.col("n").cast(pl.Float64)
    mean = ((pl.col("bin") + 0.5) / 8 * number).sum() / number.sum()
    return counted(run, "opinion", "private").group_by("group").agg(mean.alias("value")).sort("group")


def _taught(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give what is left of a lesson, by months since."""
    if "lesson" not in run.panel.columns or "lesson" in twin.panel.columns:
        return nothing()
    there = twin.panel.select("week", "citizen", pl.col("conviction").cast(pl.Float64).alias("there"))
    rows = grown_panel(run).select("week", "citizen", "conviction", "lesson").join(there, on=["week", "citizen"])
    last = pl.when(pl.col("lesson") == FRESH).then(pl.col("week").cast(pl.Int32)).forward_fill().over("citizen")
    rows = rows.sort("citizen", "week").with_columns(
        ((pl.col("week").cast(pl.Int32) - last) // WEEKS_A_MONTH).alias("bin"),
        ((pl.col("conviction") - pl.col("there")) / FULL).alias("moved"),
    )
    untaught = rows.filter(pl.col("bin").is_null())
    if untaught.is_empty():
        return nothing()
    # Everyone drifts apart from the twin with time: each is held against those not yet taught in the same month.
    drift = untaught.group_by("week").agg(pl.col("moved").mean().alias("drift"), pl.len().alias("others"))
    drift = drift.filter(pl.col("others") >= FEWEST).drop("others")
    since = rows.filter(pl.col("bin") <= MONTHS).join(drift, on="week")
    left = (pl.col("moved") - pl.col("drift")).mean()
    curve = since.group_by("bin").agg(left.alias("value"), pl.len().alias("months"))
    curve = curve.filter(pl.col("months") >= FEWEST).sort("bin")
    if curve.is_empty():
        return nothing()
    peak = curve.row(curve["value"].arg_max() or 0, named=True)
    after = curve.filter((pl.col("bin") > peak["bin"]) & (pl.col("value") <= peak["value"] / 2))
    half_life = after["bin"][0] - peak["bin"] if after.height and peak["value"] > 0 else None
    return together(
        finding(curve, "taught", "stand"),
        single("taught.peak", "stand", peak["value"]),
        single("taught.half_life", "months", half_life),
    )
