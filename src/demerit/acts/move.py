"""Whether a citizen moves house this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT
from demerit.society.citizens import PRODUCTION, SERVICE


class Knobs(NamedTuple):
    """What `move` can be tuned by."""

    move: Annotated[int, knob(
        -352, -420, -290, "notches", "Pull of moving house, a native of middle age: about 5 in 100 a year.",
    )]
    migrant: Annotated[int, knob(96, 0, 160, "notches", "What it adds to have come from elsewhere.")]
    mobile: Annotated[int, knob(24, 0, 96, "notches", "What it adds to work in production or services.")]
    young: Annotated[int, knob(2, 0, 6, "notches a year", "What each year below 35 adds.")]


class Own(NamedTuple):
    """What `move` reads of a citizen."""

    age: int
    """Years."""
    origin: int
    """0 native, 1 migrant, 2 visitor."""
    occupation: int
    """An index into `demerit.society.citizens.OCCUPATIONS`."""
    rooted: int
    """Notches that staying put is worth for the score's sake."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    stay: int
    move: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh moving: ``u(move) = move + migrant + mobile + young x max(0, 35 - age) - rooted``. Sizes are assumed."""
    pull = knobs.move + knobs.young * max(0, 35 - own.age) - own.rooted
    if own.origin > 0:
        pull += knobs.migrant
    if own.occupation in (PRODUCTION, SERVICE):
        pull += knobs.mobile
    return Deeds(stay=0, move=pull)


move = Act(
    name="move",
    summary="Whether a citizen moves house this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="residence",
)
