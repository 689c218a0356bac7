"""Exploration and preferential return: to how many places people go, and how often to the same (Song et al. 2010)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import key, philox, stream
from demerit.base.native import call

u32, u64 = np.uint32, np.uint64
EXPLORES, TIRES = 0.6, 0.21
"""rho and gamma of Song et al.: after S places the next one is new with chance rho S**-gamma."""


def distinct_places(moves: int, rho: float = EXPLORES, gamma: float = TIRES) -> tuple[float, float]:
    """Give mean and standard deviation of the places visited after so many moves from a first place, exactly.

    The number of places S grows by one with chance ``rho S**-gamma`` at every move; its distribution is carried along.
    """
    chance = np.zeros(moves + 2)
    chance[1] = 1.0
    places = np.arange(moves + 2)
    new = np.concatenate([[0.0], np.minimum(1.0, rho * np.arange(1, moves + 2) ** -gamma)])
    for k in range(1, moves + 1):
        found = chance[: k + 1] * new[: k + 1]
        chance[: k + 1] -= found
        chance[1 : k + 2] += found
    mean = float((chance * places).sum())
    return mean, float(np.sqrt((chance * (places - mean) ** 2).sum()))


def _explore(moves, bar, number, k0, k1, trail, visits, places):  # type: ignore[no-untyped-def]
    """Let everyone move so many times; `bar` is the chance of 2**32 that the next place is new, by places known."""
    for i in range(visits.shape[0]):
        trail[0] = 0
        visits[i, 0] = 1
        known = 1
        for k in range(1, moves + 1):
            a, b, _, _ = philox(u32(i), u32(0), u32(number), u32(k), u32(k0), u32(k1))
            if u64(a) < bar[known]:
                trail[k] = known
                known += 1
            else:
                trail[k] = trail[(u64(b) * u64(k)) >> u64(32)]
            visits[i, trail[k]] += 1
        places[i] = known


def explored(seed: int, people: int, moves: int, rho: float = EXPLORES,
             gamma: float = TIRES) -> tuple[NDArray[np.int32], NDArray[Any]]:
    """Draw how often each of `people` was at each place, and at how many places they were.

    One starts at a first place. Each move explores with chance ``rho S**-gamma``, or returns to a place in proportion
    to how often one has been there. Draws belong to (seed, ``theory.mobility``, person, move).

    Returns
    -------
    visits, places
        int32 ``(people, moves + 1)``, in the order in which places were found; int64 ``(people,)``.
    """
    bar = np.zeros(moves + 2, np.uint64)
    bar[1:] = np.minimum(2.0**32, np.rint(rho * np.arange(1, moves + 2) ** -gamma * 2.0**32)).astype(np.uint64)
    visits, places = np.zeros((people, moves + 1), np.int32), np.zeros(people, np.int64)
    k0, k1 = key(seed)
    call(_explore, moves, bar, stream("theory.mobility"), k0, k1, np.empty(moves + 1, np.int32), visits, places)
    return visits, places
