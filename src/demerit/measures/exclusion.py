"""Whether being left lowers the score, and a low score leads to being left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._grid import grid
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import A_YEAR, WEEKS_A_MONTH

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array, Grid
    from demerit.measures.tables import RunTables

AHEAD = 26 // WEEKS_A_MONTH * WEEKS_A_MONTH
"""Weeks after which those who were left are looked at again: six months."""
BAND = 10
"""Those left are held against others within so many points."""
LOW = 550
"""Below this a score counts as low: the band `fair` begins there."""


@measure(unit="per 1,000 adults and year")
def exclusion(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many are left for their score, whether the low are left more, and whether those who are left sink.

    Notes
    -----
    From the panel's scored adults, month by month; one is left when a friend or one of kin ends the tie for the score.
    `left` = ties lost so, per 1,000 adults and year; ``low_ratio`` = the rate of those below 550 points the month
    before over that of the others. Those left in a month are held against others of the same month and the same 10
    points who were not: ``sinks`` = mean change of score in the six months after, left less others, in points (below
    0: being left lowers the score); ``left_again`` = share left again in the six months after, over that of the others
    (above 1: the spiral closes). Both are weighted by where those left stand. Differences by who they are besides are
    in them.
    """
    if "lost_friend_score" not in run.panel.columns:
        return nothing()
    months = grid(run)
    some = months.scored
    if not some.any():
        return nothing()
    lost = np.where(some, months.total(("lost_friend_score", "lost_kin_score")), 0)
    before, known = (months.ahead(each, -WEEKS_A_MONTH) for each in (months.score, some))
    rate = ratio_of_cells(months.cells[some], lost[some], times=A_YEAR)
    low, rest = (lost[some & known & which] for which in (before < LOW, before >= LOW))
    ratio = low.mean() / rest.mean() if len(low) and len(rest) and rest.mean() > 0 else None
    told = finding(rate, "left", "per 1,000 adults and year")
    return together(told, single("low_ratio", "ratio", ratio), _after(months, lost, before, some & known))


def _after(months: Grid, lost: Array, before: Array, known: Array) -> pl.DataFrame:
    """Give what becomes of those who were left, against others like them."""
    so_far = np.cumsum(lost, axis=0)
    later, by_then, there = (months.ahead(each, AHEAD) for each in (months.score, so_far, months.scored))
    some = known & there
    band = before[some] // BAND
    if not len(band):
        return nothing()
    bands = int(band.max() - band.min()) + 1
    cell = np.nonzero(some)[0] * bands + (band - band.min())
    moved, again, left = (later - before)[some], (by_then > so_far)[some], lost[some] > 0
    (n, moves, more), (n_others, others_move, others_more) = (
        [np.bincount(cell[who], each, months.shape[0] * bands) for each in (None, moved[who], again[who])]
        for who in (left, ~left)
    )
    both = (n > 0) & (n_others > 0)
    if not both.any():
        return nothing()
    weight = n[both] / n[both].sum()
    sinks = ((moves[both] / n[both] - others_move[both] / n_others[both]) * weight).sum()
    others_again = (others_more[both] / n_others[both] * weight).sum()
    ratio = (more[both] / n[both] * weight).sum() / others_again if others_again else None
    return together(single("sinks", "points", sinks), single("left_again", "ratio", ratio))
