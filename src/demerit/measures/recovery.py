"""How long a score takes to come back after a default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._grid import grid
from demerit.measures.measure import measure, nothing, single, together

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

NEAR = 5
"""Points below the score before from which one counts as back (assumed: less than one late bill moves)."""
SPAN = 104
"""Weeks that one must be followed for, to be counted at all."""


@measure(unit="weeks")
def recovery(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far a default throws a score back, and how long it takes to come back.

    Notes
    -----
    Over the panel: for each citizen's first loan not repaid, with a score in the month before and at least two years of
    the run to come, `defaults` counts them, ``drop`` = mean points lost in that month against the month before;
    ``within_26``, ``within_52`` and ``within_104`` = share whose score stood, in some later month within so many weeks,
    no more than 5 points below that before; ``weeks`` = the median of the weeks it took, none where fewer than half
    came back within two years. One who defaults again is followed as any other.
    """
    if "n_borrow_default" not in run.panel.columns:
        return nothing()
    months = grid(run)
    score, scored = months.score, months.scored
    weeks = np.flatnonzero(months.adult.any(axis=1))
    if not len(weeks):
        return nothing()
    month = np.arange(months.shape[0])[:, None]
    so_far = np.maximum.accumulate(np.where(scored, month, -1), axis=0)
    fell = scored & (months.column("n_borrow_default") > 0)
    fell[0] = False
    fell[1:] &= so_far[:-1] >= 0
    who = np.flatnonzero(fell.any(axis=0))
    when = np.argmax(fell[:, who], axis=0)
    since = months.weeks.astype(np.int64)[when]
    followed = since <= int(months.weeks[weeks[-1]]) - SPAN
    who, when, since = who[followed], when[followed], since[followed]
    if not len(who):
        return nothing()
    before = score[so_far[when - 1, who], who]
    took = months.weeks.astype(np.int64)[:, None] - since
    back = scored[:, who] & (took > 0) & (took <= SPAN) & (score[:, who] >= before - NEAR)
    weeks_took = np.sort(took[np.argmax(back, axis=0), np.arange(len(who))][back.any(axis=0)])
    within = {span: int((weeks_took <= span).sum()) / len(who) for span in (26, 52, SPAN)}
    median = float(weeks_took[(len(who) - 1) // 2]) if 2 * len(weeks_took) > len(who) else None
    return together(
        single("defaults", "defaults", len(who)),
        single("drop", "points", float((before - score[when, who]).mean())),
        *(single(f"within_{span}", "share", share) for span, share in within.items()),
        single("weeks", "weeks", median),
    )
