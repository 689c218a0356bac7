"""Whether a citizen changes their telephone number this month, of their own accord."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("change", -290, -380, -220, "notches", "Pull of a new number: about 1 in 100 a month.", source="assumed"),
    Knob("migrant", 48, 0, 96, "notches", "What it adds to have come from elsewhere.", source="assumed"),
    Knob("young", 2, 0, 6, "notches a year", "What each year below 35 adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    change: int
    migrant: int
    young: int


class View(NamedTuple):
    """What `phone` reads; every array is over the citizens swept."""

    age: NDArray[np.uint8]
    """Years."""
    origin: NDArray[np.uint8]
    """0 native, 1 migrant, 2 visitor."""
    held: NDArray[np.uint8]
    """Notches that keeping the number is worth for the score's sake."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a new number: ``u(change) = change + migrant + young x max(0, 35 - age) - held``. Sizes are assumed."""
    for j in range(u.shape[1]):
        u[0, j] = i32(0)
        u[1, j] = i32(k.change) + i32(k.young) * max(i32(0), i32(35) - i32(s.age[j])) - i32(s.held[j])
        if s.origin[j] > 0:
            u[1, j] += i32(k.migrant)


phone = OldAct(
    name="phone",
    summary="Whether a citizen changes their telephone number this month, of their own accord.",
    deeds=("keep", "change"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="telephones",
)
