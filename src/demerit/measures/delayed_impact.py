"""What loans at the gate's line do to the scores of those who get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._headline_bureau import score_width
from demerit.measures.accuracy import loans_of
from demerit.measures.groups import FEWEST
from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.sums import per
from demerit.measures.tables import last_week
from demerit.theory.lending import chance_needed, harm_below, mean_change

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables

LOAN = "borrow.borrow"


@measure(unit="points", groups=False)
def delayed_impact(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give by how much lending is expected to move scores, and the score below which it harms those it serves.

    Notes
    -----
    The model of Liu et al. (2018), `theory.lending`, with the run's own numbers: who repays a test loan, by sixtieths
    of the scale, over the last 13 scoring weeks, and the points that the rules about ``borrow.repay`` and
    ``borrow.default`` give. ``at_line`` = mean change over all scored were those at the line of the loans' gate lent
    to once, ``to_all`` were everybody. ``needed`` = chance of repaying below which a loan is expected to lower a score;
    ``harm_below`` = the score at which it is reached (shares of higher scores never counted lower; no row where lending
    harms nobody or all), among scores of which 30 test loans or more were drawn.
    """
    gain, loss = (_points(run, deed) for deed in ("borrow.repay", "borrow.default"))
    scores, people, repay = _by_score(run)
    if gain <= 0 or loss >= 0 or not len(scores):
        return nothing()
    low, high = float(run.scheme.scale.low), float(run.scheme.scale.high)
    line = _line(run)
    return together(
        *(single(name, "points", mean_change(scores, people, repay, lowest, gain, loss, (low, high)))
          for name, lowest in (("at_line", line), ("to_all", low)) if lowest is not None),
        single("needed", "share", chance_needed(gain, loss)),
        single("harm_below", "points", _harm_below(scores, people, repay, gain, loss)),
    )


def _harm_below(scores: Array, people: Array, repay: Array, gain: float, loss: float) -> float | None:
    """Give the score below which lending harms, from the bins that hold enough loans; None where none does."""
    sure = people >= FEWEST
    if not sure.any():
        return None
    return harm_below(scores[sure], np.maximum.accumulate(repay[sure]), gain, loss)


def _points(run: RunTables, deed: str) -> float:
    """Give the points that all rules about a deed give for it."""
    return float(sum(run.scheme.points_now(rule) for rule in run.scheme.rules.values() if rule.deed == deed))


def _line(run: RunTables) -> float | None:
    """Give the line of the gate that loans are tried at, in the last week; None without one."""
    for name, gate in run.scheme.gates.items():
        line = run.scheme.threshold(name, last_week(run) or 0)
        if gate.tried_by == LOAN and line is not None:
            return float(line)
    return None


def _by_score(run: RunTables) -> tuple[Array, Array, Array]:
    """Give the middle of each bin where any stand, how many do, and the share of them who repay."""
    loans = loans_of(run, "repaid").late().of_all()
    good, bad = (n.sum(axis=(0, 1)) for n in (loans.good, loans.bad))
    some = good + bad > 0
    middle = loans.bins + (score_width(run) - 1) / 2
    return middle[some], (good + bad)[some], per(good, good + bad)[some]
