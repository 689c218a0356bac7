"""What the citizen decides, in one line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, Act
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    # name, default, lowest, highest, unit, what it does; the source, or why this range is assumed
    Knob("pull", -192, -256, -128, "notches", "Pull of doing it: about one in twenty.", source="assumed"),
    Knob("conviction_w", 16, 0, 64, "notches", "What full conviction for the official line adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    pull: int
    conviction_w: int


class View(NamedTuple):
    """What `skeleton` reads; every array is over the citizens swept."""

    conviction: NDArray[np.int16]
    """Private stand toward the official line, Q14: -8192 (against) .. 8191 (for)."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh each deed: ``u(do) = pull + conviction_w x conviction``; 0 is the first deed.

    Whole numbers only; no draw, no allocation; say whom the form follows, and that the sizes are assumed.
    """
    for j in range(u.shape[1]):
        u[0, j] = i32(0)
        u[1, j] = i32(k.pull) + ((i32(k.conviction_w) * i32(s.conviction[j])) >> i32(13))


skeleton = Act(
    name="skeleton",
    summary="What the citizen decides, in one line.",
    deeds=("nothing", "do"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
)
