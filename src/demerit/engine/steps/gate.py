"""Gate: scores and registers open and shut services; what citizens tried to use, and how that ended, is counted."""

from __future__ import annotations

from typing import NamedTuple

from demerit.base.draws import Four, mixed
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.gate_law import GateLaw, OtherLaw, bits_of_others, law, others_law
from demerit.rows.bits import ADULT, ENROLLED, ONLINE, PARENT

OPEN, SHUT, TRIED, ASKED, BARRED, NOT_OBTAINED, NOT_MEMBER, NOT_TRIED, OPENED, CLOSED, HOURS = range(11)
"""What is counted of every gate (`pass_gates`)."""
GATE_COUNTS = (
    "open", "shut", "tried", "asked", "barred", "not_obtained", "not_member", "not_tried", "opened", "closed", "hours",
)


class Own(NamedTuple):
    """What it reads of a citizen."""

    status: int
    cell: int
    traits: int
    partner: int
    """The score about to be given, -1 none."""
    gates: int
    occupation: int
    origin: int
    other_gates: int
    """Bits of the gates open by the scores of other bureaus."""


class Columns(NamedTuple):
    """Columns; written: gates."""

    gates: Array
    listed: Array


class Counted(NamedTuple):
    """What is counted: ``(n_gates, 11, n_kinds)``."""

    gates: Array


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


def pass_gates(i: int, own: Own, citizens: Columns, deeds: Array, law: GateLaw, lot: Four, counted: Counted) -> None:
    """Count which gates a citizen tried and found shut, then open and shut them by the score about to be given.

    Tried is a service that one wanted, asked where the provider looks at the score (all do, unless an institution
    says otherwise); only there can a gate be shut. One who finds it shut is *barred* by a gate that shuts out, has
    *not obtained* a benefit that opens higher up, or is *not a member*: of a benefit for the enrolled, or for the
    scored where only the enrolled are. A gate that was shut and not tried is *not tried*. A gate that is not for
    somebody stands open and is not counted.
    """
    mine = concern(own.traits, own.origin, own.occupation, law)
    opened = open_to(own.partner, lists_of(i, citizens.listed), own.status, mine, own.other_gates, law)
    citizens.gates[i] = opened
    at = max(own.partner, law.low) - law.low
    for g in range(law.gate_act.shape[0]):
        if (mine >> g) & 1 == 0:
            continue
        tried, asked = False, False
        if law.gate_act[g] >= 0:
            tried = deeds[law.gate_act[g], i] == law.gate_deed[g]
            asked = tried
        elif law.gate_want[g] > 0 and own.status & ONLINE:
            drawn = mixed(lot[0], law.gate_key[g]) >> 16
            tried = drawn < law.gate_want[g]
            asked = drawn < law.gate_try[g]
        is_open = (opened >> g) & 1
        was_open = (own.gates >> g) & 1
        if tried:
            counted.gates[g, TRIED, own.cell] += 1
        if asked:
            counted.gates[g, ASKED, own.cell] += 1
            counted.gates[g, HOURS, own.cell] += law.gate_hours[g, at]
            if was_open == 0:
                counted.gates[g, how_refused(g, own.status, law), own.cell] += 1
        elif was_open == 0 and not tried:
            counted.gates[g, NOT_TRIED, own.cell] += 1
        counted.gates[g, SHUT - is_open, own.cell] += 1
        if is_open != was_open:
            counted.gates[g, OPENED if is_open else CLOSED, own.cell] += 1


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


def first_gates(i: int, own: Newcomer, citizens: Columns, law: GateLaw) -> None:
    """Open and shut the gates of a citizen by the first score. No other bureau has a file of anybody yet."""
    on = lists_of(i, citizens.listed)
    mine = concern(own.traits, own.origin, own.occupation, law)
    other = int(law.gate_unscored[on]) & law.gate_others
    opened = open_to(own.score, on, own.status, mine, other, law)
    citizens.gates[i] = opened if own.status & ADULT else 0


NONE_OPEN = Step("none_open", none_open, lambda terms: () if bits_of_others(terms.scheme) else None)
ASK_OTHERS = Step("ask_others", ask_others, others_law)
PASS_GATES = Step("pass_gates", pass_gates, law, stream="gate")
FIRST_GATES = Step("first_gates", first_gates, law)
