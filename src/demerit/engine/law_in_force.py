"""The law as whole-number tables: what a scheme says in one week, ready for the steps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from demerit.acts import acts
from demerit.base.draws import key, stream
from demerit.engine.settings import (
    JudgeSettings,
    NewsSettings,
    SettleSettings,
    StakeSettings,
)
from demerit.errors import InputError
from demerit.law import event_weeks, in_week


if TYPE_CHECKING:
    from demerit.law.gate import Gate
    from demerit.law.scheme import Scheme

STATES = {"age": 0, "income_fifth": 1, "married": 2, "party": 3, "urban": 4}
FORMS = {"none": 0, "mean_score": 1, "count_below": 2, "invited": 3}
SCORED = {"nobody": 0, "enrolled": 1, "everyone": 2}
MONTH = 4
MOST_GATES = 16
MOST_BELIEFS = 31


@dataclass(frozen=True)
class InForce:
    """What holds in one week; every table in whole numbers."""

    stake: StakeSettings
    judge: JudgeSettings
    settle: SettleSettings
    blocks: tuple[tuple[str, int], ...]
    """Act -> bits of the gates that must be open to do it."""
    public: bool
    may_show: bool


def entries(scheme: Scheme) -> list[tuple[str, str]]:
    """Give the ledger's kinds of entry as (entry, account): rules, limits, decays, association; the book's columns."""
    accounts = list(scheme.accounts)
    kinds = [(name, rule.account) for name, rule in scheme.rules.items()]
    kinds += [("limit", a) for a in accounts] + [("decay", a) for a in accounts]
    return [*kinds, ("association", scheme.association.account or (accounts[0] if accounts else ""))]


def caps(scheme: Scheme) -> list[int]:
    """Give the most points of each account.

    The weight of association by mean score *is* the weight of its account: where the two differ, the other accounts
    keep their proportions within what is left.
    """
    written = scheme.account_caps
    width = scheme.scale.high - scheme.scale.low
    assoc = scheme.association
    if assoc.form != "mean_score" or assoc.account is None or not written:
        return list(written.values())
    wanted = round(assoc.weight * width)
    if wanted == written[assoc.account] or wanted == 0:
        return list(written.values())
    others = width - written[assoc.account]
    scaled = {n: (wanted if n == assoc.account else c * (width - wanted) // others) for n, c in written.items()}
    first = next(n for n in scaled if n != assoc.account)
    scaled[first] += width - sum(scaled.values())
    return list(scaled.values())


def believed(scheme: Scheme) -> list[str]:
    """Give the deeds that citizens may hold a belief about: those that a rule or a piece of news names, and ``tie``."""
    named = {rule.deed for rule in scheme.rules.values() if rule.deed}
    for news in scheme.news.values():
        if news.tells != "rules":
            named |= set(news.tells)
        named |= set(news.adds)
    order = [name for act in acts() for name in act.names]
    beliefs = [name for name in order if name in named] + (["tie"] if "tie" in named else [])
    if len(beliefs) > MOST_BELIEFS:
        raise InputError(
            f"scheme {scheme.name!r} gives points for {len(beliefs)} kinds of deed; citizens can hold beliefs about "
            f"{MOST_BELIEFS}. Drop rules, or let several share a deed."
        )
    return beliefs


def can_carry_out(scheme: Scheme) -> None:
    """Refuse forms of the law that are read but not yet carried out, naming each.

    Raises
    ------
    InputError
        With every form found and where it stands.
    """
    found = [
        f"rule {name!r}: `{what}` of a state"
        for name, rule in scheme.rules.items()
        for what, used in (("per", rule.per != 1), ("cap", rule.cap is not None))
        if used and not rule.deed
    ]
    found += [f"register {name!r}" for name in scheme.registers]
    found += [f"bureau {n!r}: `identity_error`" for n, b in scheme.bureaus.items() if b.identity_error]
    if len(scheme.bureaus) > 1:
        found.append("more than one bureau")
    if scheme.update.every_weeks != MONTH:
        found.append(f"`update.every_weeks` other than {MONTH}")
    if scheme.scored.minimum_age != 18 and scheme.scored.who != "nobody":
        found.append("`scored.minimum_age` other than 18")
    if len(scheme.gates) > MOST_GATES:
        found.append(f"more than {MOST_GATES} gates")
    if (scheme.scale.high - scheme.scale.low) % 60:
        found.append("a scale whose width is no multiple of 60")
    if found:
        raise InputError(
            f"scheme {scheme.name!r} says what this version reads but cannot yet carry out: {'; '.join(found)}. "
            "Take these out to run it; `demerit check` shows where they stand."
        )


def _slopes(scheme: Scheme, week: int, gates: dict[str, Gate], sharpness: int) -> StakeSettings:
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


ByDeed = list[list[tuple[int, int, int]]]
Rows = list[tuple[int, ...]]


def _rule_tables(scheme: Scheme, week: int, before: bool) -> tuple[ByDeed, Rows, Rows]:
    """Give the rules in force in whole numbers.

    Returns
    -------
    by_deed
        Deed -> (points, account, entry) of every rule judged in the deed's own week.
    states
        (kind, low, high, account, points, entry) of every rule about a state.
    months
        (act, deed, per, cap, points, account, entry) of every rule that counts a month's deeds.
    """
    names = [name for act in acts() for name in act.names]
    accounts = list(scheme.accounts)
    by_deed: list[list[tuple[int, int, int]]] = [[] for _ in names]
    states: Rows = []
    months: Rows = []
    in_force = scheme.rules if before else scheme.rules_in_force(week)
    for entry, name in enumerate(scheme.rules):
        rule = scheme.rules[name]
        if name not in in_force or (before and not rule.history):
            continue
        points = round(scheme.points_now(rule))
        account = accounts.index(rule.account)
        if rule.deed and (rule.per != 1 or rule.cap is not None):
            who, what = rule.deed.split(".")
            number = [a.name for a in acts()].index(who)
            cap = 32767 if rule.cap is None else rule.cap
            months.append((number, acts()[number].deeds.index(what), rule.per, cap, points, account, entry))
        elif rule.deed:
            by_deed[names.index(rule.deed)].append((points, account, entry))
        elif not isinstance(rule.when, str):
            state = rule.when
            at_least = state.equals if state.equals is not None else state.at_least
            at_most = state.equals if state.equals is not None else state.at_most
            states.append((
                STATES[state.column], -32768 if at_least is None else at_least,
                32767 if at_most is None else at_most, account, points, entry,
            ))
    return by_deed, states, months


def in_force(scheme: Scheme, week: int, seed: int, values: dict[str, int]) -> InForce:
    """Give the tables of a scheme in a week; before week 0 only what was recorded before the launch counts."""
    before = week < 0
    scheme = in_week(scheme, max(week, 0))
    all_acts = acts()
    first = np.cumsum([0, *(len(a.deeds) for a in all_acts)])
    bits = [a.bits for a in all_acts]
    weekly = [a for a in all_acts if not a.monthly]
    shift = np.cumsum([0, *(a.bits * MONTH for a in weekly)])[: len(weekly)]
    by_deed, states, months = _rule_tables(scheme, max(week, 0), before)
    begin = np.cumsum([0, *(len(r) for r in by_deed)])
    flat = [rule for rules in by_deed for rule in rules]
    n_rules, n_accounts = len(scheme.rules), len(scheme.accounts)
    bureau = scheme.headline_bureau
    sees = bureau.sees if bureau else {}
    cap = np.array(caps(scheme), np.int32)
    gates = {} if before else scheme.gates_in_force(week)
    stake = _slopes(scheme, max(week, 0), gates, values["run.sharpness"])
    judge = JudgeSettings(
        first[:-1].astype(np.int32), np.array(bits, np.int32), shift.astype(np.int32), begin.astype(np.int32),
        np.array([r[0] for r in flat], np.int16), np.array([r[1] for r in flat], np.int32),
        np.array([r[2] for r in flat], np.int32), cap,
        np.array([round(256 * sees.get(a.name, 0.0)) for a in all_acts], np.int32), n_rules,
        *(np.array([m[c] for m in months], np.int32) for c in range(7)), len(weekly), MONTH,
        stream("seen"), *(int(k) for k in key(seed)),
    )
    settle = _settle(scheme, week, seed, values, judge, states, gates, n_rules, n_accounts)
    blocks = tuple(
        (act, 1 << list(scheme.gates).index(name)) for name, gate in gates.items() for act in gate.blocks
    )
    sees_scores = scheme.visibility.form
    return InForce(stake, judge, settle, blocks, sees_scores == "public", sees_scores in ("consent", "public"))


def _settle(scheme: Scheme, week: int, seed: int, values: dict[str, int], judge: JudgeSettings,
            states: list[tuple[int, ...]], gates: dict[str, Gate], n_rules: int, n_accounts: int) -> SettleSettings:
    """Give the settings of settling, gates and the census."""
    all_acts = acts()
    place = {a.name: number for number, a in enumerate(all_acts)}
    beliefs = believed(scheme)
    names = [name for act in all_acts for name in act.names]
    state_columns = [np.array([s[c] for s in states], np.int32) for c in range(6)]
    assoc = scheme.association
    form = FORMS[assoc.form] if week >= 0 else 0
    account = list(scheme.accounts).index(assoc.account) if form and assoc.account else -1
    k0, k1 = key(seed)
    mandatory = scheme.mandatory_week()
    speech = [a.name for a in all_acts].index("speak")
    decay = [
        0 if a.half_life_weeks is None or number == account
        else round(65536 * (1 - 0.5 ** (MONTH / a.half_life_weeks)))
        for number, a in enumerate(scheme.accounts.values())
    ]
    table = _gate_tables(scheme, week, gates)
    return SettleSettings(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd),
        judge.cap, *_shares(scheme, judge.cap), np.array(decay, np.int32), n_rules + n_accounts, n_rules,
        form, account, n_rules + 2 * n_accounts,
        assoc.line or 0, round(100 * assoc.weight), *state_columns,
        judge.first, judge.bits, judge.shift,
        np.array([beliefs.index(n) if n in beliefs else -1 for n in names], np.int32),
        len(judge.shift), MONTH, *table,
        place["pay"], place["borrow"], place["brag"], place["look_up"], place["enrol"],
        next((g for g, gate in enumerate(scheme.gates.values()) if gate.tried_by == "borrow.borrow"), -1),
        int(scheme.enrolment.form in ("opt_in", "default") and week >= 0),
        int(mandatory is not None and week >= mandatory), SCORED[scheme.scored.who] if week >= 0 else 0,
        values["borrow.default"], values["borrow.reliable"], int(judge.shift[speech]), int(judge.bits[speech]),
        stream("settle"), stream("gate"), stream("test_loan"), int(k0), int(k1),
    )


def _shares(scheme: Scheme, cap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give what every start score leaves in each account at rest, and the 60th of the scale of every score."""
    width = scheme.scale.high - scheme.scale.low
    points = np.arange(width + 1)
    rest = np.stack([points * int(c) // width for c in cap]) if len(cap) else np.zeros((0, width + 1))
    return rest.astype(np.int16), (points * 60 // width).astype(np.int32)


def _gate_tables(scheme: Scheme, week: int, gates: dict[str, Gate]) -> tuple[np.ndarray, ...]:
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
    return opens, act, deed, tries, member, sanction


def news_of(scheme: Scheme, week: int, seed: int) -> NewsSettings:
    """Give what is told in a week, and how far it reaches."""
    beliefs = believed(scheme)
    items = [name for name in scheme.news if week >= 0 and scheme.news_chance(name, week) > 0]
    reach = np.array([round(65536 * scheme.news_chance(name, week)) for name in items], np.int32)
    tale = np.zeros((len(items), max(1, len(beliefs))), np.int16)
    for row, name in enumerate(items):
        for deed, points in scheme.told(name, week).items():
            tale[row, beliefs.index(deed)] = max(-32640, min(32640, round(128 * points)))
    k0, k1 = key(seed)
    return NewsSettings(reach, tale, stream("news"), int(k0), int(k1))


def changes(scheme: Scheme, weeks: int) -> set[int]:
    """Give the weeks in which the law changes, the first of them 0."""
    days = []
    for rule in scheme.rules.values():
        days += [d for d in (rule.since,) if d]
    for gate in scheme.gates.values():
        days += [d for d in (gate.since,) if d] + [change.since for change in gate.changes]
    ends = [d for part in (*scheme.rules.values(), *scheme.gates.values()) for d in (part.until,) if d]
    found = {scheme.week_of(d) for d in days} | {scheme.week_of(d) + 1 for d in ends}
    mandatory = scheme.mandatory_week()
    found |= set(event_weeks(scheme))
    found |= {0} if mandatory is None else {0, mandatory}
    return {w for w in found if 0 <= w < weeks}

