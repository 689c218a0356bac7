"""Local authorities: the outline has aims and no details, so each province fills it in, and some do so harshly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import MOST_TIMES, AroundLaw, OldInstitution
from demerit.institutions.reading import deed_in

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

KNOBS = (
    Knob("zeal", 96, 0, 256, "of 256", "Share of provinces that count local offences of their own.",
         source="assumed; cities filled in one outline very differently (Rongcheng, Suining, Xiamen)"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    zeal: int


class View(NamedTuple):
    """What the kernel reads."""

    cell: NDArray[np.uint16]
    """The cell of counting; 65535 for a child."""
    place: NDArray[np.uint8]
    """Province times 2 plus urban."""
    diary: NDArray[np.uint32]
    """The month's deeds of the weekly acts."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let every punished deed of the month count once more in the provinces that are zealous.

    A province is zealous where its own draw, keyed by the province and the same in every month, lies below `zeal`.
    What happens is ``localities.again``, once for each deed of a weekly act that a rule in force punishes; counted are
    the citizens of zealous provinces and what befell them.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        w0, _, _, _ = philox(u32(x.place[i] >> 1), u32(0), r.stream, u32(1), r.k0, r.k1)
        if i32(w0 & u32(255)) >= k.zeal:
            continue
        n = 0
        for a in range(r.weekly):
            for week_of_month in range(r.weeks):
                deed = deed_in(x.diary[i], r.shift[a], r.bits[a], week_of_month)
                if r.points[r.first[a] + deed] < 0:
                    n += 1
        happened[0, i - lo] = u8(min(n, MOST_TIMES))
        counts[0, cell] += 1
        counts[1, cell] += min(n, MOST_TIMES)


localities = OldInstitution(
    name="localities",
    summary="Provinces fill in what the outline leaves open; in zealous ones every offence counts once more.",
    reads=("the month's deeds of the weekly acts",),
    writes=("happens",),
    knobs=KNOBS,
    knob_class=Knobs,
    happens=("again",),
    counts=("under_zeal", "again"),
    view=View,
    around=AroundLaw,
    touch=touch,
)
