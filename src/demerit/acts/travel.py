"""Whether a citizen sets out for abroad this month, and where to."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FIFTH
from demerit.society.citizens import VISITOR

_PULL = "assumed; all together about one journey for every twelve adults and year (120 million of 2015, most of them \
to Hong Kong and Macau, which ask for no visa)"


class Knobs(NamedTuple):
    """What `travel` can be tuned by."""

    singapore: Annotated[int, knob(-500, -600, -420, "notches", "Pull of Singapore, lowest fifth of incomes.",
                                   source=_PULL)]
    europe: Annotated[int, knob(-530, -620, -440, "notches", "Pull of Europe.", source=_PULL)]
    japan: Annotated[int, knob(-490, -600, -400, "notches", "Pull of Japan.", source=_PULL)]
    korea: Annotated[int, knob(-480, -600, -400, "notches", "Pull of South Korea.", source=_PULL)]
    britain: Annotated[int, knob(-560, -640, -460, "notches", "Pull of Britain.", source=_PULL)]
    elsewhere: Annotated[int, knob(-500, -600, -420, "notches", "Pull of countries that no score helps to reach.",
                                   source=_PULL)]
    wealth: Annotated[int, knob(40, 0, 80, "notches a fifth", "How much more those of higher income travel.")]
    bother: Annotated[int, knob(48, 0, 128, "notches", "How far papers asked for in full keep from a journey.")]


class Own(NamedTuple):
    """What `travel` reads of a citizen."""

    traits: int
    """Bits of traits, the fifth of income above them."""
    origin: int
    """0 native, 1 migrant, 2 visitor."""
    papers: int
    """A bit for each of the first five countries: set where the papers are asked for in full."""


class Deeds(NamedTuple):
    """Where one can go; the utility of each, in notches."""

    home: int
    singapore: int
    europe: int
    japan: int
    korea: int
    britain: int
    elsewhere: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a journey to each country.

    ``u(country) = country + wealth x (fifth - 1) - bother``, the last where the papers are asked for in full; visitors
    go their own ways. Sizes are assumed.
    """
    fifth = own.traits >> FIFTH
    rich = NEVER if own.origin == VISITOR else knobs.wealth * (fifth - 1)
    return Deeds(
        home=0,
        singapore=knobs.singapore + rich - knobs.bother * (own.papers & 1),
        europe=knobs.europe + rich - knobs.bother * ((own.papers >> 1) & 1),
        japan=knobs.japan + rich - knobs.bother * ((own.papers >> 2) & 1),
        korea=knobs.korea + rich - knobs.bother * ((own.papers >> 3) & 1),
        britain=knobs.britain + rich - knobs.bother * ((own.papers >> 4) & 1),
        elsewhere=knobs.elsewhere + rich,
    )


travel = Act(
    name="travel",
    summary="Whether a citizen sets out for abroad this month, and where to.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="border",
)
