"""Gate: scores and registers open and shut services; what citizens tried to use, and were refused, is counted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.draws import Four, mixed, stream
from demerit.base.kernel import inlined
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.terms import between
from demerit.rows.bits import ADULT, ENROLLED, ONLINE, PARENT
from demerit.rows.diary import MONTH
from demerit.society.citizens import OCCUPATIONS

if TYPE_CHECKING:
    from demerit.engine.terms import Terms
    from demerit.law import Gate, Scheme

OPEN, SHUT, TRIED, REFUSED, OPENED, CLOSED, HOURS = range(7)
"""What is counted of every gate."""
GATE_COUNTS = ("open", "shut", "tried", "refused", "opened", "closed", "hours")
ORIGINS = ("native", "migrant", "visitor")
"""Where citizens come from, by the code of the column `origin`."""
FILED = 8
"""Bureaus of which the institution `bureaus` keeps files."""


class GateLaw(NamedTuple):
    """The gates in force, in the order of the scheme's."""

    low: int
    gate_act: Array
    """Gate -> the act that tries it, -1 none."""
    gate_deed: Array
    gate_try: Array
    """Gate -> chance of 65536 a month that somebody on-line tries it."""
    gate_mask: Array
    """Registers one is on, a bit each, x score -> a bit for each gate whose condition is met, int64."""
    gate_unscored: Array
    """Registers one is on -> the same for one without a score, int64."""
    gate_hours: Array
    """Gate x score -> hours of paperwork a try costs, uint8."""
    gate_key: Array
    """Gate -> what keys the draw of whether it is tried: the number of its name's stream, int64."""
    gate_everyone: int
    """Bits of the gates that are for everybody."""
    gate_narrow: Array
    """The gates that are not, int32; the next three say for whom: -1 any."""
    gate_origin: Array
    gate_occupation: Array
    gate_parent: Array
    gate_others: int
    """Bits of the gates that ask the score of another bureau than the headline's."""
    gate_members: int
    """Bits of the gates that let in only the enrolled."""
    gate_sanctions: int
    """Bits of the gates that shut out rather than let in; they stand open to one without a score."""


class OtherLaw(NamedTuple):
    """The gates that ask one other bureau."""

    number: int
    """The bureau among all, the headline's 0: the number of its file and one less."""
    gates: int
    """Bits of the gates that ask it."""
    mean: int
    sd: int
    low: int
    high: int
    gate_mask: Array
    gate_unscored: Array
    file: str
    """The column of its files: the binding makes an array of it."""


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
    """What is counted: ``(n_gates, 7, n_kinds)``."""

    gates: Array


# ---- the law ----------------------------------------------------------------------------------------------------


def law(terms: Terms) -> GateLaw:
    """Read for each gate where it is open, which deed tries it, how often it is tried, and whom it is for."""
    fixed, share = terms.read(_tables), terms.served
    tries = np.array([min(65535, round(65536 * often * share[g] / 256)) for g, often in enumerate(fixed.often)],
                     np.int32)
    return fixed.law._replace(gate_try=tries)


class _Tables(NamedTuple):
    """What of the law of gates no institution moves."""

    law: GateLaw
    often: list[float]
    """Gate -> chance a month that somebody on-line tries it, where all its providers use it; 0 where nobody tries."""


def _tables(terms: Terms) -> _Tables:
    scheme, gates = terms.scheme, terms.gates
    names = {name: (k, act.deeds) for k, act in enumerate(acts()) for name in [act.name]}
    low, high = scheme.scale.low, scheme.scale.high
    n = len(scheme.gates)
    act, deed = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    mask = np.zeros((1 << len(scheme.registers), high - low + 1), np.int64)
    unscored = np.zeros(1 << len(scheme.registers), np.int64)
    hours, often = np.zeros((n, high - low + 1), np.uint8), [0.0] * n
    sanctions = members = 0
    for g, (name, gate) in enumerate(scheme.gates.items()):
        sanction = int(gate.treatment == "detriment")
        sanctions |= sanction << g
        members |= int(gate.needs_enrolment) << g
        if name not in gates:
            mask[:] |= sanction << g
            unscored[:] |= sanction << g
            continue
        _open(scheme, terms.week, g, name, gate, mask, unscored, hours)
        if gate.tried_by:
            who, what = gate.tried_by.split(".")
            act[g], deed[g] = names[who][0], names[who][1].index(what)
        elif gate.tries_a_year:
            often[g] = -math.expm1(-gate.tries_a_year * MONTH * 7 / 365.25)
    narrow = _narrow(gates, list(scheme.gates))
    everyone = (1 << n) - 1 - sum(1 << int(g) for g in narrow[0])
    none, keys = np.zeros(n, np.int32), np.array([stream(name) for name in scheme.gates], np.int64)
    for_some, origin, occupation, parent = narrow
    found = GateLaw(
        low, act, deed, none, mask, unscored, hours, keys, everyone, for_some, origin, occupation, parent,
        bits_of_others(scheme), members, sanctions,
    )
    return _Tables(found, often)


def _narrow(gates: dict[str, Gate], names: list[str]) -> list[Array]:
    """Give the gates that are not for everybody, and of whom origin, occupation and family are asked: -1 any."""
    rows = []
    for name, gate in gates.items():
        if gate.who is not None:
            who = gate.who
            rows.append((
                names.index(name), -1 if who.origin is None else ORIGINS.index(who.origin),
                -1 if who.occupation is None else OCCUPATIONS.index(who.occupation),
                -1 if who.parent is None else int(who.parent),
            ))
    return [np.array([row[c] for row in rows], np.int32) for c in range(4)]


