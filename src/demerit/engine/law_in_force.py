"""The law as whole-number tables: what a scheme says in one week, ready for the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.base.draws import key, stream
from demerit.engine.law_by_month import (
    RecoverSettings,
    Stepped,
    more_changes,
    put_in,
    recovery,
    stepped,
)
from demerit.engine.law_of_bureaus import OtherSettings, bits_of_others, others
from demerit.engine.law_tables import (
    MONTH,
    UNTOLD,
    RuleTables,
    gate_tables,
    register_tables,
    rule_tables,
    shares,
    slopes,
)
from demerit.engine.parts import Parts, parts
from demerit.engine.settings import JudgeSettings, NewsSettings, SettleSettings, StakeSettings
from demerit.errors import InputError
from demerit.institutions import institutions
from demerit.law import event_weeks, in_week
from demerit.society.citizens import OCCUPATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from demerit.institutions.agenda import Agenda
    from demerit.law import Gate, Scheme

FORMS = {"none": 0, "mean_score": 1, "count_below": 2, "invited": 3}
SCORED = {"nobody": 0, "enrolled": 1, "everyone": 2}
LOAN = "borrow.borrow"
"""The deed whose gate decides whether a loan is given."""
ORIGINS = ("native", "migrant", "visitor")
"""Where citizens come from, by the code of the column `origin`."""
MOST_BELIEFS = 31


@dataclass(frozen=True)
class InForce:
    """What holds in one week; every table in whole numbers."""

    stake: StakeSettings
    judge: JudgeSettings
    settle: SettleSettings
    parts: Parts
    """The same, as each step is handed it."""
    blocks: tuple[tuple[str, int], ...]
    """Act -> bits of the gates that must be open to do it."""
    public: bool
    may_show: bool
    stepped: tuple[Stepped, ...]
    recovery: RecoverSettings | None
    others: tuple[OtherSettings, ...]


def entries(scheme: Scheme) -> list[tuple[str, str]]:
    """Give the ledger's kinds of entry as (entry, account): rules, limits, decays, association; the book's columns."""
    accounts = list(scheme.accounts)
    kinds = [(name, rule.account) for name, rule in scheme.rules.items()]
    kinds += [("limit", a) for a in accounts] + [("decay", a) for a in accounts]
    kinds.append(("association", scheme.association.account or (accounts[0] if accounts else "")))
    return [*kinds, ("recovery", scheme.recovery.account)] if scheme.recovery else kinds


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
    named = scheme.named_deeds()
    order = [name for act in acts() for name in act.names]
    beliefs = [name for name in order if name in named] + (["tie"] if "tie" in named else [])
    if len(beliefs) > MOST_BELIEFS:
        raise InputError(
            f"scheme {scheme.name!r} gives points for {len(beliefs)} kinds of deed; citizens can hold beliefs about "
            f"{MOST_BELIEFS}. Drop rules, or let several share a deed."
        )
    return beliefs


def in_force(written: Scheme, week: int, seed: int, values: dict[str, int],
             served: Sequence[int] | None = None) -> InForce:
    """Give the tables of a scheme in a week; before week 0 only what was recorded before the launch counts.

    `served` says for each gate which share of 256 of its providers use it, all where it is None.
    """
    before = week < 0
    scheme = in_week(written, max(week, 0))
    gates = {} if before else scheme.gates_in_force(week)
    use = [256] * len(scheme.gates) if served is None else served
    what = happenings_of(written)
    entry_of = {name: k for k, name in enumerate(written.rules)}
    rules = rule_tables(scheme, max(week, 0), before, entry_of, what)
    width = scheme.scale.high - scheme.scale.low
    stake = slopes(scheme, max(week, 0), gates, values["run.sharpness"] * width / 600, use)
    judge = _judge(scheme, seed, rules, len(written.rules), written)
    settle = _settle(scheme, week, seed, values, judge, rules, gates, believed(written), use)
    numbers = {name: g for g, name in enumerate(scheme.gates)}
    blocks = tuple((act, 1 << numbers[name]) for name, gate in gates.items() for act in gate.blocks)
    form = "nobody" if scheme.has_ended(week) else scheme.visibility.form
    return InForce(stake, judge, settle, parts(settle), blocks, form == "public", form in ("consent", "public"),
                   stepped(scheme, week, seed, judge.cap, entry_of, what),
                   recovery(scheme, week, judge.cap, len(entries(written))), others(scheme, settle, values))


def _judge(scheme: Scheme, seed: int, rules: RuleTables, n_rules: int, written: Scheme) -> JudgeSettings:
    """Give the settings of judging deeds and happenings."""
    all_acts = acts()
    weekly = [a for a in all_acts if not a.monthly]
    flat = [rule for of_deed in rules.by_deed for rule in of_deed]
    bureau = scheme.headline_bureau
    sees = bureau.sees if bureau else {}
    k0, k1 = key(seed)
    month = [np.array([m[c] for m in rules.months], np.int32) for c in range(7)]
    seen = [a.name for a in all_acts] + happenings_of(written)
    return JudgeSettings(
        first=_begins(len(a.deeds) for a in all_acts)[:-1], bits=np.array([a.bits for a in all_acts], np.int32),
        shift=_begins(a.bits * MONTH for a in weekly)[:-1], begin=_begins(len(r) for r in rules.by_deed),
        points=np.array([r[0] for r in flat], np.int16), account=np.array([r[1] for r in flat], np.int32),
        entry=np.array([r[2] for r in flat], np.int32), cap=np.array(caps(scheme), np.int32),
        coverage=np.array([round(256 * sees.get(name.split(".")[0], 0.0)) for name in seen], np.int32),
        live=np.array([not a.asks or a.asks in written.institutions for a in all_acts], np.uint8),
        keys=np.array([stream(name) for name in seen], np.uint32), limit_entry=n_rules,
        month_act=month[0], month_deed=month[1], month_per=month[2], month_cap=month[3], month_points=month[4],
        month_account=month[5], month_entry=month[6], weekly=len(weekly), weeks=MONTH, seen_stream=stream("seen"),
        k0=int(k0), k1=int(k1),
    )


def _begins(lengths: Iterable[int]) -> NDArray[np.int32]:
    """Give where each of some runs of entries begins, and where the last ends."""
    return np.cumsum([0, *lengths]).astype(np.int32)


def _bits(flags: NDArray[np.uint8]) -> int:
    """Give flags, one a gate, as the bits of a whole number."""
    return sum(int(flag) << g for g, flag in enumerate(flags))


def _narrow(gates: dict[str, Gate], names: list[str]) -> list[NDArray[np.int32]]:
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


def happenings_of(scheme: Scheme) -> list[str]:
    """Give what can happen to a citizen by the institutions that the scheme has at work, in their order."""
    return [name for one, what in institutions().items() if one in scheme.institutions for name in what.names]


def _decays(scheme: Scheme, association: int) -> NDArray[np.int32]:
    """Give the share of 65536 by which each account nears its rest in a month; association's does not."""
    return np.array([
        0 if a.half_life_weeks is None or number == association
        else round(65536 * (1 - 0.5 ** (MONTH / a.half_life_weeks)))
        for number, a in enumerate(scheme.accounts.values())
    ], np.int32)


