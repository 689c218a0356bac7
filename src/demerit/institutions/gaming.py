"""Gaming: tricks raise the score for a while, and what they raised fades."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

u8 = np.uint8
i64 = np.int64
u32 = np.uint32

UNITS = 5
"""Units by which one trick raises the score; a rule says what a unit is worth."""
MOST = 15

KNOBS = (
    Knob("fade", 43, 11, 128, "of 256 a month", "Share of what tricks raised that is gone after a month.",
         source="assumed: half of it in four months"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    fade: int


class View(NamedTuple):
    """What `gaming` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    puffed: NDArray[np.uint8]
    """Written: units by which tricks hold the score up."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let what was raised fade, and raise it anew for those who trick.

    ``faded = fade x puffed / 256``, rounded at random and at most 15; then one trick adds 5 units: ``swapped``,
    ``staged`` or ``churned`` happens 5 times. Rules turn units into points; the bureau takes the tricks for conduct,
    until it finds nothing behind them. Writes puffed. Counts tricks, and the units that all hold.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        j = i - lo
        held = i64(x.puffed[i])
        w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        gone = min(MOST, (i64(k.fade) * held + i64(w0 & u32(255))) >> 8)
        happened[3, j] = u8(gone)
        held -= gone
        deed = i64(deeds[r.act[0], j])
        if deed > 0 and held + UNITS <= 255:
            happened[deed - 1, j] = u8(UNITS)
            held += UNITS
            counts[0, cell] += 1
        x.puffed[i] = u8(held)
        counts[1, cell] += held


gaming = OldInstitution(
    name="gaming",
    summary="Guides tell how to trick the score; what tricks raise fades within months.",
    reads=(),
    writes=("happens", "puffed"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(Column("puffed", np.uint8, "units of 4 points by which tricks hold the score up"),),
    happens=("swapped", "staged", "churned", "faded"),
    counts=("tricks", "puffed"),
    acts=("game_it",),
    view=View,
    touch=touch,
)
