"""What the institution does, in one line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Institution

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

KNOBS = (
    # name, default, lowest, highest, unit, what it does; the source, or why this range is assumed
    Knob("visits", 655, 0, 6554, "of 65536 a month", "Chance that a citizen is visited: one in a hundred.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    visits: int


class View(NamedTuple):
    """Columns that `skeleton` reads, whole."""

    cell: NDArray[np.uint16]
    """The kind of each citizen, where what is counted is added up."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Visit some of the citizens `lo` to `hi`: ``visits`` of 65536 a month, each by a keyed draw.

    Whole numbers only; it writes its own rows; say whom the form follows, and that the sizes are assumed.
    """
    for i in range(lo, hi):
        lot, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        if i32(lot >> u32(16)) < i32(k.visits):
            happened[0, i - lo] = u8(1)
            counts[0, x.cell[i]] += 1


skeleton = Institution(
    name="skeleton",
    summary="What the institution does, in one line.",
    reads=("nothing of the month that passed",),
    writes=("happens",),
    knobs=KNOBS,
    knob_class=Knobs,
    happens=("visited",),
    counts=("visited",),
    view=View,
    touch=touch,
)
