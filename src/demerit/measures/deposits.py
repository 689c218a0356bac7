"""What scores are worth in money: deposits waived and asked for, prepayments and loans, in yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures.gates import REFUSALS
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per
from demerit.measures.tables import MONTHS_A_YEAR

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

LOAN = "borrow.borrow"


@measure(unit="yuan a year")
def deposits(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the value of deposits and prepayments waived and asked for, by income and every other group.

    Notes
    -----
    Of every gate that says an amount and waives it (loans are told by `debts`): ``g.waived`` = amount x tries let in,
    ``g.asked`` = amount x tries that were not
    (of members and others), yuan an adult and year; ``waived`` and ``asked`` of all of them together.
    ``share`` = waived / (waived + asked), group by group. A deposit is given back, so what is waived is money that need
    not be laid out, not money earned. The operator told of 38 thousand million yuan waived by July 2018.
    """
    sums = {name: gate.amount.yuan for name, gate in run.scheme.gates.items()
            if gate.amount is not None and gate.tried_by != LOAN and gate.treatment == "benefit"}
    adults = number(run, "adult")
    if not sums or not adults.any():
        return nothing()
    each = {name: _of(run, name, yuan) for name, yuan in sums.items()}
    waived, asked = every = np.sum([*each.values()], axis=0)
    return together(
        *(_told(of, adults, f"{name}.") for name, of in each.items()),
        _told(every, adults, ""),
        finding(by_group(per(waived, waived + asked)), "share", "share of yuan"),
    )


def _of(run: RunTables, name: str, yuan: int) -> NDArray[np.float64]:
    """Give the yuan waived and the yuan asked for at one gate over the run, group by group."""
    tried = number(run, "gate", f"{name}:asked")
    refused = number(run, "gate", *(f"{name}:{what}" for what in REFUSALS))
    return yuan * np.array([tried - refused, refused])


def _told(yuan: NDArray[np.float64], adults: NDArray[np.float64], before: str) -> pl.DataFrame:
    """Give what was waived and asked for, for an adult in a year."""
    waived, asked = (per(of, adults, MONTHS_A_YEAR) for of in yuan)
    return findings({f"{before}waived": waived, f"{before}asked": asked}, "yuan a year")
