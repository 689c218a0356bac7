"""Where a rule settles: how far its account stands from rest once as much fades as is added."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import NamedTuple

from demerit.law.rule import Rule
from demerit.law.scheme import Scheme


class Drift(NamedTuple):
    """One rule's steady drift."""

    rule: str
    account: str
    weekly_rate: float
    """How often a citizen does the deed in a week; for a state, the share of citizens in it."""
    coverage: float
    """Share of the deeds that the headline bureau sees; 1 for a state."""
    points: float | None
    """Points away from rest in the long run; None where the account never fades: it runs to its limit."""


def drift(scheme: Scheme, weekly_rates: Mapping[str, float]) -> list[Drift]:
    """Give each rule's steady drift: weekly rate x coverage x points x weeks of memory.

    The memory of an account is its half-life / ln 2. A state is judged once a scoring period, so its rate
    counts once in `every_weeks`. The account's limits are left out: this is where the rule pushes, not where
    the account ends.

    Parameters
    ----------
    scheme
        The law.
    weekly_rates
        Deed -> times a week and citizen, and rule of a state -> share of citizens in it; rules without a
        rate are left out.
    """
    found = []
    for name, rule in scheme.rules.items():
        rate = weekly_rates.get(rule.deed or name)
        if rate is None:
            continue
        sees = _coverage(scheme, rule)
        half_life = scheme.accounts[rule.account].half_life_weeks
        often = rate / scheme.update.every_weeks if rule.state else rate / rule.per
        points = None if half_life is None else often * sees * scheme.points_now(rule) * half_life / log(2)
        found.append(Drift(name, rule.account, rate, sees, points))
    return found


def _coverage(scheme: Scheme, rule: Rule) -> float:
    bureau = scheme.headline_bureau
    if rule.deed is None or bureau is None:
        return 1.0
    return bureau.sees.get(rule.deed.partition(".")[0], 0.0)
