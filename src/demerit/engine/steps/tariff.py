"""Tariff: what happened costs by a quantity, in steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.draws import Draws, stream
from demerit.base.loom import Array
from demerit.engine.names import place_of
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel, book_points, seen_byte

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

OF_A_MONTH = 4
"""Things a month of which an institution can report quantities."""


def quantity_columns(name: str) -> tuple[str, ...]:
    """Give the columns in which an institution keeps a quantity."""
    return tuple(f"{name.partition('.')[2]}_{k + 1}" for k in range(OF_A_MONTH))


class StepsLaw(NamedTuple):
    """One rule with steps."""

    at_least: Array
    """Step -> lowest quantity; the first is 0, with the points of the rule itself."""
    points: Array
    """Step -> points."""
    most: int
    """Most points in a month, either way."""
    account: int
    cap: Array
    """Account -> most points."""
    entry: int
    limit_entry: int
    coverage: int
    """Share of 256 of the happenings that the bureau sees."""
    what: int
    """What keys the draw of whether one was seen."""
    row: int
    """Which of the things that can happen."""
    amounts: tuple[str, ...]
    """Columns of the quantity of the first, second ... happening of a month: the binding makes arrays of them."""


class Accounts(NamedTuple):
    """The accounts, written."""

    account: Array


def law(terms: Terms) -> list[StepsLaw]:
    """Read the rules with steps that are in force in a week."""
    scheme = terms.scheme
    bureau = scheme.headline_bureau
    found = []
    for name, rule in scheme.rules_in_force(terms.week).items() if terms.week >= 0 else ():
        if not rule.steps or rule.deed is None or rule.deed not in terms.happenings:
            continue
        number, _ = place_of(rule.deed, terms.happenings)
        times = scheme.points_now(rule) / rule.points if rule.points else 1.0
        sees = bureau.sees.get(rule.deed.partition(".")[0], 0.0) if bureau else 0.0
        found.append(StepsLaw(
            at_least=np.array([0, *(step.at_least for step in rule.steps)], np.int32),
            points=np.array([round(p * times) for p in (rule.points, *(s.points for s in rule.steps))], np.int32),
            most=32767 if rule.cap is None else rule.cap, account=list(scheme.accounts).index(rule.account),
            cap=terms.cap, entry=terms.entry_of[name], limit_entry=terms.limit_entry, coverage=round(256 * sees),
            what=stream(rule.deed), row=number - len(acts()), amounts=quantity_columns(rule.by or ""),
        ))
    return found


def judge_steps(i: int, week: int, happenings: Array, citizens: Accounts, law: StepsLaw, draws: Draws,
                booked: int, panel: Panel) -> None:
    """Book a rule with steps: for each happening the points of the highest step that its quantity meets.

    The bureau sees each by the draw that it has for any other rule about it; the sum of a month is at most `most`
    either way.
    """
    points = 0
    for n in range(min(happenings[law.row, i], OF_A_MONTH)):
        if seen_byte(i, week, draws, law.what, n) >= law.coverage:
            continue
        amounts = law.amounts[0] if n == 0 else law.amounts[1] if n == 1 else law.amounts[2] if n == 2 else (
            law.amounts[3])
        step = 0
        for q in range(law.at_least.shape[0]):
            if amounts[i] >= law.at_least[q]:  # the binding puts columns for names
                step = q
        points += law.points[step]
    if points != 0:
        points = min(max(points, -law.most), law.most)
        book_points(i, points, law.account, law.entry, law.cap, law.limit_entry, citizens.account, booked,
                    panel.book)


JUDGE_STEPS = Step("judge_steps", judge_steps, law, stream="seen")
