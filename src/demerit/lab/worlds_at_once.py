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


def lived(plan: Plan, society: Society, seed: int, weeks: int) -> str:
    """Let one world live without a folder and without a panel; give its digest."""
    run = Run(plan.scheme, society, seed=seed, weeks=weeks, threads=1, plan=plan, panel_size=0)
    for _ in run.weeks():
        pass
    return run.digest()


_SHARED: list[tuple[Plan, Society, int]] = []
"""What the processes of a pool share: made before they part."""


def _of_seed(seed: int) -> str:
    plan, society, weeks = _SHARED[0]
    return lived(plan, society, seed, weeks)


def many(plan: Plan, society: Society, seeds: list[int], weeks: int) -> tuple[float, list[str]]:
    """Give the seconds that worlds of these seeds take, on all cores, and their digests in the order of seeds.

    One plan serves all of them; it and its compiled code are made before the processes part.
    """
    lived(plan, society, seeds[0], min(weeks, 8))
    _SHARED[:] = [(plan, society, weeks)]
    began = time.perf_counter()
    if cores() == 1:
        digests = [_of_seed(seed) for seed in seeds]
        return time.perf_counter() - began, digests
    with ProcessPoolExecutor(cores(), mp_context=multiprocessing.get_context("fork")) as pool:
        digests = list(pool.map(_of_seed, seeds))
    return time.perf_counter() - began, digests
