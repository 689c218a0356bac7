"""Where a citizen goes this week, beyond home and work."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, Act
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("museum", -256, -330, -190, "notches", "Pull of a museum: about one visit a year.", source="assumed"),
    Knob("rally", -330, -420, -260, "notches", "Pull of an official rally, undecided citizen.", source="assumed"),
    Knob("hostile", -450, -560, -360, "notches", "Pull of a demonstration or flagged square.", source="assumed"),
    Knob("cause", 128, 0, 255, "notches a unit of conviction", "How far conviction draws to either.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    museum: int
    rally: int
    hostile: int
    cause: int


class View(NamedTuple):
    """What `go` reads; every array is over the citizens swept."""

    conviction: NDArray[np.int16]
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    shown_museum: NDArray[np.uint8]
    """Notches by which a map draws to museums; 0 without one."""
    shown_rally: NDArray[np.uint8]
    """Notches by which it draws to rallies."""
    warned: NDArray[np.uint8]
    """Notches by which it keeps from hostile ground."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh where each citizen might go.

    ``u(museum) = museum + shown_museum``, ``u(rally) = rally + cause x conviction + shown_rally`` and ``u(hostile) =
    hostile - cause x conviction - warned``: one goes where one's cause is; a museum has a pull of its own; a map adds
    what it knows. The engine adds ``stake x believed points``. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        drawn = (i32(k.cause) * i32(s.conviction[j])) >> i32(14)
        u[0, j] = i32(0)
        u[1, j] = i32(k.museum) + i32(s.shown_museum[j])
        u[2, j] = i32(k.rally) + drawn + i32(s.shown_rally[j])
        u[3, j] = i32(k.hostile) - drawn - i32(s.warned[j])


go = Act(
    name="go",
    summary="Where a citizen goes this week, beyond home and work.",
    deeds=("routine", "museum", "rally", "hostile"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    needs=ADULT,
)
