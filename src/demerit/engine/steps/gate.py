"""Gate: scores and registers open and shut services; what citizens tried to use, and how that ended, is counted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.base.bit_sums import sum_bits
from demerit.base.draws import Draws, draw_words, mixed_narrow
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.gate_law import GateLaw, OtherLaw, Slate, bits_of_others, law, others_law
from demerit.rows.bits import ADULT, ENROLLED, ONLINE, PARENT

u8 = np.uint8
u32 = np.uint32
u64 = np.uint64
GATE_COUNTS = (
    "open", "shut", "tried", "asked", "barred", "not_obtained", "not_member", "not_tried", "opened", "closed", "hours",
)
"""What is counted of every gate (`pass_gates`)."""
BY_BITS = ("not_tried", "tried", "asked", "open", "shut")
"""Those of them that come of many: counted of all gates at once, a bit for each gate."""
FEW = ("barred", "not_obtained", "not_member", "opened", "closed", "hours")
"""Those that come of few."""
BARRED, NOT_OBTAINED, NOT_MEMBER, OPENED, CLOSED, HOURS = range(len(FEW))
SHUT = BY_BITS.index("shut")


class Columns(NamedTuple):
    """Columns of `pass_gates`; written: gates."""

    status: Array
    cell: Array
    traits: Array
    partner: Array
    """The score about to be given, -1 none."""
    gates: Array
    occupation: Array
    origin: Array
    listed: Array


class Counted(NamedTuple):
    """What is counted: `FEW`, ``(n_gates, 6, n_kinds)``, and `BY_BITS`, ``(5, 32 n_kinds)``."""

    gates: Array
    many: Array


def lists_of(i: int, listed: Array) -> int:
    """Give the registers that a citizen is on, a bit each."""
    on = 0
    for r in range(listed.shape[0]):
        if listed[r, i] > 0:
            on |= 1 << r
    return on


def concern(traits: int, origin: int, occupation: int, law: GateLaw) -> int:
    """Give the bits of the gates that are for a citizen, those for everybody and those for such as they are."""
    bits = law.gate_everyone
    for q in range(law.gate_narrow.shape[0]):
        fits = law.gate_origin[q] < 0 or law.gate_origin[q] == origin
        fits = fits and (law.gate_occupation[q] < 0 or law.gate_occupation[q] == occupation)
        fits = fits and (law.gate_parent[q] < 0 or law.gate_parent[q] == (traits // PARENT) & 1)
        if fits:
            bits |= 1 << int(law.gate_narrow[q])
    return bits


def open_to(score: int, on: int, status: int, mine: int, other: int, law: GateLaw) -> int:
    """Give the bits of the gates open to a citizen by score, -1 where there is none, registers and enrolment.

    `mine` are the gates that are for the citizen; one that is not stands open. `other` are those open by the scores of
    other bureaus.
    """
    every = (1 << law.gate_act.shape[0]) - 1
    bits = int(law.gate_unscored[on]) if score < 0 else int(law.gate_mask[on, score - law.low])
    if law.gate_others != 0:
        bits = (bits & ~law.gate_others) | other
    if status & ENROLLED == 0:
        bits = (bits & ~law.gate_members) | (law.gate_sanctions & law.gate_members)
    return int((bits & mine) | (every & ~mine))


class Filed(NamedTuple):
    """What `ask_others` reads of a citizen."""

    files: int
    """A bit for each bureau that has a file."""
    standing: int


class Lists(NamedTuple):
    """Columns of `ask_others`."""

    listed: Array


def ask_others(i: int, own: Filed, citizens: Lists, law: OtherLaw, opened: Array) -> None:
    """Add to `opened` the bits of the gates that another bureau's file opens; without a file there is no score."""
    on = lists_of(i, citizens.listed)
    bits = int(law.gate_unscored[on])
    if (own.files >> law.number) & 1:
        score = law.mean + ((law.sd * own.standing) >> 5) + law.file[i]  # type: ignore[operator]
        bits = int(law.gate_mask[on, min(max(score, law.low), law.high) - law.low])
    opened[i] = int(opened[i]) | (bits & law.gates)


def none_open(i: int, opened: Array) -> None:
    """Begin with no gate open by the scores of other bureaus."""
    opened[i] = 0


def pass_gates(lo: int, hi: int, citizens: Columns, deeds: Array, opened: Array, law: GateLaw, slate: Slate,
               draws: Draws, week_words: Array, words_of: Array, found: Array, counted: Counted) -> None:
    """Count which gates citizens tried and found shut, then open and shut them by the scores about to be given.

    Tried is a service that one wanted, asked where the provider looks at the score (all do, unless an institution
    says otherwise); only there can a gate be shut. One who finds it shut is *barred* by a gate that shuts out, has
    *not obtained* a benefit that opens higher up, or is *not a member*: of a benefit for the enrolled, or for the
    scored where only the enrolled are. A gate that was shut and not tried is *not tried*. A gate that is not for
    somebody stands open and is not counted.

    Gates are bits of words, and counted all at once. `opened`, int64, holds the gates open by the scores of other
    bureaus; it, `words_of` and `found` are scratch.
    """
    drawn, tried, asked, mine = words_of[0], words_of[1], words_of[2], words_of[3]
    draw_words(lo, hi, draws, 0, week_words, words_of[:1])
    for i in range(u64(lo), u64(hi)):
        tried[i] = 0
        asked[i] = 0
        mine[i] = concern(citizens.traits[i], citizens.origin[i], citizens.occupation[i], law)
        opened[i] = open_to(citizens.partner[i], lists_of(i, citizens.listed), citizens.status[i], mine[i], opened[i],
                            law)
    for g in range(law.gate_act.shape[0]):
        if law.gate_act[g] >= 0:
            try_by_deed(lo, hi, g, deeds[law.gate_act[g]], law.gate_deed[g], tried, asked)
        elif law.gate_want[g] > 0:
            try_by_lot(lo, hi, g, citizens.status, law, slate.gate_try[g], drawn, tried, asked)
    gates = counted.gates
    come_up(lo, hi, citizens.gates, law.gate_papers, opened, words_of, found)
    count_few(lo, hi, citizens, law, opened, words_of, found, gates)
    shut = opened
    for i in range(u64(lo), u64(hi)):
        citizens.gates[i] = ((1 << gates.shape[0]) - 1) & ~int(shut[i])
    for k in range(SHUT):
        sum_bits(lo, hi, words_of[k], citizens.cell, counted.many[k])
    sum_bits(lo, hi, shut, citizens.cell, counted.many[SHUT])


