"""Whose shops, browsers and payments a citizen uses this month: those of the two firms, or of rivals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("affiliated", 64, 0, 128, "notches", "Pull of the two firms alone, against both them and rivals.",
         source="assumed; the article gives the two nearly all"),
    Knob("rival", -96, -192, 0, "notches", "Pull of rivals alone.", source="assumed"),
    Knob("neither", -160, -256, -64, "notches", "Pull of doing without all of them.", source="assumed"),
    Knob("habit", 48, 0, 96, "notches", "What a habit of long standing adds to its side.", source="assumed"),
    Knob("guard", 16, 0, 64, "per 64 of privacy", "How far the cost of being seen draws from the two.",
         source="assumed; 64 would count all of it"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    affiliated: int
    rival: int
    neither: int
    habit: int
    guard: int


class View(NamedTuple):
    """What `use` reads; every array is over the citizens swept."""

    privacy: NDArray[np.int8]
    """Units of 4 notches: what it costs to be seen."""
    platform_habit: NDArray[np.int8]
    """64 the two alone for long, -64 rivals alone, 0 none."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh whom to deal with.

    With ``h`` the habit, -1 .. 1, and ``p`` the cost of being seen: ``u(affiliated) = affiliated + habit h``,
    ``u(rival) = rival - habit h + guard p``, ``u(neither) = neither + guard p``, against 0 for both sides. The engine
    adds ``stake x believed points`` and what the size of each side draws. Who is not on-line does without. Sizes are
    assumed.
    """
    for j in range(u.shape[1]):
        used = (i32(k.habit) * i32(s.platform_habit[j])) >> i32(6)
        seen = (i32(k.guard) * i32(s.privacy[j])) >> i32(4)
        u[0, j] = i32(k.neither) + seen
        u[1, j] = i32(0)
        u[2, j] = i32(k.affiliated) + used
        u[3, j] = i32(k.rival) - used + seen


use = OldAct(
    name="use",
    summary="Whose shops, browsers and payments a citizen uses this month.",
    deeds=("neither", "both", "affiliated", "rival"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="platforms",
)
