"""Whether like marries like, by score, and what a mate does to one's score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import GROWN
from demerit.measures._institution import counts, kept
from demerit.measures.groups import cells, number_in_cells, ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, in_common

if TYPE_CHECKING:
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
    told = counts(run, "matchmaker", "single", "mated", "met", "met_gap", "mates", "gap", "low", "low_mated",
                  "coupled", "apart", "parted")
    paired = told.filter((pl.col("mates") > 0) & (pl.col("met_gap") > 0))
    gap = pl.col("gap") / pl.col("mates")
    others = (pl.col("mated") - pl.col("low_mated")) / (pl.col("single") - pl.col("low"))
    year = 1000 * WEEKS_A_YEAR / WEEKS_A_MONTH
    low = told.filter(pl.col("low") > 0)
    both = low.filter((pl.col("single") > pl.col("low")) & (pl.col("mated") > pl.col("low_mated")))
    coupled = told.filter(pl.col("coupled") > 0)
    return together(
        _told(coupled, pl.col("apart") / pl.col("coupled"), "apart", "points"),
        _told(coupled, year * pl.col("parted") / pl.col("coupled"), "parted", "per 1,000 in a couple and year"),
        _of_both(run, twin),
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


def _of_both(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give what the tie did to the scores of couples that both runs have."""
    if twin is None or "mate" not in run.panel.columns or "mate" not in twin.panel.columns:
        return nothing()
    week = in_common(run, twin)
    here, there = (_couples(one, week) for one in (run, twin))
    both = there.join(here.select("citizen", "mate", "score", "theirs"), on=["citizen", "mate"], suffix="_here")
    score, theirs, score_here, theirs_here = (
        both.get_column(name).to_numpy() for name in ("score", "theirs", "score_here", "theirs_here")
    )
    cell, moved = cells(both), score_here - score
    apart = np.abs(score_here - theirs_here) - np.abs(score - theirs)
    better, worse = score > theirs, score < theirs
    return together(
        finding(ratio_of_cells(cell[better], moved[better]), "better.change", "points"),
        finding(ratio_of_cells(cell[worse], moved[worse]), "worse.change", "points"),
        finding(ratio_of_cells(cell, apart), "apart.change", "points"),
        finding(number_in_cells(cell), "stayed", "citizens"),
    )


def _couples(run: RunTables, week: int) -> pl.DataFrame:
    """Give the panel's citizens in a couple in a month, where both have a score: theirs and the mate's."""
    rows = run.panel.filter((pl.col("week") == week) & (pl.col("age_band") < GROWN) & pl.col("score").is_not_null())
    rows = rows.with_columns(pl.col("score").cast(pl.Int32), pl.col("mate").cast(pl.Int32) - 1)
    mates = rows.select(pl.col("citizen").cast(pl.Int32).alias("mate"), pl.col("score").alias("theirs"))
    return rows.filter(pl.col("mate") >= 0).join(mates, on="mate")
