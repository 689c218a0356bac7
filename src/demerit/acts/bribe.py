"""Whether a citizen whom an official asked for a bribe last month pays it."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FIFTH


class Knobs(NamedTuple):
    """What `bribe` can be tuned by."""

    pay: Annotated[int, knob(
        -32, -128, 64, "notches", "Pull of paying: about 38 % of those asked for nothing that is urgent.",
        source="assumed; a quarter to a half of those asked say in surveys elsewhere that they paid",
    )]
    paper: Annotated[int, knob(24, 0, 64, "notches a paper", "What each paper held up adds to it.")]
    means: Annotated[int, knob(8, 0, 32, "notches a fifth", "What each fifth of income above the third adds.")]
    worry: Annotated[int, knob(48, 0, 128, "notches at fear 1", "What fear adds.")]


class Own(NamedTuple):
    """What `bribe` reads of a citizen."""

    asked: int
    """Papers for which an official asked last month and one (`institutions.officials`); 0 where none asked."""
    traits: int
    """Bits of traits; the fifth of income stands above them."""
    fear: int
    """Q8: 0 none .. 512."""


class Deeds(NamedTuple):
    """What one can do: the last two when asked; the utility of each, in notches."""

    none: int
    refuse: int
    pay: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a bribe, for those who were asked: refusing is 0, and one must do either.

    ``u(pay) = pay + paper x papers + means x (fifth of income - 3) + worry x fear``. Sizes are assumed.
    """
    passing = NEVER if own.asked > 0 else 0
    answering = 0 if own.asked > 0 else NEVER
    papers = max(own.asked - 1, 0)
    fifth = own.traits >> FIFTH
    worth = knobs.pay + knobs.paper * papers + knobs.means * (fifth - 3) + ((knobs.worry * own.fear) >> 8)
    return Deeds(none=passing, refuse=answering, pay=answering + worth)


bribe = Act(
    name="bribe",
    summary="Whether a citizen whom an official asked for a bribe last month pays it.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="officials",
)
