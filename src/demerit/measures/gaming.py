"""Who tricks the score, where, and what of the score's telling is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import yearly
from demerit.measures._grid import grid
from demerit.measures._institution import kept, of_adults
from demerit.measures.accuracy import late_area
from demerit.measures.ladder import POINTS, ladder_of_run
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_group, ends, findings
from demerit.measures.tables import MONTHS_AT_THE_END
from demerit.theory.gaming import answered, burden, lines_passed_by, robust_line

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables


TRICKS = ("swap_loans", "stage_shopping", "churn_cards")
LINE = 600
"""The line just above which scores would bunch: most gates of 2015 open there."""
NEAR = 15


@measure(unit="per 1,000 adults and year", twin="helps", levels=("would_bunch", "burden"))
def gaming(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who tricks the score, how scores bunch above 600, and how much less the score tells.

    Notes
    -----
    ``t.rate`` = tricks of kind t per 1,000 adults and year, ``rate`` all together; ``held`` = points by
    which tricks hold the score of an adult up in the last month. ``bunching`` = citizen-months of the panel with a
    score in the 15 points from 600 on, over those in the 15 below, in the last 13 months; with a twin ``bunched =
    bunching / bunching of the twin - 1``, and ``auc_lost = auc(twin) - auc(run)`` over the last 13 scoring weeks
    (`accuracy`): Goodhart's law in points of AUC.

    Beside it what best response says (`theory.gaming`, Hardt et al. 2016): gates are worth their notches for
    ``game_it.months`` months, a point costs ``game_it.cost`` over the points of one trick. ``stops`` = lines of gates
    at which anybody would stop, the others being passed by; with a twin ``would_bunch`` = share of the twin's
    citizen-months in which one would go to such a line, and ``burden`` = points that those of the twin at 600 or above
    would have to gain on average, were the line raised as far as tricks for the gates at 600 reach (Milli et al. 2019).
    """
    if not kept(run, "gaming"):
        return nothing()
    each = {trick: yearly(run, "deed", f"game_it.{trick}") for trick in TRICKS}
    here = _bunching(run)
    told = together(
        finding(by_group(np.sum([*each.values()], axis=0)), "rate", "per 1,000 adults and year"),
        findings({f"{trick}.rate": rate for trick, rate in each.items()}, "per 1,000 adults and year"),
        finding(by_group(POINTS * ends(of_adults(run, "gaming", "puffed"))[1]), "held", "points"),
        single("bunching", "ratio", here),
        single("stops", "lines", _stops(run)),
    )
    if twin is None:
        return told
    there = _bunching(twin)
    lost = {name: late_area(one) for name, one in (("run", run), ("twin", twin))}
    known = lost["run"] is not None and lost["twin"] is not None
    return together(
        told,
        single("bunched", "share", here / there - 1 if here is not None and there else None),
        single("auc_lost", "AUC", lost["twin"] - lost["run"] if known else None),  # type: ignore[operator]
        _predicted(run, twin),
    )


def _late_scores(run: RunTables) -> Array:
    """Give the scores of the panel's adults in the last 13 months, one for a citizen-month."""
    months = grid(run)
    late = np.flatnonzero(months.adult.any(axis=1))[-MONTHS_AT_THE_END:]
    return months.score[late][months.scored[late]]


def _ratio(scores: Array) -> float | None:
    """Give scores just above the line over scores just below it; None where there are none below."""
    above = int(((scores >= LINE) & (scores < LINE + NEAR)).sum())
    below = int(((scores >= LINE - NEAR) & (scores < LINE)).sum())
    return above / below if below else None


def _bunching(run: RunTables) -> float | None:
    """Give the ratio about the line in the last 13 months."""
    return _ratio(_late_scores(run))


def _stops(run: RunTables) -> float | None:
    """Give the number of lines at which somebody would stop; None where no gate asks for a score."""
    (lines, worth), cost = ladder_of_run(run)
    return 1.0 + float((lines_passed_by(lines, worth) < cost).sum()) if len(lines) else None


def _predicted(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give who would move, and the burden, were the run's gates answered best from the twin's scores."""
    (lines, worth), cost = ladder_of_run(run)
    scores = _late_scores(twin)
    if not len(lines) or not len(scores):
        return nothing()
    moved = answered(scores, lines, worth, cost)
    raised = robust_line(LINE, float(worth[lines == LINE].sum()), cost)
    return together(
        single("would_bunch", "share", float((moved > scores).mean())),
        single("burden", "points", burden(scores, LINE, raised, 1.0)),
    )
