"""Many small worlds at once: how they go beside one big one, on the same cores."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from demerit.engine.backends.threads import cores
from demerit.engine.run import Run

if TYPE_CHECKING:
    from demerit.engine.plan import Plan
    from demerit.society import Society


def begun(plan: Plan, society: Society, seed: int, weeks: int) -> Run:
    """Begin a world without a folder and without a panel."""
    return Run(plan.scheme, society, seed=seed, weeks=weeks, threads=1, plan=plan, panel_size=0)


def lived(run: Run) -> str:
    """Let a world live to its end; give its digest."""
    for _ in run.weeks():
        pass
    return run.digest()


_LAST: list[Run] = []
"""The run whose memory the next one takes over: made before the processes of a pool part, then in each of them."""


def _of_seed(seed: int) -> str:
    _LAST[0] = _LAST[0].again(seed)
    return lived(_LAST[0])


def many(plan: Plan, society: Society, seeds: list[int], weeks: int) -> tuple[float, list[str]]:
    """Give the seconds that worlds of these seeds take, on all cores, and their digests in the order of seeds.

    One plan serves all of them, and in each process one memory (`Run.again`): these are made, and all that a week runs
    is woven and compiled, before the processes part.
    """
    _LAST[:] = [begun(plan, society, seeds[0], weeks)]
    while _LAST[0].week < min(weeks, 8):
        _LAST[0].advance()
    began = time.perf_counter()
    if cores() == 1:
        digests = [_of_seed(seed) for seed in seeds]
        return time.perf_counter() - began, digests
    with ProcessPoolExecutor(cores(), mp_context=multiprocessing.get_context("fork")) as pool:
        digests = list(pool.map(_of_seed, seeds))
    return time.perf_counter() - began, digests
