"""Whom a citizen means to see this month, outside family and work."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("friend", 96, 0, 192, "notches", "Pull of seeing a friend.", source="assumed"),
    Knob("acquaintance", 32, -64, 128, "notches", "Pull of seeing an old acquaintance.", source="assumed"),
    Knob("warm", 16, 0, 64, "notches", "What a sociability of one adds to both.", source="assumed"),
    Knob("heed", 96, 0, 256, "notches", "What it takes off that the acquaintance is known to stand low.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    friend: int
    acquaintance: int
    warm: int
    heed: int


class View(NamedTuple):
    """What `visit` reads; every array is over the citizens swept."""

    sociability: NDArray[np.uint8]
    """Q4: readiness for new ties, 16 is one."""
    low_company: NDArray[np.uint8]
    """How plainly the acquaintance is known to stand low, being no tie of one's own, 0 .. 255."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh whom to see.

    ``u(friend) = friend + warm x sociability``,
    ``u(acquaintance) = acquaintance + warm x sociability - heed x low_company / 256``. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        warm = (i32(k.warm) * i32(s.sociability[j])) >> i32(4)
        u[0, j] = i32(0)
        u[1, j] = i32(k.friend) + warm
        u[2, j] = i32(k.acquaintance) + warm - ((i32(k.heed) * i32(s.low_company[j])) >> i32(8))


visit = OldAct(
    name="visit",
    summary="Whom a citizen means to see this month, outside family and work.",
    deeds=("nobody", "friend", "acquaintance"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="company",
)
