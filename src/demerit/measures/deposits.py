"""What scores are worth in money: deposits waived and asked for, prepayments and loans, in yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.gates import REFUSALS
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, summed

if TYPE_CHECKING:
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
    lived = adult_weeks(run)
    if not sums or lived.is_empty():
        return nothing()
    rows = {name: _of(run, name, yuan, lived) for name, yuan in sums.items()}
    every = pl.concat(rows.values()).group_by("group").agg(pl.col("waived").sum(), pl.col("asked").sum()).sort("group")
    share = every.filter(pl.col("waived") + pl.col("asked") > 0).select(
        "group", (pl.col("waived") / (pl.col("waived") + pl.col("asked"))).alias("value")
    )
    return together(
        *(_told(frame, f"{name}.") for name, frame in rows.items()),
        _told(every, ""),
        finding(share, "share", "share of yuan"),
    )


def _of(run: RunTables, name: str, yuan: int, lived: pl.DataFrame) -> pl.DataFrame:
    """Give ``group, waived, asked`` of one gate, yuan an adult and year."""
    tried = summed(run, "gate", f"{name}:asked")
    refused = summed(run, "gate", *(f"{name}:{what}" for what in REFUSALS)).rename({"n": "no"})
    both = lived.join(tried, on="group", how="left").join(refused, on="group", how="left").fill_null(0).sort("group")
    rate = yuan * WEEKS_A_YEAR / pl.col("lived")
    waived, asked = rate * (pl.col("n") - pl.col("no")), rate * pl.col("no")
    return both.select("group", waived.alias("waived"), asked.alias("asked"))


def _told(frame: pl.DataFrame, before: str) -> pl.DataFrame:
    return together(*(finding(frame.select("group", pl.col(what).alias("value")), f"{before}{what}", "yuan a year")
                      for what in ("waived", "asked")))
