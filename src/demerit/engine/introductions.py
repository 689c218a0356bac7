"""Introductions: how often citizens take to somebody new to whom a friend introduces them, as a world begins."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed, mixed_narrow, philox
from demerit.base.loom import Array
from demerit.base.native import call
from demerit.engine.steps.mingle import INTRODUCED, Knobs, MeetLaw, chance_of, in_turn, mark_friends, new_to, place_in
from demerit.engine.steps.propose import Meetings
from demerit.rows.ties import KIN

u32: Any = np.uint32
u64: Any = np.uint64

UNASKED = 1 << 20
"""What stands for what was not asked yet."""
TIED = 1 << 20
"""What stands for friends in common of two who are tied already, or are the same."""


def introducer(t: Any, citizens: Any, knobs: Knobs) -> int:
    """Give who stands in a slot and introduces its bearer, -1 nobody: no kin, where friends in common are asked for."""
    return -1 if knobs.overlap > 0 and citizens.kind[t] & 3 == KIN else int(citizens.friend[t])


# ---- in a few weeks --------------------------------------------------------------------------------------------------


def introduced(i: int, weeks: int, citizens: Any, knobs: Knobs, law: MeetLaw, draws: Draws, meetings: Meetings) -> int:
    """Give how often citizen `i` takes to somebody new to whom a friend introduces them in so many weeks.

    It is asked only about those to whom they are introduced, and take.
    """
    many = 0
    _, counted = mark_friends(i, citizens, meetings.place)
    for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
        k = introducer(t, citizens, knobs)
        if k < 0:
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


# ---- in many weeks ---------------------------------------------------------------------------------------------------


class Introductions(NamedTuple):
    """Who can be introduced by whom to somebody new, a row for each two of them; uint32. Nothing is drawn yet."""

    who: Array
    by: Array
    place: Array
    """In which place of the friends of `by` they stand."""
    first: Array
    """Where the chances begin, and where the last ones end, ``(n_rows + 1,)``."""
    chance: Array
    """Chance of 65536 that they take to each friend of `by`; 0 where that is nobody new."""


class Words(NamedTuple):
    """What each citizen draws as one who introduces, citizen x week, uint32."""

    turn: Array
    """The first word."""
    taste: Array
    """The second word."""


class Company(NamedTuple):
    """Scratch about each citizen, while introductions of one are noted; uint32."""

    common: Array
    """How many friends the two have in common, kin left out, or `TIED`; 0 of all while nobody is introduced."""
    loose: Array
    """How many friends there are, kin left out."""
    new: Array
    """Places of those who are new."""


def introductions(citizens: Any, knobs: Knobs, law: MeetLaw) -> Introductions:
    """Give all introductions that there can be."""
    n, live = len(citizens.start) - 1, citizens.friend >= 0
    degree = np.bincount(np.repeat(np.arange(n), np.diff(citizens.start))[live], minlength=n)
    rows, chances = int(live.sum()), int((degree * degree).sum())
    who, by, place, first = np.zeros((4, rows + 1), np.uint32)
    found = Introductions(who, by, place, first, np.zeros(chances, np.uint32))
    many = np.zeros(2, np.int64)
    call(note_introductions, citizens, knobs, law, Company(*np.zeros((3, n), np.uint32)), found, many)
    rows, chances = many.tolist()
    return Introductions(who[:rows].copy(), by[:rows].copy(), place[:rows].copy(), first[: rows + 1].copy(),
                         found.chance[:chances].copy())


def introduced_often(weeks: int, citizens: Any, known: Introductions, draws: Draws, words: Words) -> int:
    """Give how often citizens take to somebody new to whom a friend introduces them in so many weeks of a citizen.

    They have their turn one after the other, again and again. Written: `words`.
    """
    n, many = words.turn.shape[0], 0
    for k in range(u64(n)):
        draw_weeks(int(k), 0, draws, words.turn[k], words.taste[k])
    for row in range(u64(known.who.shape[0])):
        i, k = int(known.who[row]), u64(known.by[row])
        chance = known.chance[u64(known.first[row]) : u64(known.first[row + u64(1)])]
        friends, live = u64(citizens.start[k]), chance.shape[0]
        for q in range(u64((weeks - 1 - i) // n + 1)):
            at = in_turn(live, int(known.place[row]), int(words.turn[k, q]))
            key = u32(min(i, int(citizens.friend[friends + u64(at)])))
            many += int(mixed_narrow(words.taste[k, q], key) >> u32(16) < chance[at])
    return many


def note_introductions(citizens: Any, knobs: Knobs, law: MeetLaw, company: Company, found: Introductions,
                       many: Array) -> None:
    """Note all introductions that there can be, citizen by citizen; `many` rows, and chances."""
    count_loose(citizens, company)
    row, first = u64(0), u64(0)
    for i in range(company.loose.shape[0]):
        count_common(i, citizens, company)
        for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
            k = introducer(t, citizens, knobs)
            if k < 0:
                continue
            live, mine = place_in(k, i, citizens.start, citizens.friend)
            found.who[row], found.by[row], found.place[row], found.first[row] = i, k, mine, first
            if note_chances(i, k, live, citizens, knobs, law, company, found.chance[first : first + u64(live)]):
                row += u64(1)
                first += u64(live)
        forget_common(i, citizens, company)
    found.first[row] = first
    many[0], many[1] = row, first


def count_loose(citizens: Any, company: Company) -> None:
    """Write of each citizen how many friends there are, kin left out."""
    for i in range(u64(company.loose.shape[0])):
        many = u32(0)
        for t in range(u64(citizens.start[i]), u64(citizens.start[i + u64(1)])):
            many += u32((citizens.friend[t] >= 0) & (citizens.kind[t] & 3 != KIN))
        company.loose[i] = many


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


def note_chances(i: int, k: int, live: int, citizens: Any, knobs: Knobs, law: MeetLaw, company: Company,
                 chance: Array) -> bool:
    """Note of each of the `live` friends of `k` with which chance `i` takes to them as new; say whether there is any.

    Who is new is listed first, without a question that the processor had to guess.
    """
    mine, first, many = int(company.loose[u64(i)]), u64(citizens.start[u64(k)]), u64(0)
    for p in range(u64(live)):
        other = int(citizens.friend[first + p])
        common, counted = int(company.common[u64(other)]), min(mine, int(company.loose[u64(other)]))
        enough = (citizens.kind[first + p] & 3 != KIN) & (100 * common >= max(200, knobs.overlap * counted))
        chance[p] = 0
        company.new[many] = p
        many += u64((common != TIED) & (enough | (knobs.overlap == 0)))
    for q in range(many):
        p = u64(company.new[q])
        chance[p] = chance_of(i, int(citizens.friend[first + p]), citizens, knobs, law)
    return bool(many != 0)
