"""Many runs of one model, each with a seed of its own, and what they say together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.base.native import Ranges
from demerit.engine.backends.threads import Workers, cores
from demerit.engine.model import seeds

Numbers = NDArray[np.float64]


def many(seed: int, name: str, runs: int, run: Callable[[int], tuple[float, ...]]) -> Numbers:
    """Give what each run ends in, shape ``(runs, k)``, run by run whatever the threads.

    Parameters
    ----------
    seed, name
        From these comes a seed for each run.
    run
        Gives k numbers from a seed.
    """
    found: list[tuple[float, ...]] = [()] * runs
    own = seeds(seed, name, runs)
    workers = Workers(runs, min(cores(), runs))

    def deal(worker: int, ranges: Ranges) -> None:
        for lo, hi in ranges:
            found[lo:hi] = [run(one) for one in own[lo:hi]]

    workers.each(deal)
    workers.close()
    return np.array(found, float)


def error(values: Any) -> float:
    """Give the standard error of a mean; nan of one value."""
    return float(np.std(values, ddof=1)) / len(values) ** 0.5 if len(values) > 1 else float("nan")


def off(*errors: float) -> float:
    """Give how far two means may lie apart: four times what their standard errors come to together."""
    return 4 * float(np.sqrt(sum(e * e for e in errors)))
