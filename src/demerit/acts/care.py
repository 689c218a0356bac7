"""How a citizen looks after parents, spouse and children this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, MARRIED, PARENT, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("attend", -90, -150, -30, "notches", "Pull of more care than usual.", source="assumed"),
    Knob("dependants", 40, 0, 90, "notches", "What a spouse, or a small child, each adds to it.", source="assumed"),
    Knob("neglect", -190, -260, -130, "notches", "Pull of less care than usual.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    attend: int
    dependants: int
    neglect: int


class View(NamedTuple):
    """What `care` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`): MARRIED, PARENT."""
    reliability: NDArray[np.int8]
    """Latent type, in units of 2 notches."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh care: ``u(attend) = attend + dependants x (married + parent)``, ``u(neglect) = neglect - reliability / 2``.

    The engine adds ``stake x believed points``: whether a score can move filial piety is a question to the model, so
    the act does not answer it. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        traits = i32(s.traits[j])
        near = i32((traits & i32(MARRIED)) // i32(MARRIED)) + i32((traits & i32(PARENT)) // i32(PARENT))
        u[0, j] = i32(0)
        u[1, j] = i32(k.attend) + i32(k.dependants) * near
        u[2, j] = i32(k.neglect) - i32(s.reliability[j])


care = OldAct(
    name="care",
    summary="How a citizen looks after parents, spouse and children this month.",
    deeds=("usual", "attend", "neglect"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
)
