"""What a citizen buys on-line this week that a score might look at."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FEMALE, FIFTH, ONLINE, PARENT, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

_SHARE = "assumed; scale from household spending of 2015 (NBS: food 30.6 %, clothing 7.4 %, recreation 11.0 %)"
KNOBS = (
    Knob("produce", -59, -100, -20, "notches", "Pull of food and produce: about 22 % of baskets.", source=_SHARE),
    Knob("work_clothes", -168, -220, -120, "notches", "Pull of work clothes: about 4 %.", source=_SHARE),
    Knob("family", -250, -300, -200, "notches", "Pull of nappies and formula without a small child.", source=_SHARE),
    Knob("small_child", 190, 100, 250, "notches", "What a child under seven adds to that.", source="assumed"),
    Knob("foreign", -200, -260, -140, "notches", "Pull of imported goods, lowest fifth of income.", source=_SHARE),
    Knob("wealth", 14, 0, 30, "notches a fifth", "What a fifth of income more adds to imports.", source="assumed"),
    Knob("frivolous", -142, -200, -90, "notches", "Pull of frivolous goods: about 6 %.", source=_SHARE),
    Knob("games", -240, -300, -160, "notches", "Pull of video games, women of 35.", source=_SHARE),
    Knob("young", 4, 0, 8, "notches a year", "What each year below 35 adds to games.", source="assumed"),
    Knob("male", 60, 0, 120, "notches", "What being a man adds to games.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    produce: int
    work_clothes: int
    family: int
    small_child: int
    foreign: int
    wealth: int
    frivolous: int
    games: int
    young: int
    male: int


class View(NamedTuple):
    """What `shop` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    age: NDArray[np.uint8]
    """Years."""
    scolded: NDArray[np.uint8]
    """Notches that kin's scolding takes from rash purchases; 0 where nobody scolds."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh what each citizen might buy.

    Each good has a pull against the neutral basket (a multinomial logit of purchase incidence), shifted by who
    one is: parents of small children buy for them, men and the young play, the wealthier buy imports, the scolded fewer
    rash goods. The engine adds ``stake x believed points``. Levels are assumed, scaled by household spending of 2015.
    """
    for j in range(u.shape[1]):
        traits = i32(s.traits[j])
        parent = i32((traits & i32(PARENT)) // i32(PARENT))
        man = i32(1) - i32((traits & i32(FEMALE)) // i32(FEMALE))
        fifth = traits >> i32(FIFTH)
        u[0, j] = i32(0)
        u[1, j] = i32(k.produce)
        u[2, j] = i32(k.work_clothes)
        u[3, j] = i32(k.family) + parent * i32(k.small_child)
        u[4, j] = i32(k.foreign) + (fifth - i32(1)) * i32(k.wealth)
        u[5, j] = i32(k.frivolous) - i32(s.scolded[j])
        u[6, j] = i32(k.games) + man * i32(k.male) + i32(k.young) * max(i32(-10), i32(35) - i32(s.age[j]))
        u[6, j] -= i32(s.scolded[j])


shop = OldAct(
    name="shop",
    summary="What a citizen buys on-line this week that a score might look at.",
    deeds=("neutral", "produce", "work_clothes", "family", "foreign", "frivolous", "games"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    needs=ADULT | ONLINE,
)
