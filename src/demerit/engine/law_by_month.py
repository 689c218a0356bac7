"""Forms of the law that few schemes use, as whole-number tables: rules with steps, recovery, who is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.base.draws import key, stream
from demerit.engine.law_tables import MONTH, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.law import Scheme

ALL_IN, ON_LINE_IN, ALL_OUT = 1, 2, -1
"""Who is put in, or out, at a settling whatever they chose; 0 nobody."""


class StepSettings(NamedTuple):
    """One rule with steps (`steps.tariff`)."""

    at_least: NDArray[np.int32]
    """Step -> lowest quantity; the first is 0, with the points of the rule itself."""
    points: NDArray[np.int32]
    cap: int
    """Most points in a month, either way."""
    account: int
    account_cap: int
    entry: int
    limit_entry: int
    coverage: int
    """Share of 256 of the happenings that the bureau sees."""
    what: int
    """What keys the draw of whether one was seen."""
    seen_stream: int
    k0: int
    k1: int


class Stepped(NamedTuple):
    """A rule with steps, and where its happenings and quantities stand."""

    row: int
    """Row of the happening among all."""
    columns: tuple[str, ...]
    """Columns of the quantity of the first, second ... happening of a month."""
    settings: StepSettings


class RecoverSettings(NamedTuple):
    """How a score heals (`steps.recover`)."""

    low: int
    to: int
    at_least: int
    days: int
    points: int
    """Points for each `days`, 0 all that is missing."""
    days_a_week: int
    restarts: int
    only: int
    """A bit for each deed of the act that makes a week count; 0: every week does."""
    shift: int
    bits: int
    weeks: int
    account: int
    account_cap: int
    entry: int


OF_A_MONTH = 4
"""Things a month of which an institution can report quantities."""


def quantity_columns(name: str) -> tuple[str, ...]:
    """Give the columns in which an institution keeps a quantity."""
    return tuple(f"{name.partition('.')[2]}_{k + 1}" for k in range(OF_A_MONTH))


def stepped(scheme: Scheme, week: int, seed: int, cap: NDArray[np.int32], entry_of: dict[str, int],
            happenings: Sequence[str]) -> tuple[Stepped, ...]:
    """Give the rules with steps that are in force in a week."""
    k0, k1 = key(seed)
    bureau = scheme.headline_bureau
    found = []
    for name, rule in scheme.rules_in_force(week).items() if week >= 0 else ():
        if not rule.steps or rule.deed is None or rule.deed not in happenings:
            continue
        number, _ = place_of(rule.deed, happenings)
        account = list(scheme.accounts).index(rule.account)
        times = scheme.points_now(rule) / rule.points if rule.points else 1.0
        sees = bureau.sees.get(rule.deed.partition(".")[0], 0.0) if bureau else 0.0
        found.append(Stepped(number - len(acts()), quantity_columns(rule.by or ""), StepSettings(
            at_least=np.array([0, *(step.at_least for step in rule.steps)], np.int32),
            points=np.array([round(p * times) for p in (rule.points, *(s.points for s in rule.steps))], np.int32),
            cap=32767 if rule.cap is None else rule.cap, account=account, account_cap=int(cap[account]),
            entry=entry_of[name], limit_entry=len(entry_of) + account, coverage=round(256 * sees),
            what=stream(rule.deed), seen_stream=stream("seen"), k0=int(k0), k1=int(k1),
        )))
    return tuple(found)


def recovery(scheme: Scheme, week: int, cap: NDArray[np.int32], n_entries: int) -> RecoverSettings | None:
    """Give how scores heal in a week; the entry of recovery is the ledger's last."""
    written = scheme.recovery
    if written is None or week < 0 or scheme.has_ended(week):
        return None
    account = list(scheme.accounts).index(written.account)
    only, shift, bits = 0, 0, 0
    if written.only:
        weekly = [act for act in acts() if not act.monthly]
        number = next(k for k, act in enumerate(weekly) if act.name == written.only[0].partition(".")[0])
        only = sum(1 << k for k, name in enumerate(weekly[number].names) if name in written.only)
        shift, bits = sum(act.bits * MONTH for act in weekly[:number]), weekly[number].bits
    return RecoverSettings(
        low=scheme.scale.low, to=written.to,
        at_least=scheme.scale.low if written.at_least is None else written.at_least, days=written.days,
        points=written.points or 0, days_a_week=written.days_a_week, restarts=int(written.restarts), only=only,
        shift=shift, bits=bits, weeks=MONTH, account=account, account_cap=int(cap[account]), entry=n_entries - 1,
    )


def put_in(written: Scheme, week: int) -> int:
    """Say who is put in whatever they chose: all where it is mandatory, those on-line in a month that turns to default.

    A scheme that turns to enrolment by default on a day of its calendar puts everyone on-line in, once, at the end of
    that month: they did not take the tick away. Once the scheme has ended nobody is in.
    """
    if written.has_ended(week):
        return ALL_OUT
    mandatory = written.mandatory_week()
    if mandatory is not None and week >= mandatory:
        return ALL_IN
    return ON_LINE_IN if any(week // MONTH == turn // MONTH and turn <= week for turn in turns(written)) else 0


def turns(written: Scheme) -> list[int]:
    """Give the weeks in which the calendar turns enrolment to default."""
    return [written.week_of(event.day) for event in written.calendar if event.set.get("enrolment.form") == "default"]


def more_changes(scheme: Scheme) -> set[int]:
    """Give the weeks in which the scheme ends, or a month begins after one that put people in."""
    ends = set() if scheme.ends is None else {scheme.week_of(scheme.ends.last_day) + 1}
    return ends | {(week // MONTH + 1) * MONTH for week in turns(scheme)}
