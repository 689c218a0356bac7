"""Pieces of the law as whole-number tables: what a point is worth, rules by deed, gates by score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.engine.settings import StakeSettings
from demerit.law import in_week

if TYPE_CHECKING:
    from demerit.law import Gate, Scheme

STATES = {"age": 0, "income_fifth": 1, "married": 2, "party": 3, "urban": 4, "parent": 5, "origin": 6, "occupation": 7}
MONTH = 4
Rows = list[tuple[int, ...]]


class RuleTables(NamedTuple):
    """The rules in force in whole numbers."""

    by_deed: list[Rows]
    """Deed -> (points, account, entry) of every rule judged in the deed's own week."""
    states: Rows
    """(kind, low, high, account, points, entry) of every rule about a state."""
    months: Rows
    """(act, deed, per, cap, points, account, entry) of every rule that counts a month's deeds or happenings."""


class GateTables(NamedTuple):
    """The gates in force, in the order of the scheme's."""

    mask: NDArray[np.int64]
    """Registers one is on, a bit each, x score -> a bit for each gate whose condition is met."""
    unscored: NDArray[np.int64]
    """Registers one is on -> the same for one without a score."""
    hours: NDArray[np.uint8]
    """Gate x score -> hours of paperwork a try costs."""
    act: NDArray[np.int32]
    """Gate -> the act that tries it, -1 none."""
    deed: NDArray[np.int32]
    tries: NDArray[np.int32]
    """Gate -> chance of 65536 a month that somebody on-line tries it."""
    member: NDArray[np.uint8]
    """1 where only the enrolled are let in."""
    sanction: NDArray[np.uint8]
    """1 where the gate shuts out, rather than lets in."""


def slopes(scheme: Scheme, week: int, gates: dict[str, Gate], sharpness: float, served: Sequence[int]) -> StakeSettings:
    """Give the worth of a point at every score from the gates in force.

    ``up[s] = status + sum over lines T > s of v/h max(0, 1 - (T - s)/h)``, down alike for lines at or below, with
    ``gain = up + hold down`` and ``loss = down + hold up``; ``h`` is the reach of a gate. A gate for some only counts
    for nobody, one that a share `served` of 256 of its providers use counts for that share.
    """
    share = dict(zip(scheme.gates, served, strict=True))
    low, high = scheme.scale.low, scheme.scale.high
    scores = np.arange(low, high + 1)
    shown = scheme.visibility.form in ("consent", "public") and not scheme.has_ended(week)
    status = scheme.knob("status_notches", 0.0) if shown else 0.0
    hold, reach = scheme.knob("hold", 0.5), scheme.knob("reach", 60.0)
    up = np.full(scores.shape, status)
    down = np.full(scores.shape, status)
    opens = np.zeros(scores.shape)
    head = scheme.headline_bureau.name if scheme.headline_bureau else None
    for name, gate in gates.items():
        line = scheme.threshold(name, week)
        if line is None or gate.who is not None or gate.bureau not in (None, head):
            continue
        v = gate.value.notches * share[name] / 256
        up += np.where(scores < line, v / reach * np.maximum(0, 1 - (line - scores) / reach), 0)
        down += np.where(scores >= line, v / reach * np.maximum(0, 1 - (scores - line) / reach), 0)
        if gate.needs_enrolment:
            opens += v / (1 + np.exp(-(scores - line) / sharpness))
    if not gates and scheme.scored.who == "nobody":
        up[:], down[:] = 0, 0
    start = scheme.start_score
    return StakeSettings(
        low, high, round(start.mean), round(start.sd),
        np.round(256 * (up + hold * down)).astype(np.int32),
        np.round(256 * (down + hold * up)).astype(np.int32),
        np.round(opens).astype(np.int16),
    )


def rule_tables(scheme: Scheme, week: int, before: bool, entry_of: dict[str, int],
                happenings: Sequence[str]) -> RuleTables:
    """Give the rules in force in a week; `before` the launch, those recorded already then."""
    names = [name for act in acts() for name in act.names]
    accounts = list(scheme.accounts)
    tables = RuleTables([[] for _ in names], [], [])
    in_force = scheme.rules if before else scheme.rules_in_force(week)
    for name, rule in scheme.rules.items():
        if rule.steps or name not in in_force or (before and not rule.history):
            continue
        points = round(scheme.points_now(rule))
        account, entry = accounts.index(rule.account), entry_of[name]
        number, what = place_of(rule.deed, happenings) if rule.deed else NOWHERE
        if rule.deed and number < 0:
            continue
        if rule.deed and (rule.per != 1 or rule.cap is not None or number >= len(acts())):
            cap = 32767 if rule.cap is None else rule.cap
            tables.months.append((number, what, rule.per, cap, points, account, entry))
        elif rule.deed:
            tables.by_deed[names.index(rule.deed)].append((points, account, entry))
        elif not isinstance(rule.when, str):
            state = rule.when
            at_least = state.equals if state.equals is not None else state.at_least
            at_most = state.equals if state.equals is not None else state.at_most
            tables.states.append((
                STATES[state.column], -32768 if at_least is None else at_least,
                32767 if at_most is None else at_most, account, points, entry,
            ))
    return tables


UNTOLD = -32768
"""What a tale holds of a deed of which it says nothing."""


