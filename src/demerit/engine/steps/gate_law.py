"""The law of gates: where each is open and whom it is for, as tables that the step `gate` looks up for a citizen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.draws import stream
from demerit.base.loom import Array
from demerit.engine.names import filing
from demerit.engine.terms import between
from demerit.rows.diary import MONTH
from demerit.society.citizens import OCCUPATIONS

if TYPE_CHECKING:
    from demerit.engine.terms import Terms
    from demerit.law import Gate, Scheme

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
    gate_want: Array
    """Gate -> chance of 65536 a month that somebody on-line wants the service."""
    gate_mask: Array
    """Registers one is on, a bit each, x score -> a bit for each gate whose condition is met, int64."""
    gate_unscored: Array
    """Registers one is on -> the same for one without a score, int64."""
    gate_hours: Array
    """Gate x score -> hours of paperwork a try costs, uint8."""
    gate_papers: int
    """Bits of the gates of which a try costs any."""
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
    scored_members: int
    """1 where only the enrolled are scored."""


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


class Slate(NamedTuple):
    """What institutions move of it (`engine.slate`)."""

    gate_try: Array
    """Gate -> chance of 65536 a month that somebody on-line wants the service, at a provider that looks at the score;
    at most `gate_want`; int32."""


def law(terms: Terms) -> GateLaw:
    """Read for each gate where it is open, which deed tries it, how often it is tried, and whom it is for."""
    return terms.read(_tables).law


def tries(terms: Terms) -> Array:
    """Read for each gate how often it is tried where the score is looked at."""
    often = terms.read(_tables).often * np.array(terms.served) / 256
    found: Array = np.minimum(np.rint(often), 65535).astype(np.int32)
    return found


class _Tables(NamedTuple):
    """The law of gates, and what it takes to say how often each is tried."""

    law: GateLaw
    often: Array
    """Gate -> chance of 65536 a month that somebody on-line tries it, where all its providers use it, float64; 0 where
    nobody tries."""


def _tables(terms: Terms) -> _Tables:
    scheme, gates = terms.scheme, terms.gates
    names = {name: (k, act.deeds) for k, act in enumerate(acts()) for name in [act.name]}
    low, high = scheme.scale.low, scheme.scale.high
    n = len(scheme.gates)
    act, deed = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    mask = np.zeros((1 << len(scheme.registers), high - low + 1), np.int64)
    unscored = np.zeros(1 << len(scheme.registers), np.int64)
    hours, often = np.zeros((n, high - low + 1), np.uint8), np.zeros(n)
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
            often[g] = 65536 * -math.expm1(-gate.tries_a_year * MONTH * 7 / 365.25)
    narrow = _narrow(gates, list(scheme.gates))
    everyone = (1 << n) - 1 - sum(1 << int(g) for g in narrow[0])
    wants = np.minimum(np.rint(often), 65535).astype(np.int32)
    keys = np.array([stream(name) for name in scheme.gates], np.int64)
    for_some, origin, occupation, parent = narrow
    papers = sum(1 << int(g) for g in np.flatnonzero(hours.any(axis=1)))
    found = GateLaw(
        low, act, deed, wants, mask, unscored, hours, papers, keys, everyone, for_some, origin, occupation,
        parent, bits_of_others(scheme), members, sanctions, int(scheme.scored.who == "enrolled"),
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
    own = terms.read(_tables).law
    for number, name in enumerate(terms.filing):
        gates = sum(1 << g for g, gate in enumerate(scheme.gates.values())
                    if asks_another(scheme, gate) and gate.bureau == name)
        if gates:
            found.append(OtherLaw(
                number, gates, terms.values["bureaus.mean"], terms.values["bureaus.sd"], scheme.scale.low,
                scheme.scale.high, own.gate_mask, own.gate_unscored, f"bureau_{number + 1}",
            ))
    return found


def unasked(scheme: Scheme) -> list[tuple[str, str]]:
    """Give the gates that ask another bureau in a way that cannot be carried out, each with what is wrong."""
    found = []
    for name, gate in scheme.gates.items():
        if not asks_another(scheme, gate):
            continue
        asks = f"the gate asks the score of {gate.bureau!r}"
        if "bureaus" not in scheme.institutions:
            found.append((name, f"{asks}, but no institution keeps its files. Add institutions/bureaus.yaml"))
        elif filing(scheme).index(gate.bureau or "") >= FILED:
            found.append((name, f"{asks}, which is not among the first {FILED} bureaus. Ask another"))
        if gate.needs_enrolment or gate.paperwork:
            found.append((name, f"{asks}, which goes not with `needs_enrolment` or `paperwork`. Take these away"))
    return found
