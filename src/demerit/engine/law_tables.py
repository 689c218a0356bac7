"""Pieces of the law as whole-number tables: what a point is worth, rules by deed, gates by score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.engine.settings import StakeSettings

if TYPE_CHECKING:
    from demerit.law import Gate, Scheme

STATES = {"age": 0, "income_fifth": 1, "married": 2, "party": 3, "urban": 4}
MONTH = 4
Rows = list[tuple[int, ...]]


class RuleTables(NamedTuple):
    """The rules in force in whole numbers."""

    by_deed: list[Rows]
    """Deed -> (points, account, entry) of every rule judged in the deed's own week."""
    states: Rows
    """(kind, low, high, account, points, entry) of every rule about a state."""
    months: Rows
    """(act, deed, per, cap, points, account, entry) of every rule that counts a month's deeds."""


class GateTables(NamedTuple):
    """The gates in force, in the order of the scheme's."""

    opens: NDArray[np.uint8]
    """Gate x score -> 1 where the score meets the condition."""
    act: NDArray[np.int32]
    """Gate -> the act that tries it, -1 none."""
    deed: NDArray[np.int32]
    tries: NDArray[np.int32]
    """Gate -> chance of 65536 a month that somebody on-line tries it."""
    member: NDArray[np.uint8]
    """1 where only the enrolled are let in."""
    sanction: NDArray[np.uint8]
    """1 where the gate shuts out, rather than lets in."""


def slopes(scheme: Scheme, week: int, gates: dict[str, Gate], sharpness: int) -> StakeSettings:
    """Give the worth of a point at every score from the gates in force.

    ``up[s] = status + sum over lines T > s of v/h max(0, 1 - (T - s)/h)``, down alike for lines at or below, with
    ``gain = up + hold down`` and ``loss = down + hold up``; ``h`` is the reach of a gate.
    """
    low, high = scheme.scale.low, scheme.scale.high
    scores = np.arange(low, high + 1)
    status = scheme.knob("status_notches", 0.0) if scheme.visibility.form in ("consent", "public") else 0.0
    hold, reach = scheme.knob("hold", 0.5), scheme.knob("reach", 60.0)
    up = np.full(scores.shape, status)
    down = np.full(scores.shape, status)
    opens = np.zeros(scores.shape)
    for name, gate in gates.items():
        line = scheme.threshold(name, week)
        if line is None:
            continue
        v = gate.value.notches
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


def rule_tables(scheme: Scheme, week: int, before: bool, entry_of: dict[str, int]) -> RuleTables:
    """Give the rules in force in a week; `before` the launch, those recorded already then."""
    names = [name for act in acts() for name in act.names]
    accounts = list(scheme.accounts)
    tables = RuleTables([[] for _ in names], [], [])
    in_force = scheme.rules if before else scheme.rules_in_force(week)
    for name, rule in scheme.rules.items():
        if name not in in_force or (before and not rule.history):
            continue
        points = round(scheme.points_now(rule))
        account, entry = accounts.index(rule.account), entry_of[name]
        if rule.deed and (rule.per != 1 or rule.cap is not None):
            who, what = rule.deed.split(".")
            number = [a.name for a in acts()].index(who)
            cap = 32767 if rule.cap is None else rule.cap
            tables.months.append((number, acts()[number].deeds.index(what), rule.per, cap, points, account, entry))
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


def shares(scheme: Scheme, cap: NDArray[np.int32]) -> tuple[NDArray[np.int16], NDArray[np.int32]]:
    """Give what every start score leaves in each account at rest, and the 60th of the scale of every score."""
    width = scheme.scale.high - scheme.scale.low
    points = np.arange(width + 1)
    rest = np.stack([points * int(c) // width for c in cap]) if len(cap) else np.zeros((0, width + 1))
    return rest.astype(np.int16), (points * 60 // width).astype(np.int32)


def gate_tables(scheme: Scheme, week: int, gates: dict[str, Gate]) -> GateTables:
    """Give for each gate where it is open, which deed tries it, how often it is tried, and whom it is for."""
    all_acts = acts()
    low, high = scheme.scale.low, scheme.scale.high
    n = len(scheme.gates)
    opens = np.zeros((n, high - low + 1), np.uint8)
    act = np.full(n, -1, np.int32)
    deed = np.full(n, -1, np.int32)
    tries = np.zeros(n, np.int32)
    member = np.zeros(n, np.uint8)
    sanction = np.zeros(n, np.uint8)
    for g, (name, gate) in enumerate(scheme.gates.items()):
        sanction[g] = gate.treatment == "detriment"
        member[g] = gate.needs_enrolment
        if name not in gates:
            opens[g] = sanction[g]
            continue
        moved = (scheme.threshold(name, week) or 0) - (gate.line() or 0) if gate.changes else 0
        opens[g] = [scheme.meets(gate.condition, s - moved) for s in range(low, high + 1)]
        if gate.tried_by:
            who, what = gate.tried_by.split(".")
            act[g] = [a.name for a in all_acts].index(who)
            deed[g] = all_acts[act[g]].deeds.index(what)
        elif gate.tries_a_year:
            tries[g] = min(65535, round(65536 * -math.expm1(-gate.tries_a_year * MONTH * 7 / 365.25)))
    return GateTables(opens, act, deed, tries, member, sanction)
