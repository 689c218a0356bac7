"""Whether a citizen moves house this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.society.citizens import PRODUCTION, SERVICE

i32 = np.int32

KNOBS = (
    Knob("move", -352, -420, -290, "notches", "Pull of moving house, a native of middle age: about 5 in 100 a year.",
         source="assumed"),
    Knob("migrant", 96, 0, 160, "notches", "What it adds to have come from elsewhere.", source="assumed"),
    Knob("mobile", 24, 0, 96, "notches", "What it adds to work in production or services.", source="assumed"),
    Knob("young", 2, 0, 6, "notches a year", "What each year below 35 adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    move: int
    migrant: int
    mobile: int
    young: int


class View(NamedTuple):
    """What `move` reads; every array is over the citizens swept."""

    age: NDArray[np.uint8]
    """Years."""
    origin: NDArray[np.uint8]
    """0 native, 1 migrant, 2 visitor."""
    occupation: NDArray[np.uint8]
    """An index into `demerit.society.citizens.OCCUPATIONS`."""
    rooted: NDArray[np.uint8]
    """Notches that staying put is worth for the score's sake."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh moving: ``u(move) = move + migrant + mobile + young x max(0, 35 - age) - rooted``. Sizes are assumed."""
    for j in range(u.shape[1]):
        job = i32(s.occupation[j])
        pull = i32(k.move) + i32(k.young) * max(i32(0), i32(35) - i32(s.age[j])) - i32(s.rooted[j])
        if s.origin[j] > 0:
            pull += i32(k.migrant)
        if job in (PRODUCTION, SERVICE):
            pull += i32(k.mobile)
        u[0, j] = i32(0)
        u[1, j] = pull


move = OldAct(
    name="move",
    summary="Whether a citizen moves house this month.",
    deeds=("stay", "move"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="residence",
)
