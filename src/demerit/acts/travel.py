"""Whether a citizen sets out for abroad this month, and where to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FIFTH, NEVER, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

_PULL = "assumed; all together about one journey for every twelve adults and year (120 million of 2015, most of them \
to Hong Kong and Macau, which ask for no visa)"

KNOBS = (
    Knob("singapore", -500, -600, -420, "notches", "Pull of Singapore, lowest fifth of incomes.", source=_PULL),
    Knob("europe", -530, -620, -440, "notches", "Pull of Europe.", source=_PULL),
    Knob("japan", -490, -600, -400, "notches", "Pull of Japan.", source=_PULL),
    Knob("korea", -480, -600, -400, "notches", "Pull of South Korea.", source=_PULL),
    Knob("britain", -560, -640, -460, "notches", "Pull of Britain.", source=_PULL),
    Knob("elsewhere", -500, -600, -420, "notches", "Pull of countries that no score helps to reach.", source=_PULL),
    Knob("wealth", 40, 0, 80, "notches a fifth", "How much more those of higher income travel.", source="assumed"),
    Knob("bother", 48, 0, 128, "notches", "How far papers asked for in full keep from a journey.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    singapore: int
    europe: int
    japan: int
    korea: int
    britain: int
    elsewhere: int
    wealth: int
    bother: int


class View(NamedTuple):
    """What `travel` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits, the fifth of income above them."""
    origin: NDArray[np.uint8]
    """0 native, 1 migrant, 2 visitor."""
    papers: NDArray[np.uint8]
    """A bit for each of the first five countries: set where the papers are asked for in full."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a journey to each country.

    ``u(country) = country + wealth x (fifth - 1) - bother``, the last where the papers are asked for in full; visitors
    go their own ways. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        asked = i32(s.papers[j])
        rich = i32(k.wealth) * ((i32(s.traits[j]) >> FIFTH) - i32(1))
        if s.origin[j] == 2:
            rich = i32(NEVER)
        u[0, j] = i32(0)
        u[1, j] = i32(k.singapore) + rich - i32(k.bother) * (asked & i32(1))
        u[2, j] = i32(k.europe) + rich - i32(k.bother) * ((asked >> i32(1)) & i32(1))
        u[3, j] = i32(k.japan) + rich - i32(k.bother) * ((asked >> i32(2)) & i32(1))
        u[4, j] = i32(k.korea) + rich - i32(k.bother) * ((asked >> i32(3)) & i32(1))
        u[5, j] = i32(k.britain) + rich - i32(k.bother) * ((asked >> i32(4)) & i32(1))
        u[6, j] = i32(k.elsewhere) + rich


travel = OldAct(
    name="travel",
    summary="Whether a citizen sets out for abroad this month, and where to.",
    deeds=("home", "singapore", "europe", "japan", "korea", "britain", "elsewhere"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="border",
)
