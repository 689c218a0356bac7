"""Wardens: police, inspectors and conductors, who catch some offences, warn first, put on record, and hear appeals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.obey import obey
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

TRAFFIC, DRUNK, FARE, GOODS, DAMAGE, TAMPERING, THEFT = (
    obey.deeds.index(deed)
    for deed in ("traffic_offence", "drunk_driving", "fare_dodged", "dangerous_goods", "damages", "tampers",
                 "steals_power")
)
WARNED, FARE_PAID = 0, 8
"""Happenings besides those that have the number of their deed: what is seen of one that is not punished."""
C_WARNED, C_FINED, C_RECORDED, C_APPEALS, C_STRUCK, C_PAID = range(6)

KNOBS = (
    Knob("caught", 16384, 0, 65536, "of 65536", "Chance that an offence on the street or against what belongs to all "
         "comes to light.", source="assumed: one in four"),
    Knob("warn", 0, 0, 24, "months", "For how long after a warning the next traffic offence counts; a first one is "
         "only warned of. 0: nobody warns.", source="assumed; that Rongcheng warns first is written, how is not"),
    Knob("fares", 0, 0, 16777216, "of 16777216", "Chance that one who travels without a fare is put on record.",
         source="assumed here; where there is a list it is fitted to the bans of 2019 (K08)"),
    Knob("goods", 0, 0, 16777216, "of 16777216", "Chance that one with forbidden goods is put on record.",
         source="assumed here; where there is a list it is fitted to the bans of 2019 (K08)"),
    Knob("appeals", 0, 0, 256, "of 256", "Share of those put on record who object within the days they have.",
         source="assumed"),
    Knob("upheld", 64, 0, 256, "of 256", "Share of objections that are heard.", source="assumed"),
    Knob("pays", 64, 0, 256, "of 256 a month", "Chance that one who owes a fare pays it.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    caught: int
    warn: int
    fares: int
    goods: int
    appeals: int
    upheld: int
    pays: int


class View(NamedTuple):
    """What `wardens` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    on_notice: NDArray[np.uint8]
    """Written: months for which a warning still stands."""
    fare_owed: NDArray[np.uint8]
    """Written: 1 while a dodged fare is owed."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let wardens deal with the month's offence of citizens `lo` to `hi`.

    An offence on the street or against public things comes to light with chance ``caught / 65536``. A traffic offence
    of one who is not on notice is then only warned of, where `warn` is not 0, and puts on notice for `warn` months; any
    other is punished, and happens under its own name. Fares and goods: `recorded`. A fare owed is paid with chance
    ``pays / 256`` a month, from the month after. Writes on_notice, fare_owed.
    """
    for i in range(lo, hi):
        j = i - lo
        cell = x.cell[i]
        w0, w1, w2, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        deed = i32(deeds[r.act[0], j])
        notice = i32(x.on_notice[i])
        x.on_notice[i] = u8(max(notice - i32(1), i32(0)))
        if x.fare_owed[i] > 0 and i32(w1 & u32(255)) < k.pays:
            x.fare_owed[i] = u8(0)
            happened[FARE_PAID, j] = u8(1)
            counts[C_PAID, cell] += 1
        if deed in (FARE, GOODS):
            recorded(i, j, cell, deed, w0, w2, x, k, happened, counts)
        elif deed > 0 and i32(w0 & u32(0xFFFF)) < k.caught:
            if deed == TRAFFIC and notice == 0 and k.warn > 0:
                x.on_notice[i] = u8(k.warn)
                happened[WARNED, j] = u8(1)
                counts[C_WARNED, cell] += 1
            else:
                happened[deed, j] = u8(1)
                counts[C_FINED, cell] += 1


@inlined
def recorded(i, j, cell, deed, word, lot, x, k, happened, counts):  # type: ignore[no-untyped-def]
    """Put one who dodged a fare, or carried forbidden goods, on record with the chance of the deed.

    ``appeals / 256`` of them object before it is published, and ``upheld / 256`` of these are struck off: to them
    nothing happens. Who dodged a fare owes it. Writes fare_owed.
    """
    chance = k.fares if deed == FARE else k.goods
    if i32(word >> u32(8)) >= chance:
        return
    counts[C_RECORDED, cell] += 1
    if i32(lot & u32(255)) < k.appeals:
        counts[C_APPEALS, cell] += 1
        if i32((lot >> u32(8)) & u32(255)) < k.upheld:
            counts[C_STRUCK, cell] += 1
            return
    happened[deed, j] = u8(1)
    if deed == FARE:
        x.fare_owed[i] = u8(1)


wardens = OldInstitution(
    name="wardens",
    summary="Police, inspectors and conductors catch some offences, warn first, put on record, and hear appeals.",
    reads=("deeds of `obey`",),
    writes=("happens", "on_notice", "fare_owed"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("on_notice", np.uint8, "Months for which a warning still stands; 0 none."),
        Column("fare_owed", np.uint8, "1 while a dodged fare is owed, 0 otherwise."),
    ),
    happens=("warned", "fined", "drunk_driver", "fare_recorded", "goods_recorded", "damage", "tampering", "theft",
             "fare_paid"),
    counts=("warned", "fined", "recorded", "appeals", "struck_off", "fares_paid"),
    acts=("obey",),
    view=View,
    touch=touch,
)
