"""Identity: now and then the record of a namesake is booked to the wrong citizen."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Draws, this_week, words
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, kept
from demerit.rows.diary import MONTH

i32 = np.int32
u32 = np.uint32
u64 = np.uint64

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


class Citizens(NamedTuple):
    """Columns that it reads, `misdeeds` of others too, or writes."""

    cell: Array
    diary: Array
    origin: Array
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


def touch(lo: int, hi: int, citizens: Citizens, deeds: Array, knobs: Knobs, law: Law, draws: Draws, week_words: Array,
          sums: Array, happened: Happened, counted: Counted) -> None:
    """Book now and then to citizens what a namesake did last month, and note what each of `lo` to `hi` did.

    Namesakes come in pairs over the whole society: that of ``i`` is ``(c - i) mod n``, with one ``c`` for each seed.
    A record that holds deeds that rules punish is booked to the wrong one of the two with the chance ``wrong``, for
    migrants ``migrant`` times that; each deed in it happens to them. Deeds are counted act by act, all citizens
    together; the first row of `sums` is scratch. Writes misdeeds_now.
    """
    times = sums[0]
    for i in range(u64(lo), u64(hi)):
        times[i] = 0
    for act in law.punished:
        bits, which = int(law.bits[act]), punished(act, law)
        if act < law.weekly:
            for week in range(MONTH):
                add_of_week(lo, hi, citizens.diary, law.shift[act] + bits * week, bits, which, times)
        else:
            add(lo, hi, deeds[act], which, times)
    n = citizens.misdeeds.shape[0]
    pairing = words(draws, 0, 0, PAIRING)[0] % n
    for i in range(lo, hi):
        mine = min(int(times[i]), MOST_TIMES)
        citizens.misdeeds_now[i] = mine
        other = pairing - i if i <= pairing else pairing - i + n
        record = int(citizens.misdeeds[other])
        if other != i and record > 0:
            chance = knobs.wrong * (knobs.migrant if citizens.origin[i] == MIGRANT else 1)
            if this_week(i, 0, draws, week_words)[0] >> 16 < chance:
                happened.mistaken[i] = record
                cell = int(citizens.cell[i])
                counted.mistaken[cell] += 1
                counted.innocent[cell] += 1 if mine == 0 else 0
                counted.times[cell] += record


def punished(act: int, law: Law) -> int:
    """Give a bit for each deed of an act that the rules in force punish."""
    which, first = 0, int(law.first[act])
    end = int(law.first[act + 1]) if act + 1 < law.first.shape[0] else law.points.shape[0]
    for deed in range(first, end):
        which |= 1 << (deed - first) if law.points[deed] < 0 else 0
    return which


def add(lo: int, hi: int, done: Array, which: int, times: Array) -> None:
    """Add who did one of some deeds of a monthly act."""
    bits = u32(which)
    for i in range(u64(lo), u64(hi)):
        times[i] += i32((bits >> u32(done[i])) & u32(1))


def add_of_week(lo: int, hi: int, diary: Array, shift: int, bits: int, which: int, times: Array) -> None:
    """Add who did one of some deeds of a weekly act in a week."""
    for i in range(u64(lo), u64(hi)):
        done = (int(diary[i]) >> shift) & ((1 << bits) - 1)
        times[i] += i32((which >> done) & 1)


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
