"""Who ties themselves to whom among those who meet, and a score that counts friends' signals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column, philox
from demerit.base.kernel import kernel
from demerit.engine.backends.threads import cores
from demerit.engine.model import Model, Sweep
from demerit.society.graphs import blocks
from demerit.society.network import rows

i32, u32, u64 = np.int32, np.uint32, np.uint64
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

    cross: np.uint64
    """The chance that those of different types stay together, of 2**32."""


class Weights(NamedTuple):
    """What `rate` is handed, in 1/65536 of log odds."""

    own: int
    friend: int


@kernel
def _befriend(who, x, k, now):  # type: ignore[no-untyped-def]
    """Keep of those met one's own type, and others by a draw keyed by the pair, so that both ends agree."""
    for i in who:
        keep = x.start[i]
        for t in range(x.start[i], x.start[i + 1]):
            j = x.friend[t]
            lot, _, _, _ = philox(u32(min(i, j)), now.round, now.stream, u32(max(i, j)), now.k0, now.k1)
            if x.kind[j] == x.kind[i] or u64(lot) < k.cross:
                x.friend[keep] = j
                keep += 1
        for t in range(keep, x.start[i + 1]):
            x.friend[t] = -1


@kernel
def _rate(who, x, k, now):  # type: ignore[no-untyped-def]
    """Count one's own signal, and each friend's. Writes score."""
    for i in who:
        points = i32(x.signal[i]) * i32(k.own)
        for t in range(x.start[i], x.start[i + 1]):
            if x.friend[t] < 0:
                break
            points += i32(x.signal[x.friend[t]]) * i32(k.friend)
        x.score[i] = points


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
    knobs = {"befriend": Meeting(np.uint64(round(cross * 2**32))), "rate": weights}
    model = Model(x, [Sweep("befriend", _befriend), Sweep("rate", _rate)], seed=seed, knobs=knobs, threads=cores())
    next(model.rounds(1))
    model.close()
    return x
