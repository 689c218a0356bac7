"""Linear contagion by the engine's own step, in whole points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.loom import At, Fixed, Loop, Member, Row
from demerit.base.native import Bound
from demerit.engine.steps.book import Panel
from demerit.engine.steps.spread import SPREAD, Columns, Own, SpreadLaw
from demerit.society.network import rows

FINE = 30
"""Points of the engine for one point of the model: its scale is 0 .. 30,000, so that rounding is seen to be small."""
HIGH = 1000 * FINE
MONTHS = 2000
"""Months after which nothing more is waited for."""


def engine_scores(ties: NDArray[np.int64], own: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """Give where scores end under `engine.steps.spread`, month after month; `own` from 0 to 1,000."""
    n = len(own)
    start, friend = rows(n, ties[:, 0], ties[:, 1])
    cap = round(weight * HIGH)
    by_themselves = np.rint((HIGH - cap) / 1000 * own).astype(np.int16)
    score, account = by_themselves.copy(), np.zeros((1, n), np.int16)
    law = SpreadLaw(
        low=0, high=HIGH, mean=0, sd=0, cap=np.array([cap], np.int32), rest=np.zeros((1, HIGH + 1), np.int16), line=0,
        each=0, assoc_form=1, assoc_account=0, assoc_entry=0,
    )
    nobody = Panel(np.empty((0, 1), np.int16), np.empty((0, 0), np.uint8), np.empty((0, 2, 2), np.uint8),
                   np.empty(0, np.uint8), np.empty((0, 2), np.uint8))  # fmt: skip
    spread = Bound(Loop(SPREAD.name, SPREAD.each, {
        "own": Row(Own, (At(np.zeros(n, np.int8)),)), "citizens": Fixed(Columns(account, score, start, friend)),
        "law": Fixed(law), "booked": Member(np.empty(0, np.int64)), "panel": Fixed(nobody),
    }))  # fmt: skip
    for _ in range(MONTHS):
        spread(0, n, 0)
        before = score.copy()
        score[:] = by_themselves + account[0]
        if np.array_equal(before, score):
            break
    return score / FINE


def rounding(weight: float) -> float:
    """Give how far whole points may lie off: each month rounds down by less than one, and friends pass that on."""
    return 1.5 / (FINE * (1 - weight))
