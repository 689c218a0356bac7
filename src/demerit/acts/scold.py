"""Whether a citizen takes kin to task over rash purchases this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FEMALE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("scold", -320, -420, -220, "notches", "Pull of scolding where nothing fell on one.", source="assumed"),
    Knob("irk", 96, 0, 160, "notches a purchase", "What each purchase of kin that fell on one adds, at most four.",
         source="assumed"),
    Knob("keeper", 16, -64, 64, "notches", "What it adds to be a woman: who keeps the household's accounts.",
         source="assumed"),
    Knob("older", 1, 0, 4, "notches a year", "What each year above 35 adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    scold: int
    irk: int
    keeper: int
    older: int


class View(NamedTuple):
    """What `scold` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`)."""
    age: NDArray[np.uint8]
    """Years."""
    vexed: NDArray[np.uint8]
    """Rash purchases of kin that fell on one last month."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh scolding: ``u(scold) = scold + irk x min(4, vexed) + keeper x woman + older x (age - 35), 0 .. 40 years``.

    Sizes are assumed.
    """
    for j in range(u.shape[1]):
        years = min(i32(40), max(i32(0), i32(s.age[j]) - i32(35)))
        u[0, j] = i32(0)
        u[1, j] = i32(k.scold) + i32(k.irk) * min(i32(4), i32(s.vexed[j])) + i32(k.older) * years
        if i32(s.traits[j]) & i32(FEMALE):
            u[1, j] += i32(k.keeper)


scold = OldAct(
    name="scold",
    summary="Whether a citizen takes kin to task over rash purchases this month.",
    deeds=("none", "scold"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="household",
)
