"""Whether a citizen without work applies for a post this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, NEVER, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

JOBLESS = 5
"""The `job` of one who has none."""
LONGEST = 24
"""Months without work after which hope sinks no further."""

KNOBS = (
    Knob("seek", 128, 0, 256, "notches", "Pull of applying in the first month without work.", source="assumed: 88 %"),
    Knob("tired", 4, 0, 12, "notches a month", "What each month without work takes from it.",
         source="assumed; discouraged workers seek less"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    seek: int
    tired: int


class View(NamedTuple):
    """What `apply` reads; every array is over the citizens swept."""

    job: NDArray[np.uint8]
    """What one works as (`institutions.employers`): 5 without work; 0 not tracked."""
    idle: NDArray[np.uint8]
    """Months without work."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh applying: ``u(apply) = seek - tired x min(months without work, 24)`` for those without work, else never.

    Sizes are assumed.
    """
    for j in range(u.shape[1]):
        seeks = i32(1) if s.job[j] == JOBLESS else i32(0)
        u[0, j] = i32(0)
        u[1, j] = (i32(1) - seeks) * i32(NEVER) + i32(k.seek) - i32(k.tired) * min(i32(s.idle[j]), i32(LONGEST))


apply = OldAct(
    name="apply",
    summary="Whether a citizen without work applies for a post this month.",
    deeds=("none", "apply"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="employers",
)
