"""Linear contagion by the engine's own step, in whole points."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.engine.steps.settle import spread
from demerit.society.network import rows

FINE = 30
"""Points of the engine for one point of the model: its scale is 0 .. 30,000, so that rounding is seen to be small."""
HIGH = 1000 * FINE
MONTHS = 2000
"""Months after which nothing more is waited for."""


class _Columns(NamedTuple):
    cell: NDArray[np.uint16]
    standing: NDArray[np.int8]
    start: NDArray[np.int64]
    friend: NDArray[np.int32]
    score: NDArray[np.int16]
    account: NDArray[np.int16]


class _Law(NamedTuple):
    low: int
    high: int
    mean: int
    sd: int
    rest: NDArray[np.int16]
    cap: NDArray[np.int32]
    assoc_form: int
    assoc_account: int
    assoc_entry: int
    line: int
    each: int


def engine_scores(ties: NDArray[np.int64], own: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """Give where scores end under `engine.steps.settle.spread`, month after month; `own` from 0 to 1,000."""
    n = len(own)
    start, friend = rows(n, ties[:, 0], ties[:, 1])
    cap = round(weight * HIGH)
    by_themselves = np.rint((HIGH - cap) / 1000 * own).astype(np.int16)
    x = _Columns(
        np.zeros(n, np.uint16), np.zeros(n, np.int8), start, friend, by_themselves.copy(), np.zeros((1, n), np.int16)
    )
    law = _Law(0, HIGH, 0, 0, np.zeros((1, HIGH + 1), np.int16), np.array([cap], np.int32), 1, 0, 0, 0, 0)
    for _ in range(MONTHS):
        spread(0, n, x, law, np.empty(0, np.int64), np.empty((0, 1), np.int16))
        before = x.score.copy()
        x.score[:] = by_themselves + x.account[0]
        if np.array_equal(before, x.score):
            break
    return x.score / FINE


def rounding(weight: float) -> float:
    """Give how far whole points may lie off: each month rounds down by less than one, and friends pass that on."""
    return 1.5 / (FINE * (1 - weight))
