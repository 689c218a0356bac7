"""All cores of this machine: equal ranges of citizens, taken by threads; results never depend on which."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar
from weakref import finalize

from demerit.base.native import Ranges

T = TypeVar("T")
Share = Callable[[int, Callable[[int, int], Any]], list[Any]]
"""What deals so many rows of anything to workers, ``task(lo, hi)`` for each part, and gives what each gives."""
MOST = 4608
"""Citizens in a range: what is known of them for a week fits in a core's cache."""
SHORT = 4
"""Into so many is cut what would be the last range of each of several workers: they end about together."""
LEAST = 2000
"""Citizens that a thread is worth: a village of 1,000 takes a quarter more processor time, and as long, on two."""


def cores() -> int:
    """Give how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth(n: int) -> int:
    """Give how many threads `n` citizens are worth on this machine: no more than it has cores."""
    return max(1, min(cores(), n // LEAST))


class Order(NamedTuple):
    """What a thread is told to do, and where it tells what came of it: its number, what it gives, its mistake."""

    task: Callable[[Any, Any], Any]
    one: Any
    other: Any
    number: int
    came: SimpleQueue[tuple[int, Any, BaseException | None]]


class Workers:
    """Threads, made once a run, and the ranges they work over.

    A week is a few passes of some milliseconds, each of which waits for all threads: so they are handed their work by
    queues alone: an executor also makes a future of each task, and wakes nobody sooner.

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
        ends = [n * p // parts for p in range(parts - self.threads + 1)]
        short = SHORT * self.threads if self.threads > 1 else 1
        ends += [ends[-1] + (n - ends[-1]) * (p + 1) // short for p in range(short)]
        self.ranges = list(pairwise(ends))
        self._own = [Ranges(self.ranges[worker :: self.threads]) for worker in range(self.threads)]
        """Worker -> the ranges with which it begins, the same every time."""
        self._orders: list[SimpleQueue[Order | None]] = []
        """Of every thread but the caller's, what it is told to do; None lets it go."""
        self._others: list[Thread] = []
        """These threads: they begin with the first task, since who starts processes should have none."""
        self._open = self.threads > 1

    def each(self, task: Callable[[int, Ranges], Any]) -> None:
        """Run ``task(worker, ranges)`` for every worker: over its own, then over what others have not begun yet.

        A task takes ranges as long as there are any: so nobody waits long for a core that does something else besides.
        """
        for ranges in self._own:
            ranges.again()
        self._together(partial(self._take, task), range(self.threads), self._own)

    def _take(self, task: Callable[[int, Ranges], Any], worker: int, own: Ranges) -> None:
        task(worker, own)
        for other in range(worker + 1, worker + self.threads):
            if not (others := self._own[other % self.threads]).over:
                task(worker, others)

    def share(self, n: int, task: Callable[[int, int], T]) -> list[T]:
        """Run ``task(lo, hi)`` for equal parts of `n` rows of anything, one for each worker; give what each gives."""
        ends = [n * worker // self.threads for worker in range(self.threads + 1)]
        return self._together(task, ends[:-1], ends[1:])

    def _together(self, task: Callable[[Any, Any], T], some: Sequence[Any], others: Sequence[Any]) -> list[T]:
        """Run a task for each pair, the first in the caller's thread, and wait for all."""
        if not self._open:
            return [task(one, other) for one, other in zip(some, others, strict=True)]
        if not self._others:
            self._begin()
        came: SimpleQueue[tuple[int, Any, BaseException | None]] = SimpleQueue()
        for number, orders in enumerate(self._orders, 1):
            orders.put(Order(task, some[number], others[number], number, came))
        found: list[Any] = [None] * self.threads
        mistakes: list[BaseException] = []
        try:
            found[0] = task(some[0], others[0])
        finally:
            for _ in self._orders:
                number, found[number], mistake = came.get()
                if mistake is not None:
                    mistakes.append(mistake)
                mistake = None  # it knows this frame, and would keep all that the task worked on
        if mistakes:
            try:
                raise mistakes[0]
            finally:
                mistakes.clear()
        return found

    def _begin(self) -> None:
        """Let the threads begin."""
        self._orders = [SimpleQueue() for _ in range(self.threads - 1)]
        self._others = [Thread(target=_serve, args=(orders,), daemon=True) for orders in self._orders]
        for thread in self._others:
            thread.start()
        finalize(self, _let_go, tuple(self._orders))

    def close(self) -> None:
        """Let the threads go; what is asked for afterwards is done in the caller's."""
        self._open = False
        _let_go(self._orders)
        for thread in self._others:
            thread.join()


def _serve(orders: SimpleQueue[Order | None]) -> None:
    """Do what one is told, until let go; hold on to nothing meanwhile."""
    while (order := orders.get()) is not None:
        number, came = order.number, order.came
        found: tuple[int, Any, BaseException | None]
        try:
            found = number, order.task(order.one, order.other), None
        except BaseException as mistake:  # the caller raises it
            found = number, None, mistake
        del order
        came.put(found)
        del found, came


def _let_go(orders: Sequence[SimpleQueue[Order | None]]) -> None:
    for one in orders:
        one.put(None)
