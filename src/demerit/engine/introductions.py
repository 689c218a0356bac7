"""Introductions: how often citizens take to somebody new to whom a friend introduces them, as a world begins."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed, mixed_narrow, philox
from demerit.base.loom import Array
from demerit.engine.steps.mingle import INTRODUCED, Knobs, MeetLaw, chance_of, in_turn, mark_friends, new_to, place_in
from demerit.engine.steps.propose import Meetings
from demerit.rows.ties import KIN

u32: Any = np.uint32
u64: Any = np.uint64

UNASKED = 1 << 20
"""What stands for what was not asked yet."""
OFTEN = 8
"""Weeks from which on friends in common are counted for all to whom one can be introduced (`introduced_often`)."""
TIED = 1 << 20
"""What stands for friends in common of two who are tied already, or are the same."""


class Company(NamedTuple):
    """What is known of each citizen where all are introduced in many weeks; uint32, empty where they are in few."""

    common: Array
    """How many friends the two have in common, kin left out, or `TIED`; 0 of all while nobody is introduced."""
    loose: Array
    """How many friends there are, kin left out."""
    turn: Array
    """Citizen x week: the first word that they draw as one who introduces."""
    word: Array
    """The second word."""


# ---- in a few weeks --------------------------------------------------------------------------------------------------


def introduced(i: int, weeks: int, citizens: Any, knobs: Knobs, law: MeetLaw, draws: Draws, meetings: Meetings) -> int:
    """Give how often citizen `i` takes to somebody new to whom a friend introduces them in so many weeks.

    It is asked only about those to whom they are introduced, and take.
    """
    many = 0
    _, counted = mark_friends(i, citizens, meetings.place)
    for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
        k = int(citizens.friend[t])
        if k < 0:
            break
        if knobs.overlap > 0 and citizens.kind[t] & 3 == KIN:
            continue
        live, mine = place_in(k, i, citizens.start, citizens.friend)
        forget_asked(live, meetings)
        first = 0
        while first < weeks:
            some = min(meetings.turn.shape[0], weeks - first)
            draw_weeks(k, first, draws, meetings.turn[:some], meetings.word[:some])
            for q in range(u64(some)):
                many += takes(i, k, live, mine, int(q), citizens, knobs, law, counted, meetings)
            first += some
    return many


def draw_weeks(k: int, first: int, draws: Draws, turn: Array, word: Array) -> None:
    """Draw for one who introduces, week by week: the first two words of ``words(draws, week, k, 2)``."""
    who, number, k0, k1 = u32(k), u32(draws.stream), u32(draws.k0), u32(draws.k1)
    for q in range(u64(turn.shape[0])):
        turn[q], word[q], _, _ = philox(who, u32(u64(first) + q), number, u32(INTRODUCED), k0, k1)


def forget_asked(live: int, meetings: Meetings) -> None:
    """Note of the `live` friends of an introducer that nothing was asked."""
    for p in range(u64(live)):
        meetings.who[p] = UNASKED
        meetings.order[p] = UNASKED


def takes(i: int, k: int, live: int, mine: int, q: int, citizens: Any, knobs: Knobs, law: MeetLaw, counted: int,
          meetings: Meetings) -> int:
    """Give 1 where `i` takes to somebody new to whom `k` introduces them in the `q`-th week drawn, else 0.

    What is asked of a friend of `k` is asked once: the chance, in `who`, and whether the friend is new, in `order`.
    """
    at = in_turn(live, mine, int(meetings.turn[q]))
    slot = u64(citizens.start[u64(k)]) + at
    other = int(citizens.friend[slot])
    if meetings.who[at] == UNASKED:
        alone = other == i or (knobs.overlap > 0 and citizens.kind[slot] & 3 == KIN)
        meetings.who[at] = 0 if alone else chance_of(i, other, citizens, knobs, law)
    if mixed(int(meetings.word[q]), min(i, other)) >> 16 >= meetings.who[at]:
        return 0
    if meetings.order[at] == UNASKED:
        meetings.order[at] = int(new_to(i, other, citizens, knobs, meetings.place, counted))
    return int(meetings.order[at])


# ---- in many ---------------------------------------------------------------------------------------------------------


def introduced_often(i: int, weeks: int, citizens: Any, knobs: Knobs, law: MeetLaw, meetings: Meetings,
                     company: Company) -> int:
    """Give the same where it costs less to ask about all to whom they can be introduced, of whom `company` knows."""
    many = 0
    count_common(i, citizens, company)
    for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
        k = int(citizens.friend[t])
        if k < 0:
            break
        if knobs.overlap > 0 and citizens.kind[t] & 3 == KIN:
            continue
        live, mine = place_in(k, i, citizens.start, citizens.friend)
        if note_chances(i, k, live, citizens, knobs, law, meetings, company):
            many += takes_in(weeks, live, mine, company.turn[u64(k)], company.word[u64(k)], meetings)
    forget_common(i, citizens, company)
    return many


def prepare(citizens: Any, draws: Draws, company: Company) -> None:
    """Write what `company` knows of each citizen: how many friends there are, kin left out, and what they draw."""
    for i in range(u64(company.loose.shape[0])):
        many = u32(0)
        for t in range(u64(citizens.start[i]), u64(citizens.start[i + u64(1)])):
            many += u32((citizens.friend[t] >= 0) & (citizens.kind[t] & 3 != KIN))
        company.loose[i] = many
        draw_weeks(int(i), 0, draws, company.turn[i], company.word[i])


def count_common(i: int, citizens: Any, company: Company) -> None:
    """Write how many friends citizen `i` has in common with whom, and to whom they are tied."""
    first, end = u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])
    for t in range(first, end):
        if citizens.friend[t] >= 0 and citizens.kind[t] & 3 != KIN:
            k = u64(citizens.friend[t])
            for s in range(u64(citizens.start[k]), u64(citizens.start[k + u64(1)])):
                if citizens.friend[s] < 0:
                    break
                company.common[u64(citizens.friend[s])] += u32(citizens.kind[s] & 3 != KIN)
    for t in range(first, end):
        if citizens.friend[t] >= 0:
            company.common[u64(citizens.friend[t])] = TIED
    company.common[u64(i)] = TIED


def forget_common(i: int, citizens: Any, company: Company) -> None:
    """Set to 0 what `count_common` wrote."""
    company.common[u64(i)] = 0
    for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
        if citizens.friend[t] >= 0:
            k = u64(citizens.friend[t])
            company.common[k] = 0
            for s in range(u64(citizens.start[k]), u64(citizens.start[k + u64(1)])):
                if citizens.friend[s] < 0:
                    break
                company.common[u64(citizens.friend[s])] = 0


def note_chances(i: int, k: int, live: int, citizens: Any, knobs: Knobs, law: MeetLaw, meetings: Meetings,
                 company: Company) -> bool:
    """Note of each of the `live` friends of `k`, in `who`, with which chance of 65536 `i` takes to them as new.

    In `other` the smaller row of the two, which the draw is mixed with. Says whether there is any chance. Who is new is
    listed in `order` first, without a question that the processor had to guess.
    """
    mine, first, many = int(company.loose[u64(i)]), u64(citizens.start[u64(k)]), u64(0)
    for p in range(u64(live)):
        other = int(citizens.friend[first + p])
        common, counted = int(company.common[u64(other)]), min(mine, int(company.loose[u64(other)]))
        enough = (citizens.kind[first + p] & 3 != KIN) & (100 * common >= max(200, knobs.overlap * counted))
        meetings.other[p] = min(i, other)
        meetings.who[p] = 0
        meetings.order[many] = p
        many += u64((common != TIED) & (enough | (knobs.overlap == 0)))
    for q in range(many):
        p = u64(meetings.order[q])
        meetings.who[p] = chance_of(i, int(citizens.friend[first + p]), citizens, knobs, law)
    return bool(many != 0)


def takes_in(weeks: int, live: int, mine: int, turn: Array, word: Array, meetings: Meetings) -> int:
    """Give in how many weeks the one in place `mine` of `live` takes to whom they are introduced to."""
    many = u64(0)
    for q in range(u64(weeks)):
        at = in_turn(live, mine, int(turn[q]))
        many += u64(mixed_narrow(word[q], meetings.other[at]) >> u32(16) < meetings.who[at])
    return int(many)
