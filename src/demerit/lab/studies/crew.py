"""Who lets the worlds of a study live: this process, processes of this machine, or a cluster of `dask.distributed`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of
from demerit.engine.backends.threads import cores
from demerit.errors import DemeritError, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.lab.studies.world import Task

Job = Callable[["Task"], dict[str, Any]]
AHEAD = 2
"""Worlds that a process has in hand at once, so that it never waits for the next."""
STRIKES = 2
"""Times that a process may die over a world before the world is given up."""
PATIENCE = 10.0
"""Seconds for which a scheduler is waited for."""
ONE_THREAD = {"POLARS_MAX_THREADS": "1"}
"""What keeps libraries in a process of a study to one core."""


def nothing() -> None:
    """Do nothing."""


def tried(job: Job, task: Task) -> dict[str, Any]:
    """Let a world live; what goes wrong is said of that world, and does not end the study."""
    try:
        return job(task)
    except (DemeritError, ArithmeticError, MemoryError, LookupError, TypeError, ValueError) as error:
        return lost(task, f"{type(error).__name__}: {error}".removeprefix("InputError: "))


def lost(task: Task, why: str) -> dict[str, Any]:
    """Give what is kept of a world that came to nothing."""
    return {"number": task.number, "world": task.world, "seed": task.seed, "set": task.set, "failed": why}


def coming(job: Job, tasks: list[Task], workers: int | None, before: Callable[[], object] = nothing,
           meanwhile: Callable[[], object] | None = None) -> Iterator[dict[str, Any]]:
    """Give what comes of every task: here, or on so many processes of this machine (None: one a core).

    Parameters
    ----------
    before
        What is done here before the first task is given out, while processes start.
    meanwhile
        What is done here once the first tasks are given out, while they are worked on. This process then takes tasks
        like the others, which are one fewer: it has imported and read all that worlds need.

    Raises
    ------
    InputError
        Workers below 1.
    """
    from demerit.lab.plugins import folders

    number = workers_of(workers, len(tasks))
    if number == 1:
        return here(job, tasks, before, meanwhile or nothing)
    if meanwhile:
        before()
        return beside(job, tasks, number - 1, folders(), meanwhile)
    return processes(job, tasks, number, folders(), before)


def here(job: Job, tasks: list[Task], *first: Callable[[], object]) -> Iterator[dict[str, Any]]:
    """Let the worlds live one after the other in this process, `first` done."""
    for done in first:
        done()
    for task in tasks:
        yield tried(job, task)


def processes(job: Job, tasks: list[Task], number: int, added: list[Path],
              before: Callable[[], object] = nothing) -> Iterator[dict[str, Any]]:
    """Let the worlds live in so many processes of this machine, and give each as it comes.

    A process that dies (the system kills what takes too much memory) takes no more than its worlds with it: these are
    tried again, each alone in the end.
    """
    left, strikes, first = list(tasks), Counter[int](), True
    while left:
        careful = any(strikes[task.number] for task in left)
        with _crew(1 if careful else number, added) as pool:
            if first:
                first = False
                for _ in range(number):
                    pool.submit(_made_ready)
                before()
            flying: dict[Future[dict[str, Any]], Task] = {}
            waiting = sorted(left, key=lambda task: -strikes[task.number]) if careful else list(left)
            try:
                while waiting or flying:
                    while waiting and len(flying) < (1 if careful else AHEAD * number):
                        task = waiting.pop(0)
                        flying[pool.submit(tried, job, task)] = task
                    done, _ = wait(flying, return_when=FIRST_COMPLETED)
                    for future in done:
                        found = future.result()
                        left.remove(flying.pop(future))
                        yield found
                    if careful and not any(strikes[task.number] for task in left):
                        break
            except BrokenProcessPool:
                for task in flying.values():
                    strikes[task.number] += 1
        for task in [task for task in left if strikes[task.number] > STRIKES]:
            left.remove(task)
            killed = f"its process was killed {number_of(STRIKES + 1, 'time')}"
            yield lost(task, f"{killed}; perhaps it takes more memory than there is")


def beside(job: Job, tasks: list[Task], others: int, added: list[Path],
           meanwhile: Callable[[], object]) -> Iterator[dict[str, Any]]:
    """Let the worlds live in this process, once it has done what is done `meanwhile`, and in so many others.

    Whoever is done with a world takes the next. After a process died, what is left lives in other processes alone.
    """
    left = {task.number: task for task in tasks}
    waiting, flying = deque(tasks), dict[Future[dict[str, Any]], "Task"]()
    lock = threading.Lock()

    def hand_on(done: object = None) -> None:
        """Hand the next world to another process; the one that is `done` with its own is free."""
        with lock:
            if not waiting:
                return
            try:
                future = pool.submit(tried, job, waiting[0])
            except RuntimeError:  # it is gone, or broken
                return
            flying[future] = waiting.popleft()
        future.add_done_callback(hand_on)

    with suppress(BrokenProcessPool), _crew(others, added) as pool:
        for _ in range(others):
            hand_on()
        meanwhile()
        while left:
            with lock:
                mine, theirs = waiting.popleft() if waiting else None, list(flying)
            if mine:
                found = tried(job, mine)
                del left[mine.number]
                yield found
            for future in wait(theirs, 0 if mine else None, FIRST_COMPLETED).done:
                found = future.result()
                del left[flying.pop(future).number]
                yield found
    if left:
        yield from processes(job, list(left.values()), others, added)


@contextmanager
def _crew(number: int, added: list[Path]) -> Iterator[ProcessPoolExecutor]:
    """Give fresh processes that know what was added with ``--with``; whatever happens, they are gone afterwards."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _begin, (os.getpid(), added))
    try:
        yield pool
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        workers = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(5)


def _begin(parent: int, added: list[Path]) -> None:
    """Make a process ready: it ends with the one that began it, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    take_along(added)


def _made_ready() -> None:
    """Have read what every world needs."""
    from demerit.lab.studies import world  # noqa: F401
    from demerit.measures import measures

    measures()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def take_along(added: list[Path]) -> None:
    """Add the folders that were named with ``--with``."""
    from demerit.lab import plugins

    for folder in added:
        plugins.add(folder)


def cluster(job: Job, tasks: list[Task], address: str, added: list[Path]) -> Iterator[dict[str, Any]]:
    """Let the worlds live on the workers of a scheduler of `dask.distributed`, and give each as it comes.

    Raises
    ------
    InputError
        `distributed` is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise InputError("--cluster needs dask.distributed. Install it: pip install 'demerit[cluster]'") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"--cluster {address}: no scheduler answers there. Start one with `dask scheduler`, workers with "
            f"`dask worker {address}`, and give its address, like tcp://127.0.0.1:8786."
        ) from error
    try:
        if added:
            client.run(take_along, added)
        futures = {client.submit(tried, job, task, pure=False, retries=STRIKES): task for task in tasks}
        for future in as_completed(list(futures), loop=client.loop):
            task = futures.pop(future)
            ended = future.exception()
            yield future.result() if ended is None else lost(task, f"its worker was lost: {type(ended).__name__}")
            future.release()
    finally:
        client.close()


def workers_of(given: int | None, tasks: int) -> int:
    """Give how many processes so many worlds are worth."""
    if given is not None and given < 1:
        raise InputError(f"--workers {given}: give 1 or more, or leave it out for one a core.")
    return max(1, min(given or cores(), tasks))


