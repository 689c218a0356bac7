"""All cores of this machine: equal ranges of citizens, dealt to threads; results never depend on how."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

MOST = 4608
"""Citizens in a range: what is known of them for a week fits in a core's cache."""
LEAST = 2000
"""Citizens that a thread is worth: a village of 1,000 takes a quarter more processor time, and as long, on two."""


def cores() -> int:
    """Give how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth(n: int) -> int:
    """Give how many threads `n` citizens are worth on this machine: no more than it has cores."""
    return max(1, min(cores(), n // LEAST))


class Workers:
    """A pool of threads, made once a run, and the ranges it works over.

    Parameters
    ----------
    n
        How many citizens.
    threads
        How many threads; 1 runs in the caller's.
    """

    def __init__(self, n: int, threads: int) -> None:
        self.threads = max(1, threads)
        parts = self.threads * max(1, -(-n // (MOST * self.threads)))
        self.ranges = [(n * p // parts, n * (p + 1) // parts) for p in range(parts)]
        self.own = [np.array(self.ranges[worker :: self.threads], np.int64).reshape(-1, 2)
                    for worker in range(self.threads)]
        """Worker -> its ranges, the same every time."""
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None

    def each(self, task: Callable[[int, NDArray[np.int64]], None]) -> None:
        """Run ``task(worker, its ranges)`` for every worker."""
        if self._pool is None:
            task(0, self.own[0])
        else:
            list(self._pool.map(task, range(self.threads), self.own))

    def share(self, n: int, task: Callable[[int, int], None]) -> None:
        """Run ``task(lo, hi)`` for equal parts of `n` rows of anything, one for each worker."""
        ends = [n * worker // self.threads for worker in range(self.threads + 1)]
        if self._pool is None:
            task(0, n)
        else:
            list(self._pool.map(task, ends, ends[1:]))

    def close(self) -> None:
        """Let the threads go."""
        if self._pool is not None:
            self._pool.shutdown()
