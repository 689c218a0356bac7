"""Whether a citizen keeps the small laws of the street, of trains and planes, and of what belongs to all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FEMALE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("traffic", -224, -320, -128, "notches", "Pull of a traffic offence: about 3 in 100 a month.",
         source="assumed"),
    Knob("drunk", -480, -600, -400, "notches", "Pull of driving drunk: about 5 in 10,000 a month.", source="assumed"),
    Knob("fare", -288, -400, -200, "notches", "Pull of travelling without a fare: about 1 in 100 a month.",
         source="assumed"),
    Knob("goods", -384, -500, -280, "notches", "Pull of carrying what may not fly: 2 or 3 in 1,000 a month.",
         source="assumed"),
    Knob("damage", -560, -700, -450, "notches", "Pull of destroying public equipment: 1 or 2 in 10,000 a month.",
         source="assumed"),
    Knob("tamper", -540, -700, -430, "notches", "Pull of tampering with pipes and meters.", source="assumed"),
    Knob("steal", -540, -700, -430, "notches", "Pull of stealing water, gas, heat or power.", source="assumed"),
    Knob("careful", 48, 0, 96, "per 64 of reliability", "How far reliability keeps one from all of them.",
         source="assumed; somewhat less than for bills"),
    Knob("male", 32, 0, 64, "notches", "What being a man adds to offences of the street.", source="assumed"),
    Knob("young", 2, 0, 6, "notches a year", "What each year below 35 adds to all of them.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    traffic: int
    drunk: int
    fare: int
    goods: int
    damage: int
    tamper: int
    steal: int
    careful: int
    male: int
    young: int


class View(NamedTuple):
    """What `obey` reads; every array is over the citizens swept."""

    reliability: NDArray[np.int8]
    """Latent type, in units of 2 notches."""
    age: NDArray[np.uint8]
    """Years."""
    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`)."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh each offence against keeping the law.

    ``u(offence) = its own pull + young x max(0, 35 - age) - careful x reliability``; driving too fast or drunk has
    ``+ male`` for men. The engine adds ``stake x believed points``: whoever thinks that an offence costs points does it
    less. One offence a month at most. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        drawn = i32(k.young) * max(i32(0), i32(35) - i32(s.age[j]))
        drawn -= (i32(k.careful) * i32(s.reliability[j])) >> i32(5)
        road = drawn + i32(k.male) * (i32(1) - i32((s.traits[j] & FEMALE) // FEMALE))
        u[0, j] = i32(0)
        u[1, j] = i32(k.traffic) + road
        u[2, j] = i32(k.drunk) + road
        u[3, j] = i32(k.fare) + drawn
        u[4, j] = i32(k.goods) + drawn
        u[5, j] = i32(k.damage) + drawn
        u[6, j] = i32(k.tamper) + drawn
        u[7, j] = i32(k.steal) + drawn


obey = OldAct(
    name="obey",
    summary="Whether a citizen keeps the laws of the street, of trains and planes, and of what belongs to all.",
    deeds=("keeps", "traffic_offence", "drunk_driving", "fare_dodged", "dangerous_goods", "damages", "tampers",
           "steals_power"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="wardens",
)
