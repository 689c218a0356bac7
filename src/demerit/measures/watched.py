"""Whose deeds are booked most: what a score takes notice of, by what people do for a living."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import rules_of, times_booked
from demerit.measures._grid import grid, last
from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.tables import MONTHS_A_YEAR
from demerit.society.citizens import OCCUPATIONS, OFFICIAL

if TYPE_CHECKING:
    import polars as pl

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
    entries = rules_of(run, lambda deed: True)
    if "occupation" not in run.panel.columns or not entries:
        return nothing()
    months = grid(run)
    month, who = last(months.adult)
    if not len(who):
        return nothing()
    work = months.column("occupation")[month, who]
    times, lived = (np.bincount(work, each, len(OCCUPATIONS))
                    for each in (times_booked(run, entries, months.citizens[who]), months.adult[:, who].sum(axis=0)))
    works = [OCCUPATIONS.index(name) for name in WORKING if OCCUPATIONS.index(name) != OFFICIAL]
    others = times[works].sum() / lived[works].sum() if lived[works].sum() else 0.0
    ratio = times[OFFICIAL] / lived[OFFICIAL] / others if lived[OFFICIAL] and others else None
    return together(
        single("all", "bookings per adult and year", times.sum() / lived.sum() * MONTHS_A_YEAR),
        *(single(OCCUPATIONS[kind], "bookings per adult and year", times[kind] / lived[kind] * MONTHS_A_YEAR)
          for kind in np.flatnonzero(lived)),
        single("officials_to_others", "ratio", ratio),
    )