def _open(scheme: Scheme, week: int, g: int, name: str, gate: Gate, mask: Array, unscored: Array,
          hours: Array) -> None:
    """Write where gate `g` is open, and how many hours of papers a try costs.

    One without a score is let through where a benefit asks for none, and past a sanction as if the score were the
    highest: only registers hold such a citizen back.
    """
    low, high = scheme.scale.low, scheme.scale.high
    registers = list(scheme.registers)
    moved = (scheme.threshold(name, week) or 0) - (gate.line() or 0) if gate.changes else 0
    asks = gate.line() is not None or any(c.band for c in gate.condition.walk())
    lines = {c.score.at_least for c in gate.condition.walk() if c.score}
    lines |= {scheme.bands[c.band].at_least for c in gate.condition.walk() if c.band}
    stretches = between((line + moved for line in lines), low, high)
    for on in range(len(unscored)):
        lists = frozenset(r for k, r in enumerate(registers) if on >> k & 1)
        for first, end in stretches:
            mask[on, first - low : end - low] |= int(scheme.meets(gate.condition, first - moved, lists)) << g
        free = (not asks or gate.treatment == "detriment") and scheme.meets(gate.condition, high, lists)
        unscored[on] |= int(free) << g
    for first, end in between((step.at_least for step in gate.paperwork), low, high):
        hours[g, first - low : end - low] = gate.hours_at(first)


def ranked(scheme: Scheme) -> list[str]:
    """Give the bureaus in the order of their files, the headline's first."""
    head = scheme.headline_bureau
    return ([head.name] if head else []) + [name for name in scheme.bureaus if head is None or name != head.name]


def asks_another(scheme: Scheme, gate: Gate) -> bool:
    """Say whether a gate asks the score of a bureau which is not the headline's."""
    head = scheme.headline_bureau
    return gate.bureau is not None and (head is None or gate.bureau != head.name)


def bits_of_others(scheme: Scheme) -> int:
    """Give the bits of all gates that do."""
    return sum(1 << g for g, gate in enumerate(scheme.gates.values()) if asks_another(scheme, gate))


def others_law(terms: Terms) -> list[OtherLaw]:
    """Read, bureau by bureau, the gates that ask it, and how its score comes of its file."""
    scheme, found = terms.scheme, []
    if not bits_of_others(scheme):
        return []
    own = terms.read(law)
    for number, name in enumerate(ranked(scheme)):
        gates = sum(1 << g for g, gate in enumerate(scheme.gates.values())
                    if asks_another(scheme, gate) and gate.bureau == name)
        if gates:
            found.append(OtherLaw(
                number, gates, terms.values["bureaus.mean"], terms.values["bureaus.sd"], scheme.scale.low,
                scheme.scale.high, own.gate_mask, own.gate_unscored, f"bureau_{number + 1}",
            ))
    return found


def unasked(scheme: Scheme) -> list[str]:
    """Give the gates that ask another bureau in a way that cannot be carried out."""
    found = []
    for name, gate in scheme.gates.items():
        if not asks_another(scheme, gate):
            continue
        asks = f"gate {name!r}: asks the score of {gate.bureau!r}"
        if "bureaus" not in scheme.institutions:
            found.append(f"{asks}, but no institution `bureaus` keeps its files")
        elif ranked(scheme).index(gate.bureau or "") >= FILED:
            found.append(f"{asks}, which is not among the first {FILED} bureaus")
        if gate.needs_enrolment or gate.paperwork:
            found.append(f"gate {name!r}: `needs_enrolment` or `paperwork` with the score of another bureau")
    return found


# ---- one citizen ----------------------------------------------------------------------------------------------------


@inlined
def lists_of(i: int, listed: Array) -> int:
    """Give the registers that a citizen is on, a bit each."""
    on = 0
    for r in range(listed.shape[0]):
        if listed[r, i] > 0:
            on |= 1 << r
    return on


@inlined
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


@inlined
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

    A gate that is not for somebody stands open and is not counted.
    """
    mine = concern(own.traits, own.origin, own.occupation, law)
    opened = open_to(own.partner, lists_of(i, citizens.listed), own.status, mine, own.other_gates, law)
    citizens.gates[i] = opened
    at = max(own.partner, law.low) - law.low
    for g in range(law.gate_act.shape[0]):
        if (mine >> g) & 1 == 0:
            continue
        tried = False
        if law.gate_act[g] >= 0:
            tried = deeds[law.gate_act[g], i] == law.gate_deed[g]
        elif law.gate_try[g] > 0 and own.status & ONLINE:
            tried = mixed(lot[0], law.gate_key[g]) >> 16 < law.gate_try[g]
        is_open = (opened >> g) & 1
        was_open = (own.gates >> g) & 1
        if tried:
            counted.gates[g, TRIED, own.cell] += 1
            counted.gates[g, REFUSED, own.cell] += 1 - was_open
            counted.gates[g, HOURS, own.cell] += law.gate_hours[g, at]
        counted.gates[g, OPEN, own.cell] += is_open
        counted.gates[g, SHUT, own.cell] += 1 - is_open
        if is_open != was_open:
            counted.gates[g, OPENED if is_open else CLOSED, own.cell] += 1


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