def try_by_deed(lo: int, hi: int, g: int, done: Array, deed: int, tried: Array, asked: Array) -> None:
    """Let those try a gate who did the deed that tries it."""
    bit, what = u32(1 << g), u8(deed)
    for i in range(u64(lo), u64(hi)):
        does = bit if done[i] == what else u32(0)
        tried[i] = tried[i] | does
        asked[i] = asked[i] | does


def try_by_lot(lo: int, hi: int, g: int, status: Array, law: GateLaw, tries: int, word: Array, tried: Array,
               asked: Array) -> None:
    """Let some of those on-line try a gate, by a drawn word mixed with its name."""
    bit, named, want, does = u32(1 << g), u32(law.gate_key[g]), u32(law.gate_want[g]), u32(tries)
    for i in range(u64(lo), u64(hi)):
        drawn = u32(mixed_narrow(word[i], named) >> u32(16))
        here = bit if status[i] & u8(ONLINE) != u8(0) else u32(0)
        tried[i] = tried[i] | (here if drawn < want else u32(0))
        asked[i] = asked[i] | (here if drawn < does else u32(0))


def come_up(lo: int, hi: int, gates: Array, papers: int, opened: Array, words_of: Array, found: Array) -> None:
    """Tell what came of every gate, and note in `found` those with something that comes of few.

    The words drawn become the gates not tried, those for one the gates that are open, and `opened` those that are shut.
    """
    for i in range(u64(lo), u64(hi)):
        mine, now, before = u32(words_of[3, i]), u32(opened[i]), u32(gates[i])
        tried, asked = words_of[1, i] & mine, words_of[2, i] & mine
        was_shut = mine & ~before
        words_of[0, i] = was_shut & ~tried
        words_of[1, i] = tried
        words_of[2, i] = asked
        words_of[3, i] = mine & now
        opened[i] = mine & ~now
        few = (asked & (was_shut | u32(papers))) | (mine & (before ^ now))
        found[i] = u8(1) if few != u32(0) else u8(0)


def count_few(lo: int, hi: int, citizens: Columns, law: GateLaw, shut: Array, words_of: Array, found: Array,
              counts: Array) -> None:
    """Count, of those noted, how they were refused, which gates opened and closed, and hours of papers."""
    for i in range(lo, hi):
        if found[i] == 0:
            continue
        cell, at = int(citizens.cell[i]), max(int(citizens.partner[i]), law.low) - law.low
        asked, is_open, before = int(words_of[2, i]), int(words_of[3, i]), int(citizens.gates[i])
        was_shut = (is_open | int(shut[i])) & ~before
        left = (asked & (was_shut | law.gate_papers)) | (is_open & was_shut) | (int(shut[i]) & before)
        for g in range(counts.shape[0]):
            if (left >> g) & 1 == 0:
                continue
            if (asked >> g) & 1:
                counts[g, HOURS, cell] += law.gate_hours[g, at]
                if (was_shut >> g) & 1:
                    counts[g, how_refused(g, int(citizens.status[i]), law), cell] += 1
            if (is_open & was_shut) >> g & 1:
                counts[g, OPENED, cell] += 1
            elif (int(shut[i]) & before) >> g & 1:
                counts[g, CLOSED, cell] += 1


def how_refused(g: int, status: int, law: GateLaw) -> int:
    """Give as what one counts who was not let through gate `g`: the number of the count."""
    if (law.gate_sanctions >> g) & 1:
        return BARRED
    if status & ENROLLED == 0 and (law.scored_members == 1 or (law.gate_members >> g) & 1):
        return NOT_MEMBER
    return NOT_OBTAINED


class Newcomer(NamedTuple):
    """What `first_gates` reads of a citizen."""

    status: int
    score: int
    traits: int
    occupation: int
    origin: int


class First(NamedTuple):
    """Columns of `first_gates`; written: gates."""

    gates: Array
    listed: Array


def first_gates(i: int, own: Newcomer, citizens: First, law: GateLaw) -> None:
    """Open and shut the gates of a citizen by the first score. No other bureau has a file of anybody yet."""
    on = lists_of(i, citizens.listed)
    mine = concern(own.traits, own.origin, own.occupation, law)
    other = int(law.gate_unscored[on]) & law.gate_others
    opened = open_to(own.score, on, own.status, mine, other, law)
    citizens.gates[i] = opened if own.status & ADULT else 0


NONE_OPEN = Step("none_open", none_open, lambda terms: () if bits_of_others(terms.scheme) else None)
ASK_OTHERS = Step("ask_others", ask_others, others_law)
PASS_GATES = Step("pass_gates", pass_gates, law, stream="gate", whole=True)
FIRST_GATES = Step("first_gates", first_gates, law)
