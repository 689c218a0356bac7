"""Whether like marries like, by score, and what a mate does to one's score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.measures._grid import grid
from demerit.measures._institution import counts, kept
from demerit.measures.groups import number_in_cells, ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, per
from demerit.measures.tables import A_YEAR, in_common
from demerit.rows.blocks import BLOCK

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables


@measure(unit="share", twin="helps", levels=("stayed",))
def matching(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how alike the scores of couples are, whether those of low score stay single, and what a mate's tie does.

    Notes
    -----
    ``assortativity = 1 - g / m`` with ``g`` the mean difference of the two scores of a couple when they matched, and
    ``m`` the mean difference of those who met: 0 where one takes whoever comes, 1 where both scores are the same; `gap`
    is ``g`` in points. `rate` = single adults matched, per 1,000 and year; ``low_rate`` the same of those with a score
    below 550, and ``low_ratio = low_rate / rate of the others``: below 1 those of low score stay single. Scores that
    nobody sees are counted alike, so that a run with ``private_scores`` says what sight alone does. Of couples since
    then: ``apart`` = mean difference of both scores, points; ``parted`` = those whose tie ended, per 1,000 in a couple
    and year. With a twin (the same couples without a tie: reform ``couples_untied``), of the panel's citizens whom both
    runs brought together with the same mate, in the last month of both: ``better.change`` and ``worse.change`` = score
    less the twin's, of the one whose score is the higher or the lower of the two in the twin; `apart.change` = how much
    further apart the two are. ``stayed`` = how many such citizens there are.
    """
    if not kept(run, "matchmaker"):
        return nothing()
    (alone, mated, met, met_gap, mates, apart_then, low, low_mated, coupled, apart, parted) = counts(
        run, "matchmaker", "single", "mated", "met", "met_gap", "mates", "gap", "low", "low_mated", "coupled", "apart",
        "parted")
    gap = np.where(met_gap > 0, per(apart_then, mates), np.nan)
    others = per(mated - low_mated, alone - low)
    return together(
        finding(by_group(per(apart, coupled)), "apart", "points"),
        finding(by_group(per(parted, coupled, A_YEAR)), "parted", "per 1,000 in a couple and year"),
        _of_both(run, twin),
        finding(by_group(1 - per(gap, per(met_gap, met))), "assortativity", "share"),
        finding(by_group(gap), "gap", "points"),
        finding(by_group(per(mated, alone, A_YEAR)), "rate", "per 1,000 singles and year"),
        finding(by_group(per(low_mated, low, A_YEAR)), "low_rate", "per 1,000 singles and year"),
        finding(by_group(per(per(low_mated, low), others)), "low_ratio", "ratio"),
    )


def _of_both(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give what the tie did to the scores of couples that both runs have."""
    if twin is None or "mate" not in run.panel.columns or "mate" not in twin.panel.columns:
        return nothing()
    week = in_common(run, twin)
    here, there = (_couples(one, week) for one in (run, twin))
    _, mine, theirs_too = np.intersect1d(here.citizen, there.citizen, assume_unique=True, return_indices=True)
    same = here.mate[mine] == there.mate[theirs_too]
    _, _, score_here, theirs_here, _ = (each[mine[same]] for each in here)
    _, _, score, theirs, cell = (each[theirs_too[same]] for each in there)
    moved = score_here - score
    apart = np.abs(score_here - theirs_here) - np.abs(score - theirs)
    better, worse = score > theirs, score < theirs
    return together(
        finding(ratio_of_cells(cell[better], moved[better]), "better.change", "points"),
        finding(ratio_of_cells(cell[worse], moved[worse]), "worse.change", "points"),
        finding(ratio_of_cells(cell, apart), "apart.change", "points"),
        finding(number_in_cells(cell), "stayed", "citizens"),
    )


class _Couples(NamedTuple):
    """The panel's citizens in a couple in a month, where both have a score."""

    citizen: Array
    mate: Array
    score: Array
    theirs: Array
    """The mate's score."""
    cell: Array
    """What each is of all dimensions (`groups.cells`)."""


def _couples(run: RunTables, week: int) -> _Couples:
    """Give the panel's couples in a month."""
    months = grid(run)
    month = np.flatnonzero(months.weeks == week)
    columns = months.score, months.scored, months.cells, months.column("mate").astype(np.int64)
    score, scored, cell, kept_as = (each[month].ravel() for each in columns)
    citizens = np.tile(months.citizens, len(month))
    mate = np.where(kept_as > 0, citizens - citizens % BLOCK + kept_as - 1, -1)
    place = np.searchsorted(citizens, mate)
    there = np.append(citizens, -1)[place] == mate
    who = np.flatnonzero(scored & there & np.append(scored, False)[place])
    return _Couples(citizens[who], mate[who], score[who], score[place[who]], cell[who])
