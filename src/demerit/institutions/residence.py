"""Residence: who has held an address for how long, and who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE
from demerit.acts.move import move
from demerit.base.draws import column
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

if TYPE_CHECKING:
    from demerit.society import Society

u8 = np.uint8

MOVE = move.deeds.index("move")
NEWCOMER = 36
"""Months within which those from elsewhere came to where they live (assumed: three years)."""

KNOBS = (
    Knob("tip", 16, 0, 64, "notches", "What the tip to stay put is worth to one who knows of the scheme.",
         source="assumed; the tip is the article's N5"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    tip: int


class View(NamedTuple):
    """What `residence` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`)."""
    settled: NDArray[np.uint8]
    """Written: months at the address, at most 255."""
    rooted: NDArray[np.uint8]
    """Written: notches that staying put is worth."""


def begin(world: Any, society: Society, seed: int, k: Any) -> None:
    """Let adults have lived where they live for up to half their grown years; those from elsewhere for up to 3 years.

    Uniform by a draw of the stream ``settled``; both ranges are assumed.
    """
    lot = column(seed, "settled", world.n).astype(np.int64) >> 16
    most = np.where(world.origin > 0, NEWCOMER, 6 * np.maximum(world.age.astype(np.int64) - 18, 0) + 12)
    months = np.minimum(255, 1 + (lot * most >> 16))
    world.named("settled")[:] = (months).astype(np.uint8)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Count the months at the address; ``moved`` happens to those who moved, who begin again at 0.

    ``rooted = tip`` for adults who know of the scheme, 0 for others. Writes settled, rooted. Counts movers, and the
    months at the address of all.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        knows = (x.status[i] & (ADULT | AWARE)) == (ADULT | AWARE)
        x.rooted[i] = u8(k.tip) if knows else u8(0)
        if deeds[r.act[0], i - lo] == MOVE:
            x.settled[i] = u8(0)
            happened[0, i - lo] = u8(1)
            counts[0, cell] += 1
        else:
            x.settled[i] = u8(min(255, int(x.settled[i]) + 1))
        counts[1, cell] += int(x.settled[i])


residence = OldInstitution(
    name="residence",
    summary="Keeps the months that everyone has held their address, and sees who moves.",
    reads=(),
    writes=("happens", "settled", "rooted"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("settled", np.uint8, "months at the address, at most 255"),
        Column("rooted", np.uint8, "notches that staying put is worth to one who knows of the scheme, 0 .. 64"),
    ),
    begin=begin,
    happens=("moved",),
    counts=("moves", "months"),
    acts=("move",),
    view=View,
    touch=touch,
)
