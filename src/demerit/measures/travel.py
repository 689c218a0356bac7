"""Journeys abroad: who makes them, who is not let out, and how unequal they are by score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.base.inequality import concentration
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_group, number, per
from demerit.measures.tables import A_YEAR, MONTHS_A_YEAR

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

BANDS = 6
"""The border counts journeys by six equal bands of the scale."""


@measure(unit="per 1,000 adults and year")
def travel(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who travels abroad, who is not let out, and how unequal journeys are by score.

    Notes
    -----
    From what the institution ``border`` counts, over the whole run. ``trips`` and ``refused`` per 1,000 adults and
    year; ``refusal`` = refused / (trips + refused); ``full_papers`` = share of the journeys, to countries whose papers
    a gate may spare, that were made with full papers. By band b of the scale (``bin``, its number, the lowest 0)
    ``trips_by_score`` = journeys per 1,000 scored and year. ``concentration`` is the concentration index of journeys
    over the scored, ordered by score: with ``p_b`` the share of the scored up to band b and ``q_b`` that of their
    journeys, ``1 - sum (p_b - p_(b-1)) (q_b + q_(b-1))``: 0 where all bands travel alike, towards 1 where the highest
    make all journeys (Kakwani, Wagstaff and van Doorslaer 1997, J. Econometrics 77).
    """
    if not kept(run, "border"):
        return nothing()
    trips, refused, asked, full = every = counts(run, "border", "trips", "refused", "asked", "full")
    adults = np.where(np.any(every, axis=0), number(run, "adult"), 0)
    return together(
        finding(by_group(per(trips, adults, A_YEAR)), "trips", "per 1,000 adults and year"),
        finding(by_group(per(refused, adults, A_YEAR)), "refused", "per 1,000 adults and year"),
        finding(by_group(per(refused, trips + refused)), "refusal", "share of journeys"),
        finding(by_group(per(full, asked)), "full_papers", "share of journeys"),
        _by_score(run),
    )


def _by_score(run: RunTables) -> pl.DataFrame:
    """Give journeys by band of the scale, and their concentration."""
    trips, scored = (np.array(counts(run, "border", *(f"{what}_{band}" for band in range(BANDS))))[:, EVERYBODY]
                     for what in ("trips", "scored"))  # fmt: skip
    if not trips.sum() or not scored.sum():
        return nothing()
    some = scored > 0
    rate = pl.DataFrame({"bin": np.arange(BANDS)[some], "value": 1000 * trips[some] / scored[some] * MONTHS_A_YEAR})
    return together(
        finding(rate, "trips_by_score", "per 1,000 scored and year"),
        single("concentration", "index", concentration(scored, trips)),
    )
