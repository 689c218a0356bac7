"""Whether a citizen looks up scores this month: their own, or those of friends too."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("self", 0, -100, 64, "notches", "Pull of looking up one's own score.", source="assumed"),
    Knob("friends", 0, -140, 64, "notches", "Pull of looking up friends' scores as well.", source="assumed"),
    Knob("worry", 64, 0, 128, "notches at fear 1", "What fear adds to both.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    self: int
    friends: int
    worry: int


class View(NamedTuple):
    """What `look_up` reads; every array is over the citizens swept."""

    fear: NDArray[np.int16]
    """Q8: 0 none .. 512, where losses count threefold."""
    eager: NDArray[np.uint8]
    """Notches that pleasure in the score adds; 0 where there is no dial."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh looking: ``u(self) = self + worry x fear + eager``, ``u(friends) = friends + worry x fear + eager``.

    One who looks learns from how the score moved; one who looked up friends minds, for the month, how low they stand.
    Where scores are shown to nobody there is nothing of friends to see, whatever one looks up. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        worried = ((i32(k.worry) * i32(s.fear[j])) >> i32(8)) + i32(s.eager[j])
        u[0, j] = i32(0)
        u[1, j] = i32(k.self) + worried
        u[2, j] = i32(k.friends) + worried


look_up = OldAct(
    name="look_up",
    summary="Whether a citizen looks up scores this month: their own, or those of friends too.",
    deeds=("none", "self", "friends"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE | AWARE,
)
