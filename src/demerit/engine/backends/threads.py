"""All cores of this machine: equal ranges of citizens, dealt to threads; results never depend on how."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Share = Callable[[int, Callable[[int, int], Any]], list[Any]]
"""What deals so many rows of anything to workers, ``task(lo, hi)`` for each part, and gives what each gives."""
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
    """Threads, made once a run, and the ranges they work over.

    Parameters
    ----------
    n
        How many citizens.
    threads
        How many threads, the caller's among them.
    """

    def __init__(self, n: int, threads: int) -> None:
        self.threads = max(1, threads)
        parts = self.threads * max(1, -(-n // (MOST * self.threads)))
        self.ranges = [(n * p // parts, n * (p + 1) // parts) for p in range(parts)]
        self.own = [np.array(self.ranges[worker :: self.threads], np.int64).reshape(-1, 2)
                    for worker in range(self.threads)]
        """Worker -> its ranges, the same every time."""
        self._pool = ThreadPoolExecutor(self.threads - 1) if self.threads > 1 else None

    def each(self, task: Callable[[int, NDArray[np.int64]], T]) -> list[T]:
        """Run ``task(worker, its ranges)`` for every worker, and give what each gives."""
        return self._together(task, range(self.threads), self.own)

    def share(self, n: int, task: Callable[[int, int], T]) -> list[T]:
        """Run ``task(lo, hi)`` for equal parts of `n` rows of anything, one for each worker; give what each gives."""
        ends = [n * worker // self.threads for worker in range(self.threads + 1)]
        return self._together(task, ends[:-1], ends[1:])

    def _together(self, task: Callable[[Any, Any], T], some: Sequence[Any], others: Sequence[Any]) -> list[T]:
        """Run a task for each pair, the first in the caller's thread, and wait for all."""
        if self._pool is None:
            return [task(some[0], others[0])]
        begun = [self._pool.submit(task, one, other) for one, other in zip(some[1:], others[1:], strict=True)]
        try:
            first = task(some[0], others[0])
        finally:
            wait(begun)
        return [first, *(one.result() for one in begun)]

    def close(self) -> None:
        """Let the threads go."""
        if self._pool is not None:
            self._pool.shutdown()
