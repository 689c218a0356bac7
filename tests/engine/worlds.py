"""Schemes and runs that several tests of the engine use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.engine.run import Run

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


def bare(scheme: Scheme) -> Scheme:
    """Give the scheme stripped of every rule, gate, register and piece of news, and of association."""
    none = scheme.association.model_copy(update={"form": "none"})
    return scheme.model_copy(update={"rules": {}, "gates": {}, "registers": {}, "news": {}, "association": none})


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
