"""What people come to think, and how fast what they were taught wears off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import grid, in_both
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import binned, by_group, per
from demerit.measures.tables import WEEKS_A_MONTH, once

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    told = finding(by_group(here), "conviction", "stand")
    if twin is None or not np.isfinite(here).any():
        return told
    return together(told, finding(by_group(here - _held(twin)), "conviction_change", "stand"), _taught(run, twin))


@once("counts")
def _held(run: RunTables) -> NDArray[np.float64]:
    """Give the mean conviction of each group; not a number where there is none."""
    _, bins, (n,) = binned(run, (("opinion", "private"),))
    held = n.sum(axis=0)
    return per(held @ ((bins + 0.5) / 8), held.sum(axis=1))


def _taught(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give what is left of a lesson, by months since."""
    if "lesson" not in run.panel.columns or "lesson" in twin.panel.columns:
        return nothing()
    here, there = grid(run), grid(twin)
    mine, theirs = in_both(here, there)
    rows = here.adult[mine] & there.there[theirs]
    weeks = np.broadcast_to(here.weeks.astype(np.int64)[:, None], here.shape)[mine]
    taught = np.where(rows & (here.column("lesson")[mine] == FRESH), weeks, -1)
    last = np.maximum.accumulate(taught, axis=0)
    moved = (here.column("conviction")[mine].astype(np.float64) - there.column("conviction")[theirs]) / FULL
    untaught = rows & (last < 0)
    if not untaught.any():
        return nothing()
    # Everyone drifts apart from the twin with time: each is held against those not yet taught in the same month.
    others = untaught.sum(axis=1)
    drift = np.where(untaught, moved, 0.0).sum(axis=1) / np.maximum(others, 1)
    months = (weeks - last) // WEEKS_A_MONTH
    since = rows & (last >= 0) & (months <= MONTHS) & (others >= FEWEST)[:, None]
    number = np.bincount(months[since], minlength=MONTHS + 1)
    left = np.bincount(months[since], (moved - drift[:, None])[since], MONTHS + 1)
    told = np.flatnonzero(number >= FEWEST)
    if not len(told):
        return nothing()
    value = left[told] / number[told]
    peak = int(np.argmax(value))
    after = told[peak:][value[peak:] <= value[peak] / 2]
    half_life = after[0] - told[peak] if len(after) and value[peak] > 0 else None
    return together(
        finding(pl.DataFrame({"bin": told, "value": value}), "taught", "stand"),
        single("taught.peak", "stand", value[peak]),
        single("taught.half_life", "months", half_life),
    )
