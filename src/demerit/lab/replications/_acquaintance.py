"""Who ties themselves to whom among those who meet, and a score that counts friends' signals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import Draws, column, words
from demerit.engine.backends.threads import cores
from demerit.engine.model import Model
from demerit.engine.step import Step
from demerit.society.graphs import blocks
from demerit.society.network import rows

u32 = np.uint32
ONE = 65536
"""Scores are whole parts of this in log odds."""


class Acquaintances(NamedTuple):
    """Citizens, their types and signals, and whom they met; in the end, whom they are tied to."""

    kind: NDArray[np.uint8]
    """1 of the high type, 0 of the low."""
    signal: NDArray[np.int8]
    """1 high, -1 low."""
    score: NDArray[np.int32]
    """Log odds of the high type, in 1/65536."""
    start: NDArray[np.int64]
    friend: NDArray[np.int32]
    """-1 in an empty slot; live ones come first."""


class Meeting(NamedTuple):
    """What `befriend` is handed."""

    cross: int
    """The chance that those of different types stay together, of 2**32."""


class Weights(NamedTuple):
    """What `rate` is handed, in 1/65536 of log odds."""

    own: int
    friend: int


class Own(NamedTuple):
    """What steps read of a citizen."""

    kind: int
    signal: int


def befriend(i: int, week: int, own: Own, citizens: Acquaintances, knobs: Meeting, draws: Draws) -> None:
    """Keep of those met one's own type, and others by a draw keyed by the pair, so that both ends agree.

    Writes friend.
    """
    keep = int(citizens.start[i])
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = int(citizens.friend[t])
        alike = citizens.kind[other] == own.kind
        if alike or words(draws, week, min(i, other), max(i, other))[0] < knobs.cross:
            citizens.friend[keep] = other
            keep += 1
    for t in range(keep, citizens.start[i + 1]):
        citizens.friend[t] = -1


def rate(i: int, own: Own, citizens: Acquaintances, knobs: Weights) -> None:
    """Count one's own signal, and each friend's. Writes score."""
    points = own.signal * knobs.own
    for t in range(citizens.start[i], citizens.start[i + 1]):
        if citizens.friend[t] < 0:
            break
        points += citizens.signal[citizens.friend[t]] * knobs.friend
    citizens.score[i] = points


BEFRIEND = Step("befriend", befriend, stream="befriend")
RATE = Step("rate", rate)


def rated(seed: int, people: int, error: float, meetings: float, cross: float, weights: Weights) -> Acquaintances:
    """Give people who met at random, tied themselves to some, and were rated: one round.

    Parameters
    ----------
    error, meetings, cross
        The chance that a signal is wrong; how many one meets on average; the chance that different types stay tied.
    """
    graph = blocks(seed, np.array([people]), np.ones((1, 1)), meetings)
    start, friend = rows(people, graph.u, graph.v)
    kind = (column(seed, "network_score.kind", people) >> u32(31)).astype(np.uint8)
    wrong = column(seed, "network_score.signal", people) < np.uint32(round(error * 2**32))
    signal = np.where((kind == 1) ^ wrong, 1, -1).astype(np.int8)
    x = Acquaintances(kind, signal, np.zeros(people, np.int32), start, friend)
    knobs = {"befriend": Meeting(round(cross * 2**32)), "rate": weights}
    model = Model(x, [BEFRIEND, RATE], seed=seed, knobs=knobs, threads=cores())
    next(model.rounds(1))
    model.close()
    return x
