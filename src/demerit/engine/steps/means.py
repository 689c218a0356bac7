"""Means: whether a citizen falls short of money this month, for bills or for a loan; the ability half of repayment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.acts.apply import JOBLESS
from demerit.base.choice import CHANCE
from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.base.loom import Array
from demerit.base.quotient import quotient
from demerit.engine.step import Step
from demerit.rows.bits import FIFTH, IN_DEBT

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

A_YEAR = (0, 5221, 11894, 19320, 29438, 54544)
"""Yuan a year and head, by fifth of income (NBS, statistical communique on 2015); no fifth is 0."""
PARTS, MOST = 16, 64
"""What is due is counted in 16ths of a month's income, up to four months'."""
OF_NOTHING, OF_A_LOAN, OF_BILLS = range(3)
"""What a citizen falls short of this month; who falls short of bills could repay no loan either."""
LOAN = "borrow.borrow"
"""The deed whose gate decides whether a loan is given, and of how much."""


class Knobs(NamedTuple):
    """What money is reckoned by."""

    short: Annotated[int, knob(-269, -330, -200, "notches", "Pull of falling short where nothing is due: 1.5 %.")]
    burden: Annotated[int, knob(
        2, 0, 4, "notches a 16th", "What each 16th of a month's income that is due adds to it.",
        source="assumed; with it those of the lowest fifth cannot repay 10 % of small loans, of the highest 2.5 %")]
    jobless: Annotated[int, knob(
        128, 0, 192, "notches", "What being without work adds to it.",
        source="assumed: one month in ten without work leaves a bill unpaid")]
    bill: Annotated[int, knob(200, 0, 1000, "yuan", "A month's bills a head.")]
    loan: Annotated[int, knob(5000, 500, 30000, "yuan", "A small loan, where no gate says how much it lends.",
                              source="assumed; the instant loan of the article, 800 dollars")]
    card: Annotated[int, knob(1000, 0, 5000, "yuan a card", "What is owed on each credit card beyond the first.")]
    fee: Annotated[int, knob(5, 0, 8, "of 256 a month", "What a loan that was not repaid grows by: 2 % a month.")]
    paid_back: Annotated[int, knob(
        64, 0, 256, "of 256", "Share of a month's income that goes into a loan that was not repaid in time, in months "
        "in which one does not fall short.")]
    lapse: Annotated[int, knob(
        16, 0, 64, "of 256 a month", "Chance that what was not repaid in time is written off.",
        source="assumed: after 16 months on the mean; with it debts are at rest without a scheme")]


class Means(NamedTuple):
    """What is known of the money of each citizen of a range this month."""

    short: Array
    """What one falls short of: 0 nothing, 1 a small loan, 2 bills, uint8."""
    lapses: Array
    """1 where what was not repaid in time is written off this month, uint8."""


class MeansLaw(NamedTuple):
    """What money is reckoned by under the scheme."""

    income: Array
    """Fifth of income -> yuan a month and head, int32 ``(6,)``; at least 1."""
    loan: int
    """Yuan that a loan lends."""


class Own(NamedTuple):
    """What it reads of a citizen."""

    status: int
    traits: int
    arrears: int
    owed: int
    cards: int
    job: int


def law(terms: Terms) -> MeansLaw:
    """Read the incomes, and how much a loan lends."""
    return MeansLaw(np.array([max(1, yuan // 12) for yuan in A_YEAR], np.int32), loan_of(terms))


def loan_of(terms: Terms) -> int:
    """Give how much a loan lends, yuan: what the first gate before loans says, else the knob `means.loan`."""
    told = [gate.amount.yuan for gate in terms.gates.values() if gate.tried_by == LOAN and gate.amount is not None]
    return int(told[0]) if told else int(terms.values["means.loan"])


def bills_of(arrears: int, cards: int, knobs: Knobs) -> int:
    """Give what a citizen owes for bills unpaid and on cards, yuan."""
    return arrears * knobs.bill + max(0, cards - 1) * knobs.card


def shortfall(due: int, income: int, pull: int, knobs: Knobs) -> int:
    """Give the pull of falling short of so much, notches: ``pull + burden x min(64, 16 due / income)``."""
    return pull + knobs.burden * min(MOST, quotient(PARTS * due, income))


def fall_short(i: int, own: Own, law: MeansLaw, knobs: Knobs, lot: Four, means: Means) -> None:
    """Say what a citizen falls short of this month.

    One draw a citizen and month falls below ``1 / (1 + e^-u)`` or not, with ``u = short + jobless (without work) +
    burden x min(64, 16 due / income)``, ``income`` by the fifth, a month's. For bills there is due: this month's and
    those unpaid, what is owed on cards, and loans not repaid in time; for a loan the loan itself besides: the one that
    one has, or one that one might be given. So whoever falls short of bills falls short of a loan. Neither belief nor
    fear enters: who has no money cannot be frightened into paying. Another word of the draw says whether a debt
    lapses. Sizes are assumed.
    """
    owes = own.status & IN_DEBT != 0
    pull = knobs.short + (knobs.jobless if own.job == JOBLESS else 0)
    income = int(law.income[own.traits >> FIFTH])
    due = knobs.bill + bills_of(own.arrears, own.cards, knobs) + max(0, own.owed - (law.loan if owes else 0))
    found = OF_NOTHING
    if lot[0] < int(CHANCE[shortfall(due, income, pull, knobs) + 1536]):
        found = OF_BILLS
    elif lot[0] < int(CHANCE[shortfall(due + law.loan, income, pull, knobs) + 1536]):
        found = OF_A_LOAN
    means.short[i] = found
    means.lapses[i] = 1 if lot[1] >> 24 < knobs.lapse else 0


FALL_SHORT = Step("fall_short", fall_short, law, stream="means", abreast=True)
