"""Whether a citizen looks up scores this month: their own, or those of friends too."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE, ONLINE


class Knobs(NamedTuple):
    """What `look_up` can be tuned by."""

    self: Annotated[int, knob(0, -100, 64, "notches", "Pull of looking up one's own score.")]
    friends: Annotated[int, knob(0, -140, 64, "notches", "Pull of looking up friends' scores as well.")]
    worry: Annotated[int, knob(64, 0, 128, "notches at fear 1", "What fear adds to both.")]


class Own(NamedTuple):
    """What `look_up` reads of a citizen."""

    fear: int
    """Q8: 0 none .. 512, where losses count threefold."""
    eager: int
    """Notches that pleasure in the score adds; 0 where there is no dial."""


class Deeds(NamedTuple):
    """Whose scores one can look up; the utility of each, in notches."""

    none: int
    self: int
    friends: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh looking: ``u(self) = self + worry x fear + eager``, ``u(friends) = friends + worry x fear + eager``.

    One who looks learns from how the score moved; one who looked up friends minds, for the month, how low they stand.
    Where scores are shown to nobody there is nothing of friends to see, whatever one looks up. Sizes are assumed.
    """
    moved = ((knobs.worry * own.fear) >> 8) + own.eager
    return Deeds(none=0, self=knobs.self + moved, friends=knobs.friends + moved)


look_up = Act(
    name="look_up",
    summary="Whether a citizen looks up scores this month: their own, or those of friends too.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE | AWARE,
)
