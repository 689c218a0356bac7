"""Whether a citizen without work applies for a post this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT

JOBLESS = 5
"""The `job` of one who has none."""
LONGEST = 24
"""Months without work after which hope sinks no further."""


class Knobs(NamedTuple):
    """What `apply` can be tuned by."""

    seek: Annotated[int, knob(128, 0, 256, "notches", "Pull of applying in the first month without work.",
                              source="assumed: 88 %")]
    tired: Annotated[int, knob(4, 0, 12, "notches a month", "What each month without work takes from it.",
                               source="assumed; discouraged workers seek less")]


class Own(NamedTuple):
    """What `apply` reads of a citizen."""

    job: int
    """What one works as (`institutions.employers`): 5 without work; 0 not tracked."""
    idle: int
    """Months without work."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    none: int
    apply: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh applying: ``u(apply) = seek - tired x min(months without work, 24)`` for those without work, else never.

    Sizes are assumed.
    """
    never = 0 if own.job == JOBLESS else NEVER
    return Deeds(none=0, apply=never + knobs.seek - knobs.tired * min(own.idle, LONGEST))


apply = Act(
    name="apply",
    summary="Whether a citizen without work applies for a post this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="employers",
)
