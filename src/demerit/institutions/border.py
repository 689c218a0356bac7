"""The border: who needs which papers for a journey, and who is not let out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.kernel import inlined, kernel
from demerit.institutions.institution import AroundLaw, Column, OldInstitution

if TYPE_CHECKING:
    from demerit.society import Society

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

COUNTRIES = 5
"""Countries that the score may help to reach; the sixth asks the same of everybody."""
BANDS = 6
TRIPS, REFUSED, ASKED, FULL = range(4)


class View(NamedTuple):
    """What `border` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    score: NDArray[np.int16]
    gates: NDArray[np.uint32]
    papers: NDArray[np.uint8]
    """Written."""


def begin(world: Any, society: Society, seed: int, k: Any) -> None:
    """Ask everybody for all papers: nobody has a score yet."""
    world.named("papers")[:] = (1 << COUNTRIES) - 1


@inlined
def is_shut(i, gate, x):  # type: ignore[no-untyped-def]
    """Say whether a gate is there and shut to citizen `i`."""
    return gate >= 0 and (x.gates[i] >> u32(max(gate, 0))) & u32(1) == 0


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let citizens out, or not, and ask for papers.

    Whoever set out and finds ``leave_the_country`` shut is sent home. ``papers`` has the bit of a country set unless
    the gate of its visa is there and open. Counts journeys and refusals; of the journeys to countries whose papers a
    gate may spare, all and those with full papers; and by six equal bands of the scale journeys (``trips_0`` the
    lowest) and the scored (``scored_0``). Writes papers.
    """
    width = r.high - r.low + 1
    for i in range(lo, hi):
        cell = x.cell[i]
        where = i32(deeds[r.act[0], i - lo])
        band = -1
        if x.score[i] >= 0:
            band = (i32(x.score[i]) - r.low) * BANDS // width
            counts[4 + BANDS + band, cell] += 1
        if where > 0 and is_shut(i, r.gate[0], x):
            counts[REFUSED, cell] += 1
        elif where > 0:
            counts[TRIPS, cell] += 1
            if band >= 0:
                counts[4 + band, cell] += 1
            if where <= COUNTRIES and r.gate[where] >= 0:
                counts[ASKED, cell] += 1
                counts[FULL, cell] += 1 if is_shut(i, r.gate[where], x) else 0
        full = 0
        for q in range(COUNTRIES):
            if r.gate[1 + q] < 0 or is_shut(i, r.gate[1 + q], x):
                full |= 1 << q
        x.papers[i] = u8(full)


border = OldInstitution(
    name="border",
    summary="Lets citizens out of the country or not, and asks some for fewer papers than others.",
    reads=("deeds of `travel`", "gates", "scores"),
    writes=("papers",),
    columns=(Column("papers", np.uint8, "A bit for each of five countries: set where all papers are asked for."),),
    begin=begin,
    counts=("trips", "refused", "asked", "full", *(f"trips_{b}" for b in range(BANDS)),
            *(f"scored_{b}" for b in range(BANDS))),
    acts=("travel",),
    gates=("leave_the_country", "singapore_permit", "schengen_visa", "japan_visa", "korea_visa", "britain_visa"),
    view=View,
    around=AroundLaw,
    touch=touch,
)
