"""Workers share what is to be done, and what fails in one of them is told by all."""

from __future__ import annotations

import gc
import threading
from functools import partial
from weakref import ref

import numpy as np
import pytest

from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound, Ranges, Table
from demerit.engine.backends.threads import MOST, Workers


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_every_row_is_dealt_once_and_the_caller_works_too(threads: int) -> None:
    n = 5 * MOST + 7
    workers = Workers(n, threads)
    done = np.zeros(n, np.int64)
    who: set[int] = set()

    def mark(lo: int, hi: int) -> int:
        who.add(threading.get_ident())
        done[lo:hi] += 1
        return hi - lo

    assert sum(workers.share(n, mark)) == n
    workers.each(lambda worker, ranges: [mark(lo, hi) for lo, hi in ranges])  # type: ignore[func-returns-value]
    workers.close()
    assert (done == 2).all()
    assert threading.get_ident() in who


@pytest.mark.parametrize("fails", [0, 1])
def test_a_failure_is_told_when_all_have_ended(fails: int) -> None:
    workers = Workers(2 * MOST, 2)
    begun, told, ended = threading.Barrier(2, timeout=30), set(), set()

    def task(worker: int, ranges: Ranges) -> None:
        if worker not in told:
            told.add(worker)
            begun.wait()
        if worker == fails:
            raise ArithmeticError(f"worker {worker}")
        ended.add(worker)

    with pytest.raises(ArithmeticError, match=f"worker {fails}"):
        workers.each(task)
    assert ended == {1 - fails}
    workers.close()


def test_what_is_asked_for_after_the_end_is_done_by_the_caller() -> None:
    workers = Workers(2 * MOST, 2)
    workers.close()
    workers.close()
    done: list[tuple[tuple[int, int], int]] = []
    workers.each(lambda worker, ranges: done.extend((one, threading.get_ident()) for one in ranges))
    assert sorted(done) == [(one, threading.get_ident()) for one in workers.ranges]


def test_who_is_free_takes_what_others_have_not_begun() -> None:
    """One worker is held up in its first range until all others are done."""
    workers = Workers(6 * MOST, 2)
    rest, done = threading.Event(), []

    def task(worker: int, ranges: Ranges) -> None:
        for lo, hi in ranges:
            if lo == 0:
                assert rest.wait(30)
            done.append((lo, hi))
            if len(done) == len(workers.ranges) - 1:
                rest.set()

    workers.each(task)
    workers.close()
    assert done[-1] == (0, MOST)
    assert sorted(done) == workers.ranges


def test_no_range_is_taken_twice_at_once() -> None:
    """Threads that take many short ranges by compiled code: every row is passed over once."""
    n, threads = 40_000, 4
    rows = np.zeros(n, np.int64)
    table = Table([Bound(Loop("add_one", add_one, {"rows": Fixed(rows)}))])
    ranges = Ranges([(i, i + 1) for i in range(n)])
    others = [threading.Thread(target=table.run, args=(ranges, 0)) for _ in range(threads)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert ranges.over
    assert (rows == 1).all()


def add_one(i, rows):  # type: ignore[no-untyped-def]
    rows[i] += 1


def test_threads_end_with_the_workers_and_hold_on_to_nothing() -> None:
    """A run that nobody closed goes, with all that its threads were handed last."""
    others, held = set(threading.enumerate()), np.zeros(3)
    gone, workers = ref(held), Workers(3 * MOST, 3)
    assert set(threading.enumerate()) == others, "none begins before there is something to do"
    workers.each(partial(_take, held))
    assert held.sum() == len(workers.ranges)
    mine = set(threading.enumerate()) - others
    assert len(mine) == 2
    del held
    assert gone() is None
    del workers
    gc.collect()
    for thread in mine:
        thread.join(30)
        assert not thread.is_alive()


def _take(held: np.ndarray, worker: int, ranges: Ranges) -> None:
    for lo, _ in ranges:
        held[lo // MOST] += 1
