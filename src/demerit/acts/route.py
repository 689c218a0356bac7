"""Which way a citizen takes through the town this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("around", -224, -320, -128, "notches", "Pull of going round: three in a hundred do without a reason.",
         source="assumed"),
    Knob("worry", 32, 0, 128, "notches at fear 1", "What fear adds to it.", source="assumed"),
    Knob("heed", 256, 0, 512, "notches", "What a full warning on the map adds to it.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    around: int
    worry: int
    heed: int


class View(NamedTuple):
    """What `route` reads; every array is over the citizens swept."""

    fear: NDArray[np.int16]
    """Q8: 0 none .. 512, where losses count threefold."""
    marked: NDArray[np.uint8]
    """How strongly the map warns of the block on one's way, 0 .. 255; 0 without a map."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a detour: ``u(around) = around + worry x fear + heed x marked / 256``.

    One who goes round is not caught by a zone on the way, whether there is one or not. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        u[0, j] = i32(0)
        u[1, j] = (
            i32(k.around)
            + ((i32(k.worry) * i32(s.fear[j])) >> i32(8))
            + ((i32(k.heed) * i32(s.marked[j])) >> i32(8))
        )


route = OldAct(
    name="route",
    summary="Which way a citizen takes through the town this month.",
    deeds=("through", "around"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | AWARE,
    asks="zones",
)
