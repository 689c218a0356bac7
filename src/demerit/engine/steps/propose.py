"""Propose: each works out whom they would tie themselves to this week, whom they meet or are introduced to."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import MASK, Draws, philox
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.mingle import INTRODUCED, Knobs, MeetLaw, fits, meet_law, met, paired_off, short_of
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


class Pairs(NamedTuple):
    """Scratch: the ties of some citizens about which a draw is made, at least as many as one citizen can have."""

    low: Array
    """The smaller row of the two, uint32; once all are drawn, the places of those ties that end."""
    high: Array
    """The larger one, uint32."""
    word: Array
    """The draw of the pair, uint32."""
    mine: Array
    """The row in which the tie stands, uint32."""
    most: Array
    """The tie ends where the draw, of 65536, is below this, uint32."""
    slot: Array
    """Where the tie stands, int64."""


def propose(lo: int, hi: int, week: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws,
            pairs: Pairs) -> None:
    """Write into partner whom each would tie themselves to this week, -1 nobody.

    One proposes who is open (or was introduced), has a free slot, is not yet tied to the other, takes to them, and
    where neither stands below the other's floor; who is introduced needs friends in common besides. Reads rows and last
    week's faces, writes only the own row.
    """
    if law.channel == INTRODUCED:
        introduce(lo, hi, week, citizens, knobs, law, draws, pairs)
    else:
        for i in range(lo, hi):
            meet(i, week, citizens, knobs, law, draws)


def has_room(i: int, mine: int, citizens: Proposing) -> bool:
    """Say whether a citizen with this face is of age and has a free slot."""
    return mine & GROWN != 0 and citizens.friend[citizens.start[i + 1] - 1] < 0


def meet(i: int, week: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws) -> None:
    """Let a citizen who is open propose to whom they meet."""
    citizens.partner[i] = -1
    mine = int(citizens.face[i])
    if mine & OPEN == 0 or not has_room(i, mine, citizens):
        return
    other, word = met(i, citizens.partner.shape[0], law.channel, knobs, draws, week)
    yours = int(citizens.face[other])
    if other == i or yours & GROWN == 0 or yours & OPEN == 0 or short_of(mine, yours) > 0:
        return
    if fits(i, other, word, citizens, knobs, law):
        citizens.partner[i] = other


def introduce(lo: int, hi: int, week: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws,
              pairs: Pairs) -> None:
    """Let each propose to whom the first friend in their row who has somebody for them introduces them.

    Whoever introduces pairs off all their friends; two who are not tied yet, take to each other and share enough
    friends take each other. So many citizens are taken together as have ties that fit into `pairs`: first it is noted
    which friends introduce them, then these draw all at once, then it is asked to whom.
    """
    first = lo
    while first < hi:
        last = first + 1
        while last < hi and citizens.start[last + 1] - citizens.start[first] <= pairs.low.shape[0]:
            last += 1
        n = note_introducers(first, last, citizens, knobs, pairs)
        draw_introducers(n, week, draws, pairs)
        done = -1
        for q in range(n):
            i, k = int(pairs.mine[q]), int(pairs.low[q])
            if i == done:
                continue
            other, word = paired_off(i, k, int(pairs.high[q]), citizens, knobs), int(pairs.word[q])
            if other != i and fits(i, other, word, citizens, knobs, law):
                done = i
                yours = int(citizens.face[other])
                if yours & GROWN != 0 and short_of(int(citizens.face[i]), yours) == 0:
                    citizens.partner[i] = other
        first = last


def note_introducers(first: int, last: int, citizens: Proposing, knobs: Knobs, pairs: Pairs) -> int:
    """Note the friends who introduce each citizen, in order; give how many.

    Each friend is written where the next one belongs, and stays if they introduce: a jump nobody foresees costs more.
    """
    n = u64(0)
    for i in range(u64(first), u64(last)):
        citizens.partner[i] = -1
        if not has_room(int(i), int(citizens.face[i]), citizens):
            continue
        for t in range(u64(citizens.start[i]), u64(citizens.start[i + u64(1)])):
            k = int(citizens.friend[t])
            if k < 0:
                break
            pairs.mine[n] = i
            pairs.low[n] = k
            n += u64((citizens.face[u64(k)] & OPEN != 0) & ((knobs.overlap == 0) | (citizens.kind[t] & 3 != KIN)))
    return int(n)


def draw_introducers(n: int, week: int, draws: Draws, pairs: Pairs) -> None:
    """Draw for all of them: the first word of ``words(draws, week, introducer, 2)`` into `high`, the second `word`."""
    now, number, k0, k1 = u32(week & MASK), u32(draws.stream), u32(draws.k0), u32(draws.k1)
    for q in range(u64(n)):
        pairs.high[q], pairs.word[q], _, _ = philox(pairs.low[q], now, number, u32(INTRODUCED), k0, k1)


PROPOSE = Step("propose", propose, meet_law, stream="meet",
               others=("start", "friend", "kind", "age", "education", "home"), weekly=True, whole=True)
