"""Propose: each works out whom they would tie themselves to this week, whom they meet or are introduced to."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from demerit.base.ahead import TOGETHER, fetch, fetch_named, fetch_tied, is_far
from demerit.base.draws import MASK, Draws, philox
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.meeting import partners_in
from demerit.engine.steps.mingle import (
    CIRCLE,
    INTRODUCED,
    MEETING,
    Knobs,
    MeetLaw,
    channel_of,
    mark_friends,
    marked,
    meeting,
    meeting_size,
    new_to,
    opposite,
    paired_off,
    short_of,
    taken,
    tied,
)
from demerit.rows.face import GROWN, OPEN
from demerit.rows.ties import KIN

u32: Any = np.uint32
u64: Any = np.uint64


class Proposing(NamedTuple):
    """Columns of `propose`; written: partner."""

    partner: Array
    start: Array
    friend: Array
    kind: Array
    face: Array
    age: Array
    education: Array
    home: Array


class Meetings(NamedTuple):
    """Scratch: who meets whom, or is introduced by whom, at least as many as one citizen can have friends; uint32."""

    who: Array
    other: Array
    """Whom they meet; before that, by whom they are introduced."""
    turn: Array
    """The first word that the introducer drew."""
    word: Array
    """The word of the meeting."""
    order: Array
    """Introductions, those by one citizen together."""
    ends: Array
    """By the last bits of an introducer's row: where introductions by such end in that order, then where they begin."""
    place: Array
    """Marks of friends (`mark_friends`)."""


def propose(lo: int, hi: int, week: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws,
            meetings: Meetings) -> None:
    """Write into partner whom each would tie themselves to this week, -1 nobody.

    One proposes who is open (or was introduced), has a free slot, is not yet tied to the other, takes to them, and
    where neither stands below the other's floor; who is introduced needs friends in common besides. Reads rows and last
    week's faces, writes only the own row.
    """
    channel = channel_of(week)
    if channel == INTRODUCED:
        introduce(lo, hi, week, citizens, knobs, law, draws, meetings)
    else:
        meet(lo, hi, week, channel, citizens, knobs, law, draws, meetings)


def has_room(i: int, mine: int, citizens: Proposing) -> bool:
    """Say whether a citizen with this face is of age and has a free slot."""
    return mine & GROWN != 0 and citizens.friend[citizens.start[i + 1] - 1] < 0


def meet(lo: int, hi: int, week: int, channel: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws,
         meetings: Meetings) -> None:
    """Let all who are open propose to whom they meet, as many of them together as `meetings` has room for."""
    first = lo
    while first < hi:
        last = min(first + meetings.who.shape[0], hi)
        n = note_open(first, last, citizens, meetings)
        note_met(n, citizens.partner.shape[0], week, channel, knobs, draws, meetings)
        n = note_willing(n, citizens, meetings)
        n = note_liked(n, citizens, knobs, law, meetings)
        for q in range(u64(n)):
            i, other = int(meetings.who[q]), int(meetings.other[q])
            if not tied(i, other, citizens.start, citizens.friend):
                citizens.partner[i] = other
        first = last


def note_open(first: int, last: int, citizens: Proposing, meetings: Meetings) -> int:
    """Note who is open to new ties; give how many."""
    n = u64(0)
    for i in range(u64(first), u64(last)):
        citizens.partner[i] = -1
        meetings.who[n] = i
        n += u64(citizens.face[i] & OPEN != 0)
    return int(n)


