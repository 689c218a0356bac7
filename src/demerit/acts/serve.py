"""Whether a citizen helps others, or gives, this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FIFTH


class Knobs(NamedTuple):
    """What `serve` can be tuned by."""

    help: Annotated[int, knob(-176, -256, -96, "notches", "Pull of helping: about 6 in 100 a month.")]
    give: Annotated[int, knob(-208, -288, -128, "notches", "Pull of giving, lowest fifth of income.")]
    wealth: Annotated[int, knob(12, 0, 32, "notches a fifth", "What each further fifth of income adds to giving.")]


class Own(NamedTuple):
    """What `serve` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    warmth: int
    """Notches: how far one helps of one's own accord."""


class Deeds(NamedTuple):
    """What one can do for others; the utility of each, in notches."""

    none: int
    help: int
    give: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh helping: ``u(help) = help + warmth``, ``u(give) = give + warmth + wealth x (fifth - 1)``.

    The engine adds ``stake x believed points``; what that does to the warmth itself is the institution `community`'s.
    Sizes are assumed.
    """
    fifth = own.traits >> FIFTH
    return Deeds(
        none=0,
        help=knobs.help + own.warmth,
        give=knobs.give + own.warmth + knobs.wealth * (fifth - 1),
    )


serve = Act(
    name="serve",
    summary="Whether a citizen helps others, or gives, this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="community",
)
