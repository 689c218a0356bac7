"""Take up: the month's deeds take effect on bills, debts, enrolment, and on who shows and who watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps import means
from demerit.engine.steps.means import LOAN, Knobs
from demerit.rows.bits import ENROLLED, FIFTH, IN_DEBT, ONLINE, SCORED, SHOWS, WATCHES
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from demerit.engine.terms import Terms
    from demerit.law import Scheme

SCORED_ARE = {"nobody": 0, "enrolled": 1, "everyone": 2}
MOST_OWED = 65535
"""Yuan beyond which no debt is counted."""
LENT, REPAID, UNPAID, FEES, RECOVERED, LAPSED, OWED = range(7)
"""What is counted of money, yuan: what moved in a month, and what is owed at its end."""
MONEY_COUNTS = ("lent", "repaid", "unpaid", "fees", "recovered", "lapsed", "owed")
ALL_IN, ON_LINE_IN, ALL_OUT = 1, 2, -1
"""Who is put in, or out, at a settling whatever they chose; 0 nobody."""


class TakeUpLaw(NamedTuple):
    """What deeds bring about under the scheme."""

    loan_gate: int
    """The gate that decides whether a loan is given, -1 none."""
    choice: int
    """1 where joining and leaving are the citizen's to choose."""
    mandatory: int
    """`ALL_IN`, `ON_LINE_IN`, `ALL_OUT`, or 0."""
    scored: int
    """0 nobody, 1 those enrolled, 2 everyone of age."""
    least_age: int
    """Years from which one is scored."""
    income: Array
    """Fifth of income -> yuan a month and head."""
    loan: int
    """Yuan that a loan lends."""


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    traits: int
    arrears: int
    owed: int
    gates: int
    age: int
    short: int
    lapses: int


class Did(NamedTuple):
    """What the citizen did this month."""

    pay: int
    borrow: int
    brag: int
    look_up: int
    enrol: int


class Columns(NamedTuple):
    """Columns, all written."""

    status: Array
    arrears: Array
    owed: Array


class Counted(NamedTuple):
    """What is counted of money, by kind of citizen, yuan, int64 ``(7, n_kinds)``."""

    money: Array
    """Lent; repaid in time; not repaid; what debts grew by; recovered later; written off; owed
    at the end, which the census counts."""


def law(terms: Terms) -> TakeUpLaw:
    """Read what deeds bring about under the scheme."""
    scheme = terms.scheme
    gates = terms.gates
    return TakeUpLaw(
        next((g for g, n in enumerate(scheme.gates) if n in gates and gates[n].tried_by == LOAN), -1),
        is_chosen(terms), put_in(scheme, terms.week), scored_are(terms), scheme.scored.minimum_age,
        *means.law(terms),
    )


def is_chosen(terms: Terms) -> int:
    """Say, 1 or 0, whether joining and leaving are the citizen's to choose."""
    return int(terms.scheme.enrolment.form in ("opt_in", "default") and not terms.before and not terms.ended)


def scored_are(terms: Terms) -> int:
    """Give who is scored: 0 nobody, 1 those enrolled, 2 everyone of age."""
    return SCORED_ARE[terms.scheme.scored.who] if not terms.before and not terms.ended else 0


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


def settle_debts(own: Own, borrowed: int, law: TakeUpLaw, knobs: Knobs, counted: Counted) -> int:
    """Give the yuan that a citizen owes after the month; `borrowed` is the deed, 0 where no loan was given.

    What was not repaid in time may lapse, or grows by `fee` a month; from it goes, in a month in which one does not
    fall short, the share `paid_back` of a month's income. Then a loan is given, repaid, or not repaid and so joins the
    rest.
    """
    running = min(law.loan, own.owed) if own.status & IN_DEBT else 0
    rest = own.owed - running
    lapsed = rest if own.lapses == 1 else 0
    rest -= lapsed
    grown = (rest * knobs.fee) >> 8
    rest += grown
    recovered = min(rest, (int(law.income[own.traits >> FIFTH]) * knobs.paid_back) >> 8) if own.short == 0 else 0
    rest -= recovered
    if borrowed == 1:
        running = law.loan
        counted.money[LENT, own.cell] += running
    elif borrowed == 2:
        counted.money[REPAID, own.cell] += running
        running = 0
    elif borrowed == 3:
        counted.money[UNPAID, own.cell] += running
        rest += running
        running = 0
    counted.money[FEES, own.cell] += grown
    counted.money[RECOVERED, own.cell] += recovered
    counted.money[LAPSED, own.cell] += lapsed
    return min(MOST_OWED, rest + running)


def take_up(i: int, own: Own, citizens: Columns, did: Did, law: TakeUpLaw, knobs: Knobs, counted: Counted) -> None:
    """Let the month's deeds take effect: arrears, debts, who shows, who watches, who is enrolled.

    A loan is given where the gate that the law puts before it is open, or where there is none.
    """
    status = own.status
    citizens.arrears[i] = min(255, own.arrears + 1) if did.pay else max(0, own.arrears - 1)
    given = law.loan_gate < 0 or (own.gates >> max(0, law.loan_gate)) & 1 == 1
    borrowed = 0 if did.borrow == 1 and not given else did.borrow
    citizens.owed[i] = settle_debts(own, borrowed, law, knobs, counted)
    if borrowed == 1:
        status |= IN_DEBT
    elif borrowed >= 2:
        status &= ~IN_DEBT
    status &= ~(SHOWS | WATCHES)
    if did.brag == 1:
        status |= SHOWS
    if did.look_up == 2:
        status |= WATCHES
    if law.choice and did.enrol == 1:
        status |= ENROLLED
    if law.choice and did.enrol == 2:
        status &= ~ENROLLED
    if law.mandatory == ALL_IN or (law.mandatory == ON_LINE_IN and status & ONLINE):
        status |= ENROLLED
    if law.mandatory < 0:
        status &= ~ENROLLED
    if own.age >= law.least_age and (law.scored == 2 or (law.scored == 1 and status & ENROLLED)):
        status |= SCORED
    else:
        status &= ~SCORED
    citizens.status[i] = status


TAKE_UP = Step("take_up", take_up, law, abreast=True)