def note_met(n: int, people: int, week: int, channel: int, knobs: Knobs, draws: Draws, meetings: Meetings) -> None:
    """Note whom the `n` in `meetings.who`, ascending, meet among so many people, and the word of their meeting."""
    size = meeting_size(people, channel, knobs)
    q = u64(0)
    while q < u64(n):
        first, m, key, turn, word, a, b = meeting(int(meetings.who[q]) // size, size, people, channel, draws, week)
        end = q
        while end < u64(n) and int(meetings.who[end]) < first + m:
            meetings.other[end] = int(meetings.who[end]) - first
            meetings.word[end] = word
            end += u64(1)
        if channel == CIRCLE:
            for x in range(q, end):
                meetings.other[x] = opposite(int(meetings.other[x]), m, turn)
        else:
            partners_in(int(q), int(end), m, a, b, key, meetings.other, meetings.turn, meetings.order)
        for x in range(q, end):
            meetings.other[x] += u32(first)
        q = end


def note_willing(n: int, citizens: Proposing, meetings: Meetings) -> int:
    """Leave those who have room for a tie, and meet somebody who is open and of age; give how many.

    Neither stands below the other's floor.
    """
    kept = u64(0)
    for q in range(u64(n)):
        i, other = int(meetings.who[q]), int(meetings.other[q])
        mine, yours = int(citizens.face[u64(i)]), int(citizens.face[u64(other)])
        willing = yours & (GROWN | OPEN) == GROWN | OPEN
        meetings.who[kept] = i
        meetings.other[kept] = other
        meetings.word[kept] = meetings.word[q]
        kept += u64(has_room(i, mine, citizens) & willing & (short_of(mine, yours) == 0))
    return int(kept)


def introduce(lo: int, hi: int, week: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws,
              meetings: Meetings) -> None:
    """Let each propose to whom the first friend in their row who has somebody for them introduces them.

    Whoever introduces pairs off all their friends; two who are not tied yet, take to each other and share enough
    friends take each other. So many citizens are taken together as `meetings` has room for: first it is noted which
    friends introduce them, then these draw all at once, then it is asked to whom, and who take to each other; few are
    left of whom it is asked whether they are tied and how many friends they share.
    """
    first = lo
    while first < hi:
        n, first = note_introducers(first, hi, citizens, knobs, meetings)
        fetch_rows(n, citizens, meetings)
        draw_introducers(n, week, draws, meetings)
        in_order(n, meetings)
        pair_off(n, citizens, knobs, meetings)
        n = note_liked(n, citizens, knobs, law, meetings)
        fetch_rows(n, citizens, meetings)
        choose(n, citizens, knobs, meetings)


def note_introducers(first: int, hi: int, citizens: Proposing, knobs: Knobs, meetings: Meetings) -> tuple[int, int]:
    """Note the friends who introduce each citizen, in order; give how many, and the citizen with whom to go on.

    Each friend is written where the next one belongs, and stays if they introduce: a jump nobody foresees costs more.
    """
    n, last = u64(0), u64(first)
    while last < u64(hi):
        i = last
        begin, end = u64(citizens.start[i]), u64(citizens.start[i + u64(1)])
        if n + (end - begin) > u64(meetings.who.shape[0]):
            break
        if is_far(citizens.face) and (i - u64(first)) % u64(TOGETHER) == u64(0):
            fetch_tied(int(i), min(int(i) + TOGETHER, hi), citizens.start, citizens.friend, citizens.face)
        last += u64(1)
        citizens.partner[i] = -1
        if not has_room(int(i), int(citizens.face[i]), citizens):
            continue
        for t in range(begin, end):
            k = int(citizens.friend[t])
            if k < 0:
                break
            meetings.who[n] = i
            meetings.other[n] = k
            n += u64((citizens.face[u64(k)] & OPEN != 0) & ((knobs.overlap == 0) | (citizens.kind[t] & 3 != KIN)))
    return int(n), int(last)


def fetch_rows(n: int, citizens: Proposing, meetings: Meetings) -> None:
    """Ask for both ends of the rows of ties of all the others noted, which are walked along next.

    They lie far apart in memory, and who comes to them one by one waits for each of them; together they come at once.
    """
    fetch_named(0, n, meetings.other, citizens.start)
    for q in range(u64(n)):
        k = u64(meetings.other[q])
        fetch(citizens.friend, u64(citizens.start[k]))
        fetch(citizens.friend, u64(citizens.start[k + u64(1)]) - u64(1))


def draw_introducers(n: int, week: int, draws: Draws, meetings: Meetings) -> None:
    """Draw for all of them: the first two words of ``words(draws, week, introducer, 2)``."""
    now, number, k0, k1 = u32(week & MASK), u32(draws.stream), u32(draws.k0), u32(draws.k1)
    for q in range(u64(n)):
        meetings.turn[q], meetings.word[q], _, _ = philox(meetings.other[q], now, number, u32(INTRODUCED), k0, k1)


def in_order(n: int, meetings: Meetings) -> None:
    """Put introductions in an order in which those by one citizen stand together."""
    many = u64(meetings.ends.shape[0])
    for b in range(many):
        meetings.ends[b] = 0
    for q in range(u64(n)):
        meetings.ends[u64(meetings.other[q]) & (many - u64(1))] += 1
    for b in range(u64(1), many):
        meetings.ends[b] += meetings.ends[b - u64(1)]
    for q in range(u64(n)):
        b = u64(meetings.other[q]) & (many - u64(1))
        meetings.ends[b] -= 1
        meetings.order[u64(meetings.ends[b])] = q


def pair_off(n: int, citizens: Proposing, knobs: Knobs, meetings: Meetings) -> None:
    """Put in the place of introducers those to whom they introduce."""
    row, live = -1, 0
    for x in range(u64(n)):
        q = u64(meetings.order[x])
        k = int(meetings.other[q])
        if k != row:
            row = k
            live, _ = mark_friends(k, citizens, meetings.place)
        i, turn = int(meetings.who[q]), int(meetings.turn[q])
        mine = marked(k, i, citizens, meetings.place)
        meetings.other[q] = paired_off(i, k, live, mine, turn, citizens, knobs)


def note_liked(n: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, meetings: Meetings) -> int:
    """Leave those who are paired off and take to each other; give how many."""
    kept = u64(0)
    for q in range(u64(n)):
        i, other = int(meetings.who[q]), int(meetings.other[q])
        meetings.who[kept] = i
        meetings.other[kept] = other
        kept += u64((other != i) & taken(i, other, int(meetings.word[q]), citizens, knobs, law))
    return int(kept)


def choose(n: int, citizens: Proposing, knobs: Knobs, meetings: Meetings) -> None:
    """Let each propose to the first of those noted to whom they are not tied and with whom they share enough friends.

    Nobody else is asked even where one of the two is not of age, or stands below the other's floor.
    """
    done = row = -1
    counted = 0
    for q in range(u64(n)):
        i, other = int(meetings.who[q]), int(meetings.other[q])
        if i == done:
            continue
        if i != row:
            row = i
            _, counted = mark_friends(i, citizens, meetings.place)
        if new_to(i, other, citizens, knobs, meetings.place, counted):
            done = i
            yours = int(citizens.face[other])
            if yours & GROWN != 0 and short_of(int(citizens.face[i]), yours) == 0:
                citizens.partner[i] = other


PROPOSE = Step("propose", propose, lambda terms: MEETING, stream="meet",
               others=("start", "friend", "kind", "age", "education", "home"), whole=True)
