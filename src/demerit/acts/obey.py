"""Whether a citizen keeps the small laws of the street, of trains and planes, and of what belongs to all."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FEMALE


class Knobs(NamedTuple):
    """What `obey` can be tuned by."""

    traffic: Annotated[int, knob(-224, -320, -128, "notches", "Pull of a traffic offence: about 3 in 100 a month.")]
    drunk: Annotated[int, knob(-480, -600, -400, "notches", "Pull of driving drunk: about 5 in 10,000 a month.")]
    fare: Annotated[int, knob(
        -288, -400, -200, "notches", "Pull of travelling without a fare: about 1 in 100 a month.",
    )]
    goods: Annotated[int, knob(
        -384, -500, -280, "notches", "Pull of carrying what may not fly: 2 or 3 in 1,000 a month.",
    )]
    damage: Annotated[int, knob(
        -560, -700, -450, "notches", "Pull of destroying public equipment: 1 or 2 in 10,000 a month.",
    )]
    tamper: Annotated[int, knob(-540, -700, -430, "notches", "Pull of tampering with pipes and meters.")]
    steal: Annotated[int, knob(-540, -700, -430, "notches", "Pull of stealing water, gas, heat or power.")]
    careful: Annotated[int, knob(48, 0, 96, "per 64 of reliability", "How far reliability keeps one from all of them.",
                                 source="assumed; somewhat less than for bills")]
    male: Annotated[int, knob(32, 0, 64, "notches", "What being a man adds to offences of the street.")]
    young: Annotated[int, knob(2, 0, 6, "notches a year", "What each year below 35 adds to all of them.")]


class Own(NamedTuple):
    """What `obey` reads of a citizen."""

    reliability: int
    """Latent type, in units of 2 notches."""
    age: int
    """Years."""
    traits: int
    """Bits of traits (`demerit.acts.act`)."""


class Deeds(NamedTuple):
    """How one can keep the law or break it; the utility of each, in notches."""

    keeps: int
    traffic_offence: int
    drunk_driving: int
    fare_dodged: int
    dangerous_goods: int
    damages: int
    tampers: int
    steals_power: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh each offence against keeping the law.

    ``u(offence) = its own pull + young x max(0, 35 - age) - careful x reliability``; driving too fast or drunk has
    ``+ male`` for men. The engine adds ``stake x believed points``: whoever thinks that an offence costs points does it
    less. One offence a month at most. Sizes are assumed.
    """
    drawn = knobs.young * max(0, 35 - own.age) - ((knobs.careful * own.reliability) >> 5)
    road = drawn + (0 if own.traits & FEMALE else knobs.male)
    return Deeds(
        keeps=0,
        traffic_offence=knobs.traffic + road,
        drunk_driving=knobs.drunk + road,
        fare_dodged=knobs.fare + drawn,
        dangerous_goods=knobs.goods + drawn,
        damages=knobs.damage + drawn,
        tampers=knobs.tamper + drawn,
        steals_power=knobs.steal + drawn,
    )


obey = Act(
    name="obey",
    summary="Whether a citizen keeps the laws of the street, of trains and planes, and of what belongs to all.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="wardens",
)