def _settle(scheme: Scheme, week: int, seed: int, values: dict[str, int], judge: JudgeSettings, rules: RuleTables,
            gates: dict[str, Gate], beliefs: list[str], served: Sequence[int]) -> SettleSettings:
    """Give the settings of settling, gates and the census."""
    all_acts = acts()
    number = {a.name: k for k, a in enumerate(all_acts)}
    names = [name for act in all_acts for name in act.names]
    state = [np.array([s[c] for s in rules.states], np.int32) for c in range(6)]
    assoc = scheme.association
    ended = scheme.has_ended(week)
    form = FORMS[assoc.form] if week >= 0 and assoc.weight > 0 and not ended else 0
    account = list(scheme.accounts).index(assoc.account) if form and assoc.account else -1
    k0, k1 = key(seed)
    rest, sixtieth = shares(scheme, judge.cap)
    table = gate_tables(scheme, week, gates, served)
    narrow = _narrow(gates, list(scheme.gates))
    lists = register_tables(scheme, happenings_of(scheme))
    first_decay = judge.limit_entry + len(scheme.accounts)
    return SettleSettings(
        low=scheme.scale.low, high=scheme.scale.high, mean=round(scheme.start_score.mean),
        sd=round(scheme.start_score.sd), cap=judge.cap, rest=rest, sixtieth=sixtieth,
        decay=_decays(scheme, account), decay_entry=first_decay, limit_entry=judge.limit_entry,
        assoc_form=form, assoc_account=account, assoc_entry=first_decay + len(scheme.accounts),
        line=assoc.line or 0, each=round(100 * assoc.weight),
        state_kind=state[0], state_low=state[1], state_high=state[2], state_account=state[3],
        state_points=state[4], state_entry=state[5],
        first=judge.first, bits=judge.bits, shift=judge.shift,
        belief_of=np.array([beliefs.index(n) if n in beliefs else -1 for n in names], np.int32),
        weekly=judge.weekly, weeks=MONTH,
        gate_act=table.act, gate_deed=table.deed, gate_try=table.tries,
        gate_mask=table.mask, gate_unscored=table.unscored, gate_hours=table.hours,
        gate_everyone=(1 << len(scheme.gates)) - 1 - sum(1 << int(g) for g in narrow[0]),
        gate_narrow=narrow[0], gate_origin=narrow[1], gate_occupation=narrow[2], gate_parent=narrow[3],
        gate_others=bits_of_others(scheme),
        gate_members=_bits(table.member), gate_sanctions=_bits(table.sanction),
        enter_act=lists.act, enter_deed=lists.deed, enter_count=lists.times, enter_chance=lists.chance,
        leave_term=lists.term, leave_act=lists.leave_act, leave_deed=lists.leave_deed, leave_paid=lists.paid,
        register_stream=stream("register"),
        pay=number["pay"], borrow=number["borrow"], brag=number["brag"], look_up=number["look_up"],
        enrol=number["enrol"],
        loan_gate=next((g for g, n in enumerate(scheme.gates) if n in gates and gates[n].tried_by == LOAN), -1),
        choice=int(scheme.enrolment.form in ("opt_in", "default") and week >= 0 and not ended),
        mandatory=put_in(scheme, week), scored=SCORED[scheme.scored.who] if week >= 0 and not ended else 0,
        loan_default=values["borrow.default"], loan_reliable=values["borrow.reliable"],
        speech_shift=int(judge.shift[number["speak"]]), speech_bits=int(judge.bits[number["speak"]]),
        stream=stream("settle"), gate_stream=stream("gate"), loan_stream=stream("test_loan"), k0=int(k0), k1=int(k1),
    )


