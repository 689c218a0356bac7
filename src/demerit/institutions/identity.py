"""Identity: now and then the record of a namesake is booked to the wrong citizen."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Draws, Four, words
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, kept
from demerit.rows.diary import MONTH, month_in

MIGRANT = 1
PAIRING = 1
"""The draw of who is whose namesake; that of whether they are mixed up is 0."""


class Knobs(NamedTuple):
    """What `identity` can be tuned by."""

    wrong: Annotated[int, knob(328, 0, 6554, "of 65536 a month",
                               "Chance that a namesake's record of a month is booked to one.",
                               source="assumed: 0.5 %; how often records go to the wrong person is not published")]
    migrant: Annotated[int, knob(3, 1, 10, "times",
                                 "How much likelier it is for migrants, whose papers are those of elsewhere.")]


class Keeps(NamedTuple):
    """Its own columns."""

    misdeeds_now: Annotated[Array, kept(
        np.uint8, "Deeds of this month that rules punish, before others may read it; at most 15.", bits=4)]
    misdeeds: Annotated[Array, kept(
        np.uint8, "The same of the month before, as it stands in the record; at most 15.", bits=4)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    diary: int
    origin: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    misdeeds_now: Array
    misdeeds: Array


class Law(NamedTuple):
    """What it reads of the law: which deeds are punished, and where they stand in the diary."""

    punished: Array
    first: Array
    points: Array
    shift: Array
    bits: Array
    weekly: int


class Happened(NamedTuple):
    """What can happen."""

    mistaken: Array
    """As often as there are deeds in the record that is booked to one."""


class Counted(NamedTuple):
    """What is counted: who is mistaken for another, those of them who did nothing themselves, and deeds booked."""

    mistaken: Array
    innocent: Array
    times: Array


def touch(i: int, own: Own, citizens: Citizens, deeds: Array, knobs: Knobs, law: Law, draws: Draws, lot: Four,
          happened: Happened, counted: Counted) -> None:
    """Book now and then to a citizen what a namesake did last month, and note what the citizen did.

    Namesakes come in pairs over the whole society: that of ``i`` is ``(c - i) mod n``, with one ``c`` for each seed.
    A record that holds deeds that rules punish is booked to the wrong one of the two with the chance ``wrong``, for
    migrants ``migrant`` times that; each deed in it happens to them. Writes misdeeds_now.
    """
    mine = misdeeds_of(i, own.diary, deeds, law)
    citizens.misdeeds_now[i] = mine

    n = citizens.misdeeds.shape[0]
    pairing = words(draws, 0, 0, PAIRING)[0] % n
    other = pairing - i if i <= pairing else pairing - i + n
    record = int(citizens.misdeeds[other])
    if other == i or record == 0:
        return
    chance = knobs.wrong * (knobs.migrant if own.origin == MIGRANT else 1)
    if lot[0] >> 16 < chance:
        happened.mistaken[i] = record
        counted.mistaken[own.cell] += 1
        counted.innocent[own.cell] += 1 if mine == 0 else 0
        counted.times[own.cell] += record


def misdeeds_of(i: int, diary: int, deeds: Array, law: Law) -> int:
    """Give how many deeds of a citizen this month the rules in force punish, at most `MOST_TIMES`."""
    n = 0
    for act in law.punished:
        first = int(law.first[act])
        if act < law.weekly:
            bits = int(law.bits[act])
            month = month_in(diary, law.shift[act], bits)
            if month == 0 and law.points[first] >= 0:
                continue
            for _ in range(MONTH):
                n += 1 if law.points[first + (month & ((1 << bits) - 1))] < 0 else 0
                month >>= bits
        else:
            n += 1 if law.points[first + int(deeds[act, i])] < 0 else 0
    return min(n, MOST_TIMES)


class Noted(NamedTuple):
    """What `show` reads of a citizen."""

    misdeeds_now: int


class Record(NamedTuple):
    """What `show` writes."""

    misdeeds: Array


def show(i: int, own: Noted, citizens: Record) -> None:
    """File what each did this month. Writes misdeeds."""
    citizens.misdeeds[i] = own.misdeeds_now


identity = Institution(
    name="identity",
    summary="Now and then the record of a namesake is booked to the wrong citizen, oftener to migrants.",
    reads=("deeds that rules punish",),
    writes=("happens", "misdeeds_now", "misdeeds"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    show=show,
    others=("misdeeds",),
)
