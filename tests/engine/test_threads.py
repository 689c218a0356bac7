"""Workers share what is to be done, and what fails in one of them is told by all."""

from __future__ import annotations

import gc
import threading
from functools import partial
from weakref import ref

import numpy as np
import pytest

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
    assert len(workers.each(lambda worker, ranges: [mark(lo, hi) for lo, hi in ranges.tolist()])) == threads
    workers.close()
    assert (done == 2).all()
    assert threading.get_ident() in who


@pytest.mark.parametrize("fails", [0, 1])
def test_a_failure_is_told_when_all_have_ended(fails: int) -> None:
    workers = Workers(2 * MOST, 2)
    begun, ended = threading.Barrier(2, timeout=30), set()

    def task(worker: int, ranges: np.ndarray) -> None:
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
    assert workers.each(lambda worker, ranges: (worker, threading.get_ident())) == [
        (worker, threading.get_ident()) for worker in range(2)]


def test_threads_end_with_the_workers_and_hold_on_to_nothing() -> None:
    """A run that nobody closed goes, with all that its threads were handed last."""
    others, held = set(threading.enumerate()), np.zeros(3)
    gone, workers = ref(held), Workers(3 * MOST, 3)
    assert set(threading.enumerate()) == others, "none begins before there is something to do"
    assert workers.each(partial(_taken, held)) == [0, 0, 0]
    mine = set(threading.enumerate()) - others
    assert len(mine) == 2
    del held
    assert gone() is None
    del workers
    gc.collect()
    for thread in mine:
        thread.join(30)
        assert not thread.is_alive()


def _taken(held: np.ndarray, worker: int, ranges: np.ndarray) -> int:
    return int(held[worker])
