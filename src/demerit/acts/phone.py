"""Whether a citizen changes their telephone number this month, of their own accord."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `phone` can be tuned by."""

    change: Annotated[int, knob(-290, -380, -220, "notches", "Pull of a new number: about 1 in 100 a month.")]
    migrant: Annotated[int, knob(48, 0, 96, "notches", "What it adds to have come from elsewhere.")]
    young: Annotated[int, knob(2, 0, 6, "notches a year", "What each year below 35 adds.")]


class Own(NamedTuple):
    """What `phone` reads of a citizen."""

    age: int
    """Years."""
    origin: int
    """0 native, 1 migrant, 2 visitor."""
    held: int
    """Notches that keeping the number is worth for the score's sake."""


class Deeds(NamedTuple):
    """What one can do with one's number; the utility of each, in notches."""

    keep: int
    change: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a new number: ``u(change) = change + migrant + young x max(0, 35 - age) - held``. Sizes are assumed."""
    pull = knobs.change + knobs.young * max(0, 35 - own.age) - own.held
    if own.origin > 0:
        pull += knobs.migrant
    return Deeds(keep=0, change=pull)


phone = Act(
    name="phone",
    summary="Whether a citizen changes their telephone number this month, of their own accord.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="telephones",
)
