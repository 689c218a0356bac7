"""Changes: the weeks with which a law moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.engine.steps.take_up import turns
from demerit.law import event_weeks
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from datetime import date

    from demerit.law import Scheme


def changes(scheme: Scheme) -> list[int]:
    """Give the weeks in which the law changes, ascending, the first of them 0."""
    days: list[date] = [one.since for one in scheme.institutions.values() if one.since]
    for rule in scheme.rules.values():
        days += [rule.since] if rule.since else []
    for gate in scheme.gates.values():
        days += ([gate.since] if gate.since else []) + [change.since for change in gate.changes]
    ends = [rule.until for rule in scheme.rules.values() if rule.until]
    ends += [gate.until for gate in scheme.gates.values() if gate.until]
    ends += [one.until for one in scheme.institutions.values() if one.until]
    found = {0, *event_weeks(scheme), *(scheme.week_of(d) for d in days), *(scheme.week_of(d) + 1 for d in ends)}
    mandatory = scheme.mandatory_week()
    found |= set() if scheme.ends is None else {scheme.week_of(scheme.ends.last_day) + 1}
    found |= {(week // MONTH + 1) * MONTH for week in turns(scheme)}
    found |= set() if mandatory is None else {mandatory}
    return sorted(week for week in found if week >= 0)
