"""Whose deeds are booked most: what a score takes notice of, by what people do for a living."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import rules_of
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, grown_panel
from demerit.society.citizens import OCCUPATIONS, OFFICIAL

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

WORKING = ("farmer", "production", "service", "clerical", "professional", "leader", "official")
"""Occupations of those who work."""


@measure(unit="bookings per adult and year", groups=False)
def watched(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often the score takes notice of a deed or happening, by occupation, and of officials against others.

    Notes
    -----
    From the ledger of the panel: a booking is an entry of a rule about a deed or a happening, in a week; rules about
    what one *is* (age, marriage) book without watching and are left out. ``all``, and ``official``, ``farmer`` and so
    on, per adult and year; ``officials_to_others`` is the rate of officials over that of everybody else who works.
    Expectation: above 1 (K23: in a model city officials were watched most).
    """
    people = grown_panel(run)
    entries = rules_of(run, lambda deed: True)
    if people.is_empty() or "occupation" not in people.columns or not entries:
        return nothing()
    at_work = people.group_by("citizen").agg(pl.col("occupation").last(), pl.len().alias("months"))
    rows = run.ledger.filter(pl.col("entry").cast(pl.String).is_in(entries))
    booked = rows.group_by("citizen").agg(pl.len().alias("n"))
    each = at_work.join(booked, on="citizen", how="left").with_columns(pl.col("n").fill_null(0))
    by_work = each.group_by("occupation").agg(pl.col("n").sum(), pl.col("months").sum()).sort("occupation")
    named = [(OCCUPATIONS[number], n, months) for number, n, months in by_work.iter_rows()]
    told = [("all", by_work["n"].sum(), by_work["months"].sum()), *named]
    rates = [finding(_rate(n, months), name, "bookings per adult and year") for name, n, months in told]
    return together(*rates, _officials(each))


def _rate(n: int, months: int) -> pl.DataFrame:
    """Give bookings per adult and year."""
    return pl.DataFrame({"value": [n / months * WEEKS_A_YEAR / WEEKS_A_MONTH]})


def _officials(each: pl.DataFrame) -> pl.DataFrame:
    """Give the rate of officials over that of all others who work."""
    works = pl.col("occupation").is_in([OCCUPATIONS.index(name) for name in WORKING])
    official = pl.col("occupation") == OFFICIAL
    sums = [each.filter(which).select("n", "months").sum().row(0) for which in (official, works & ~official)]
    (n, months), (others_n, others_months) = sums
    ratio = (n / months) / (others_n / others_months) if months and others_n else None
    return single("officials_to_others", "ratio", ratio)
