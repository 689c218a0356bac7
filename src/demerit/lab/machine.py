"""How fast this machine is, measured in the same process and moment as the model: gathers and copies."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from demerit.base.draws import column
from demerit.base.native import call
from demerit.engine.backends.threads import cores

FIELD = 1 << 26
"""Numbers gathered from: 256 MiB of int32, far more than any core's cache."""
PLACES = 1 << 23
"""Gathers a round and thread."""
ROUNDS = 5


@dataclass(frozen=True)
class Machine:
    """What this machine can do.

    Parameters
    ----------
    gathers_per_second
        Reads of an int32 at random places of 256 MiB, all threads together; the best of five rounds.
    gigabytes_per_second
        Bytes read and written in copying 256 MiB, all threads together, in thousands of millions.
    cores
        Threads used.
    """

    gathers_per_second: float
    gigabytes_per_second: float
    cores: int


def _gathered(field, places, total_of):  # type: ignore[no-untyped-def]
    """Add up what stands at the places, in ``total_of[0]``."""
    total = 0
    for k in range(places.shape[0]):
        total += field[places[k]]
    total_of[0] = total


def machine(threads: int = 0) -> Machine:
    """Measure this machine."""
    n = threads or cores()
    field = np.arange(FIELD, dtype=np.int32)
    places = [(column(k, "bench", PLACES) & np.uint32(FIELD - 1)).astype(np.int32) for k in range(n)]
    totals = np.zeros((n, 1), np.int64)
    other = np.empty_like(field)
    parts = [slice(FIELD * k // n, FIELD * (k + 1) // n) for k in range(n)]

    def copied(k: int) -> None:
        np.copyto(other[parts[k]], field[parts[k]])

    with ThreadPoolExecutor(n) as pool:
        gathers = _fastest(pool, lambda k: call(_gathered, field, places[k], totals[k]), n)
        copy = _fastest(pool, copied, n)
    return Machine(round(n * PLACES / gathers), round(2 * field.nbytes / copy / 1e9, 2), n)


def _fastest(pool: ThreadPoolExecutor, task: Callable[[int], object], n: int) -> float:
    """Give the seconds of the fastest of some rounds, all threads at once."""

    def once() -> float:
        began = time.perf_counter()
        list(pool.map(task, range(n)))
        return time.perf_counter() - began

    return min(once() for _ in range(ROUNDS))