def truths(written: Scheme, week: int, beliefs: Sequence[str]) -> NDArray[np.int32]:
    """Give for each belief the Q7 points that the rules in force give for one such deed; `UNTOLD` for ``tie``."""
    scheme = in_week(written, max(week, 0))
    points = dict.fromkeys(beliefs, 0.0)
    for rule in scheme.rules_in_force(max(week, 0)).values():
        if rule.deed in points:
            points[rule.deed] += 128 * scheme.points_now(rule) / rule.per
    return np.array([UNTOLD if name == "tie" else round(value) for name, value in points.items()], np.int32)


def shares(scheme: Scheme, cap: NDArray[np.int32]) -> tuple[NDArray[np.int16], NDArray[np.int32]]:
    """Give what every start score leaves in each account at rest, and the 60th of the scale of every score."""
    width = scheme.scale.high - scheme.scale.low
    points = np.arange(width + 1)
    rest = np.stack([points * int(c) // width for c in cap]) if len(cap) else np.zeros((0, width + 1))
    return rest.astype(np.int16), (points * 60 // width).astype(np.int32)


def gate_tables(scheme: Scheme, week: int, gates: dict[str, Gate], served: Sequence[int]) -> GateTables:
    """Give for each gate where it is open, which deed tries it, how often it is tried, and whom it is for."""
    names = {name: (k, act.deeds) for k, act in enumerate(acts()) for name in [act.name]}
    low, high = scheme.scale.low, scheme.scale.high
    n = len(scheme.gates)
    empty = np.full((2, n), -1, np.int32)
    tables = GateTables(
        np.zeros((1 << len(scheme.registers), high - low + 1), np.int64),
        np.zeros(1 << len(scheme.registers), np.int64), np.zeros((n, high - low + 1), np.uint8), empty[0], empty[1],
        np.zeros(n, np.int32), np.zeros(n, np.uint8), np.zeros(n, np.uint8),
    )
    for g, (name, gate) in enumerate(scheme.gates.items()):
        tables.sanction[g] = gate.treatment == "detriment"
        tables.member[g] = gate.needs_enrolment
        if name not in gates:
            tables.mask[:] |= int(tables.sanction[g]) << g
            tables.unscored[:] |= int(tables.sanction[g]) << g
            continue
        _open(scheme, week, g, name, gate, tables)
        if gate.tried_by:
            who, what = gate.tried_by.split(".")
            tables.act[g] = names[who][0]
            tables.deed[g] = names[who][1].index(what)
        elif gate.tries_a_year:
            share = -math.expm1(-gate.tries_a_year * MONTH * 7 / 365.25) * served[g] / 256
            tables.tries[g] = min(65535, round(65536 * share))
    return tables


def _open(scheme: Scheme, week: int, g: int, name: str, gate: Gate, tables: GateTables) -> None:
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
    between = _between((line + moved for line in lines), low, high)
    for on in range(len(tables.unscored)):
        lists = frozenset(r for k, r in enumerate(registers) if on >> k & 1)
        for first, end in between:
            tables.mask[on, first - low : end - low] |= int(scheme.meets(gate.condition, first - moved, lists)) << g
        free = (not asks or bool(tables.sanction[g])) and scheme.meets(gate.condition, high, lists)
        tables.unscored[on] |= int(free) << g
    for first, end in _between((step.at_least for step in gate.paperwork), low, high):
        tables.hours[g, first - low : end - low] = gate.hours_at(first)


def _between(lines: Iterable[int], low: int, high: int) -> list[tuple[int, int]]:
    """Give the stretches of a scale between some lines, each as its first score and the one behind its last."""
    return list(pairwise(sorted({low, high + 1, *(line for line in lines if low < line <= high)})))


class RegisterTables(NamedTuple):
    """By what registers are entered and left, in the order of the scheme's; int32, one entry a register."""

    act: NDArray[np.int32]
    """The act whose deed enters one, or the number of acts plus that of the happening; -1 by arrears."""
    deed: NDArray[np.int32]
    times: NDArray[np.int32]
    chance: NDArray[np.int32]
    term: NDArray[np.int32]
    leave_act: NDArray[np.int32]
    leave_deed: NDArray[np.int32]
    paid: NDArray[np.int32]


def register_tables(scheme: Scheme, happenings: Sequence[str]) -> RegisterTables:
    """Give by what the registers of a scheme are entered and left."""
    rows = []
    for register in scheme.registers.values():
        enter, leave = register.enter, register.leave
        count = enter.count if enter.deed else enter.arrears_months
        rows.append((
            *place_of(enter.deed, happenings), count or 1, min(65536, round(65536 * enter.chance)),
            -(-(leave.after_weeks or 0) // MONTH), *place_of(leave.deed, happenings), int(bool(leave.payment)),
        ))
    table = np.array(rows, np.int32).reshape(-1, 8)
    return RegisterTables(*(np.ascontiguousarray(table[:, c]) for c in range(8)))


def place_of(deed: str | None, happenings: Sequence[str]) -> tuple[int, int]:
    """Give the act and deed of a name, (number of acts + happening, 0) of what befalls one, (-1, 0) of nothing here."""
    if deed is None:
        return -1, 0
    if deed in happenings:
        return len(acts()) + list(happenings).index(deed), 0
    who, _, what = deed.partition(".")
    for number, act in enumerate(acts()):
        if act.name == who and what in act.deeds:
            return number, act.deeds.index(what)
    return NOWHERE


NOWHERE = (-2, 0)
"""Where what happens by an institution that is closed would be found."""
