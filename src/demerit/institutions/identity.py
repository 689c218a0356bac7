"""Identity: now and then the record of a namesake is booked to the wrong citizen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import allocating, inner, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import MOST_TIMES, AroundLaw, Column, OldInstitution
from demerit.institutions.reading import acts_with_points, deed_in

i32 = np.int32
u8 = np.uint8
u32 = np.uint32
u64 = np.uint64

MOST = MOST_TIMES
MIGRANT = 1
PAIRING = 1
"""The draw of who is whose namesake; that of whether they are mixed up is 0."""
MISTAKEN, INNOCENT, TIMES = range(3)

KNOBS = (
    Knob(
        "wrong", 328, 0, 6554, "of 65536 a month", "Chance that a namesake's record of a month is booked to one.",
        source="assumed: 0.5 %; how often records go to the wrong person is not published",
    ),
    Knob("migrant", 3, 1, 10, "times", "How much likelier it is for migrants, whose papers are those of elsewhere.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    wrong: int
    migrant: int


class View(NamedTuple):
    """Columns that `identity` reads and writes, whole."""

    cell: NDArray[np.uint16]
    diary: NDArray[np.uint32]
    origin: NDArray[np.uint8]
    misdeeds_now: NDArray[np.uint8]
    misdeeds: NDArray[np.uint8]


COLUMNS = (
    Column("misdeeds_now", np.uint8, "Deeds of this month that rules punish, before others may read it; at most 15."),
    Column("misdeeds", np.uint8, "The same of the month before, as it stands in the record; at most 15."),
)


@allocating
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Book now and then to citizens `lo` to `hi` what their namesake did last month, and note what they did themselves.

    Namesakes come in pairs over the whole society: that of ``i`` is ``(c - i) mod n``, with one ``c`` for each seed.
    A record that holds deeds that rules punish is booked to the wrong one of the two with the chance ``wrong``, for
    migrants ``migrant`` times that; each deed in it happens to them. Writes misdeeds_now.
    """
    n = x.cell.shape[0]
    word, _, _, _ = philox(u32(0), u32(0), u32(r.stream), u32(PAIRING), u32(r.k0), u32(r.k1))
    pairing = i32(u64(word) % u64(n))
    punished = np.zeros(r.first.shape[0], np.int32)
    n_punished = acts_with_points(r, True, punished)
    for i in range(lo, hi):
        cell = x.cell[i]
        own = misdeeds_of(i, i - lo, deeds, punished[:n_punished], x, r)
        x.misdeeds_now[i] = u8(own)
        other = pairing - i if i <= pairing else pairing - i + n
        record = i32(x.misdeeds[other])
        if other == i or record == 0:
            continue
        chance = i32(k.wrong) * (i32(k.migrant) if x.origin[i] == MIGRANT else i32(1))
        lot, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        if i32(lot >> u32(16)) < chance:
            happened[0, i - lo] = u8(record)
            counts[MISTAKEN, cell] += 1
            counts[INNOCENT, cell] += own == 0
            counts[TIMES, cell] += record


@inner
def misdeeds_of(i, j, deeds, punished, x, r):  # type: ignore[no-untyped-def]
    """Give how many deeds of citizen `i` this month the rules in force punish, at most `MOST`.

    `punished` holds the acts of which any deed is.
    """
    n = i32(0)
    for a in punished:
        for at in range(r.weeks if a < r.weekly else 1):
            if a < r.weekly:
                deed = deed_in(x.diary[i], r.shift[a], r.bits[a], at)
            else:
                deed = i32(deeds[a, j])
            if r.points[r.first[a] + deed] < 0:
                n += i32(1)
    return min(n, i32(MOST))


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """File what each did this month. Writes misdeeds."""
    for i in range(lo, hi):
        x.misdeeds[i] = x.misdeeds_now[i]


identity = OldInstitution(
    name="identity",
    summary="Now and then the record of a namesake is booked to the wrong citizen, oftener to migrants.",
    reads=("deeds that rules punish",),
    writes=("happens", "misdeeds_now", "misdeeds"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=COLUMNS,
    happens=("mistaken",),
    counts=("mistaken", "innocent", "times"),
    view=View,
    around=AroundLaw,
    touch=touch,
    post=post,
)
