"""Schemes and runs that several tests of the engine use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.engine.run import Run

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


OUTSPOKEN = {"temper.talk": 52, "temper.talk_spread": 28, "temper.interest": 60, "temper.interest_spread": 0}
"""Knobs at which everybody speaks about every other week, and of politics nearly as soon as of anything."""


def bare(scheme: Scheme) -> Scheme:
    """Give the scheme stripped of every rule, gate, register and piece of news."""
    return scheme.model_copy(update={"rules": {}, "gates": {}, "registers": {}, "news": {}, "institutions": {}})


def knobs_set(scheme: Scheme, **values: float) -> Scheme:
    """Give the scheme with some of its knobs at a value, in range or not."""
    knobs = {n: k.model_copy(update={"value": values.get(n, k.value)}) for n, k in scheme.knobs.items()}
    return scheme.model_copy(update={"knobs": knobs})


def lived(scheme: Scheme, society: Society, weeks: int, **more: Any) -> Run:
    """Give a run after all its weeks."""
    run = Run(scheme, society, weeks=weeks, **{"threads": 1, "seed": 5, **more})
    for _ in run.weeks():
        pass
    run.close()
    return run


def mean_of(run: Run, column: str) -> tuple[float, float]:
    """Give the mean over adults of the panel of all a column of theirs sums to, and its standard error."""
    rows = pl.concat(run.rows).filter(pl.col("sex") < 255)
    sums = rows.group_by("citizen").agg(pl.col(column).cast(pl.Int64).sum())[column].to_numpy()
    return float(sums.mean()), float(sums.std() / len(sums) ** 0.5)


def with_citizens(society: Society, **columns: Any) -> Society:
    """Give the society with whole columns set to a value."""
    citizens = society.citizens
    changed = {name: np.full_like(getattr(citizens, name), value) for name, value in columns.items()}
    return replace(society, citizens=citizens._replace(**changed))


def columns_that_differ(a: Run, b: Run, leave_out: tuple[str, ...] = ()) -> list[str]:
    """Give the names of the columns in which two runs' worlds differ."""
    other = dict(b.world.items())
    return [name for name, array in a.world.items()
            if name not in leave_out and (array.shape != other[name].shape or (array != other[name]).any())]
