"""What a citizen buys on-line this week that a score might look at."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FEMALE, FIFTH, ONLINE, PARENT

_SHARE = "assumed; scale from household spending of 2015 (NBS: food 30.6 %, clothing 7.4 %, recreation 11.0 %)"


class Knobs(NamedTuple):
    """What `shop` can be tuned by."""

    produce: Annotated[int, knob(-59, -100, -20, "notches", "Pull of food and produce: about 22 % of baskets.",
                                 source=_SHARE)]
    work_clothes: Annotated[int, knob(-168, -220, -120, "notches", "Pull of work clothes: about 4 %.", source=_SHARE)]
    family: Annotated[int, knob(-250, -300, -200, "notches", "Pull of nappies and formula without a small child.",
                                source=_SHARE)]
    small_child: Annotated[int, knob(190, 100, 250, "notches", "What a child under seven adds to that.")]
    foreign: Annotated[int, knob(-200, -260, -140, "notches", "Pull of imported goods, lowest fifth of income.",
                                 source=_SHARE)]
    wealth: Annotated[int, knob(14, 0, 30, "notches a fifth", "What a fifth of income more adds to imports.")]
    frivolous: Annotated[int, knob(-142, -200, -90, "notches", "Pull of frivolous goods: about 6 %.", source=_SHARE)]
    games: Annotated[int, knob(-240, -300, -160, "notches", "Pull of video games, women of 35.", source=_SHARE)]
    young: Annotated[int, knob(4, 0, 8, "notches a year", "What each year below 35 adds to games.")]
    male: Annotated[int, knob(60, 0, 120, "notches", "What being a man adds to games.")]


class Own(NamedTuple):
    """What `shop` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    age: int
    """Years."""
    scolded: int
    """Notches that kin's scolding takes from rash purchases; 0 where nobody scolds."""


class Deeds(NamedTuple):
    """What one can buy; the utility of each, in notches."""

    neutral: int
    produce: int
    work_clothes: int
    family: int
    foreign: int
    frivolous: int
    games: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh what a citizen might buy.

    Each good has a pull against the neutral basket (a multinomial logit of purchase incidence), shifted by who
    one is: parents of small children buy for them, men and the young play, the wealthier buy imports, the scolded fewer
    rash goods. The engine adds ``stake x believed points``. Levels are assumed, scaled by household spending of 2015.
    """
    fifth = own.traits >> FIFTH
    child = knobs.small_child if own.traits & PARENT else 0
    man = 0 if own.traits & FEMALE else knobs.male
    return Deeds(
        neutral=0,
        produce=knobs.produce,
        work_clothes=knobs.work_clothes,
        family=knobs.family + child,
        foreign=knobs.foreign + (fifth - 1) * knobs.wealth,
        frivolous=knobs.frivolous - own.scolded,
        games=knobs.games + man + knobs.young * max(-10, 35 - own.age) - own.scolded,
    )


shop = Act(
    name="shop",
    summary="What a citizen buys on-line this week that a score might look at.",
    weigh=weigh,
    needs=ADULT | ONLINE,
)
