"""Trade: partners, lenders and suppliers, some of whom go to court over what was not kept or not paid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.deal import deal
from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import OldInstitution

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

CONTRACT, BANK, PRIVATE = (deal.deeds.index(d) for d in ("contract_broken", "bank_arrears", "private_loan_unpaid"))
IS_BREACH, IS_DEBT, IS_ARREARS = range(3)
BROKEN, BREACHES, DEBTS, ARREARS = range(4)

KNOBS = (
    Knob("sues", 6554, 0, 65536, "of 65536", "Chance that a partner sues over a contract, and wins.",
         source="assumed: one in ten"),
    Knob("claims", 1311, 0, 65536, "of 65536", "Chance that a bank or a private lender does.",
         source="assumed: one in fifty a month"),
    Knob("months", 4, 1, 12, "months", "Unpaid bills from which a supplier of water, heat or power does.",
         source="assumed"),
    Knob("bills", 4096, 0, 65536, "of 65536 a month", "Chance that it wins while it lasts.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    sues: int
    claims: int
    months: int
    bills: int


class View(NamedTuple):
    """What `trade` reads, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    arrears: NDArray[np.uint8]
    """Months of bills unpaid."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Take some of those who did not keep or did not pay to court.

    Found in breach is who broke a contract, chance ``sues / 65536``; to owe, who is in arrears with a bank or did not
    pay back a private loan, ``claims / 65536``; in arrears, who owes `months` of bills, ``bills / 65536`` a month. All
    of it in the month of the deed. Writes nothing; counts breaches of any kind and the three findings.
    """
    for i in range(lo, hi):
        j = i - lo
        cell = x.cell[i]
        w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        deed = i32(deeds[r.act[0], j])
        lot, other = i32(w0 & u32(0xFFFF)), i32(w0 >> u32(16))
        if deed > 0:
            counts[BROKEN, cell] += 1
        if deed == CONTRACT and lot < k.sues:
            happened[IS_BREACH, j] = u8(1)
            counts[BREACHES, cell] += 1
        if deed in (BANK, PRIVATE) and lot < k.claims:
            happened[IS_DEBT, j] = u8(1)
            counts[DEBTS, cell] += 1
        if x.arrears[i] >= k.months and other < k.bills:
            happened[IS_ARREARS, j] = u8(1)
            counts[ARREARS, cell] += 1


trade = OldInstitution(
    name="trade",
    summary="Partners, lenders and suppliers, some of whom go to court over what was not kept or not paid.",
    reads=("deeds of `deal`", "arrears"),
    writes=("happens",),
    knobs=KNOBS,
    knob_class=Knobs,
    happens=("breach_found", "debt_lost", "arrears_found"),
    counts=("broken", "breaches_found", "debts_lost", "arrears_found"),
    acts=("deal",),
    view=View,
    touch=touch,
)