def news_of(written: Scheme, week: int, seed: int, jolt: int, agenda: Agenda) -> NewsSettings:
    """Give what is told in a week, and how far it reaches: the scheme's news first, then what institutions tell."""
    beliefs = believed(written)
    scheme = in_week(written, max(week, 0))
    items = [name for name in scheme.news if week >= 0 and scheme.news_chance(name, week) > 0]
    tales = agenda.tales if week >= 0 else []
    reach = [min(65535, round(65536 * scheme.news_chance(name, week)) * agenda.loud // 256) for name in items]
    tale = np.zeros((len(items) + len(tales), max(1, len(beliefs))), np.int16)
    partial = [scheme.news[name].tells == "tips" for name in items] + [True] * len(tales)
    tale[partial] = UNTOLD
    for row, told in enumerate([*(scheme.told(name, week) for name in items), *(tale.tells for tale in tales)]):
        for deed, points in told.items():
            if deed in beliefs:
                tale[row, beliefs.index(deed)] = max(-32640, min(32640, round(128 * points)))
    k0, k1 = key(seed)
    fright = [int(jolt * scheme.news[name].frightens) for name in items] + [tale.jolt for tale in tales]
    return NewsSettings(
        np.array(reach + [tale.reach for tale in tales], np.int32), tale, np.array(fright, np.int32), agenda.guide,
        stream("news"), int(k0), int(k1),
    )


def changes(scheme: Scheme, weeks: int) -> set[int]:
    """Give the weeks in which the law changes, the first of them 0."""
    days: list[date] = [one.since for one in scheme.institutions.values() if one.since]
    for rule in scheme.rules.values():
        days += [rule.since] if rule.since else []
    for gate in scheme.gates.values():
        days += ([gate.since] if gate.since else []) + [change.since for change in gate.changes]
    ends = [rule.until for rule in scheme.rules.values() if rule.until]
    ends += [gate.until for gate in scheme.gates.values() if gate.until]
    found = {scheme.week_of(d) for d in days} | {scheme.week_of(d) + 1 for d in ends}
    mandatory = scheme.mandatory_week()
    found |= set(event_weeks(scheme)) | more_changes(scheme)
    found |= {0} if mandatory is None else {0, mandatory}
    return {w for w in found if 0 <= w < weeks}

