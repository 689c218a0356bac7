"""Trade: partners, lenders and suppliers, some of whom go to court over what was not kept or not paid."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.deal import deal
from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution

CONTRACT, BANK, PRIVATE = (deal.deeds.index(d) for d in ("contract_broken", "bank_arrears", "private_loan_unpaid"))


class Knobs(NamedTuple):
    """What `trade` can be tuned by."""

    sues: Annotated[int, knob(6554, 0, 65536, "of 65536", "Chance that a partner sues over a contract, and wins.",
                              source="assumed: one in ten")]
    claims: Annotated[int, knob(1311, 0, 65536, "of 65536", "Chance that a bank or a private lender does.",
                                source="assumed: one in fifty a month")]
    months: Annotated[int, knob(4, 1, 12, "months",
                                "Unpaid bills from which a supplier of water, heat or power does.")]
    bills: Annotated[int, knob(4096, 0, 65536, "of 65536 a month", "Chance that it wins while it lasts.")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    """The kind of citizen that one is counted as."""
    arrears: int
    """Months of bills unpaid."""


class Did(NamedTuple):
    """What the citizen did this month."""

    deal: int


class Happened(NamedTuple):
    """What can happen."""

    breach_found: Array
    debt_lost: Array
    arrears_found: Array


class Counted(NamedTuple):
    """What is counted: breaches of any kind, and the three findings."""

    broken: Array
    breaches_found: Array
    debts_lost: Array
    arrears_found: Array


def touch(i: int, own: Own, did: Did, knobs: Knobs, lot: Four, happened: Happened, counted: Counted) -> None:
    """Take a citizen who did not keep or did not pay to court, by chance.

    One who broke a contract is found in breach, with the chance ``sues / 65536``. One who is in arrears with a bank, or
    did not pay back a private loan, is found to owe, with the chance ``claims / 65536``. One who owes `months` of bills
    is found in arrears, with the chance ``bills / 65536`` a month. All of it is in the month of the deed. Writes
    nothing; counts breaches of any kind and the three findings.
    """
    over_deed, over_bills = lot[0] & 0xFFFF, lot[0] >> 16
    if did.deal > 0:
        counted.broken[own.cell] += 1
    if did.deal == CONTRACT and over_deed < knobs.sues:
        happened.breach_found[i] = 1
        counted.breaches_found[own.cell] += 1
    if (did.deal == BANK or did.deal == PRIVATE) and over_deed < knobs.claims:
        happened.debt_lost[i] = 1
        counted.debts_lost[own.cell] += 1
    if own.arrears >= knobs.months and over_bills < knobs.bills:
        happened.arrears_found[i] = 1
        counted.arrears_found[own.cell] += 1


trade = Institution(
    name="trade",
    summary="Partners, lenders and suppliers, some of whom go to court over what was not kept or not paid.",
    reads=("deeds of `deal`", "arrears"),
    writes=("happens",),
    knobs_are=Knobs,
    touch=touch,
)
