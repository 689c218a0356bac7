"""What a visitor most needs this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, NEVER, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("car", -32, -128, 64, "notches", "Pull of hiring a car.", source="assumed"),
    Knob("hotel", 96, 0, 160, "notches", "Pull of a better hotel.", source="assumed"),
    Knob("shop", 96, 0, 160, "notches", "Pull of a shop that looks at scores.", source="assumed"),
    Knob("office", -32, -128, 64, "notches", "Pull of asking an office for help.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    car: int
    hotel: int
    shop: int
    office: int


class View(NamedTuple):
    """What `tour` reads; every array is over the citizens swept."""

    stay: NDArray[np.uint8]
    """Months left of the visit; 0 not on one."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh what one on a visit asks for: each thing by a pull of its own; nobody else can. Sizes are assumed."""
    for j in range(u.shape[1]):
        never = i32(0) if s.stay[j] > 0 else i32(NEVER)
        u[0, j] = i32(0)
        u[1, j] = never + i32(k.car)
        u[2, j] = never + i32(k.hotel)
        u[3, j] = never + i32(k.shop)
        u[4, j] = never + i32(k.office)


tour = OldAct(
    name="tour",
    summary="What a visitor most needs this month: a car, a hotel, a shop, help of an office.",
    deeds=("nothing", "car", "hotel", "shop", "office"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="visitors",
)
