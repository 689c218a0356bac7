"""Journeys abroad: who makes them, who is not let out, and how unequal they are by score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.base.inequality import concentration
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks

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
    n = counts(run, "border", "trips", "refused", "asked", "full").join(adult_weeks(run), on="group")
    yearly = 1000 * WEEKS_A_YEAR / pl.col("lived")
    tried = n.filter(pl.col("trips") + pl.col("refused") > 0)
    share = (pl.col("refused") / (pl.col("trips") + pl.col("refused"))).alias("value")
    return together(
        *(finding(n.select("group", (pl.col(what) * yearly).alias("value")), what, "per 1,000 adults and year")
          for what in ("trips", "refused")),
        finding(tried.select("group", share), "refusal", "share of journeys"),
        finding(n.filter(pl.col("asked") > 0).select("group", (pl.col("full") / pl.col("asked")).alias("value")),
                "full_papers", "share of journeys"),
        _by_score(run),
    )


def _by_score(run: RunTables) -> pl.DataFrame:
    """Give journeys by band of the scale, and their concentration."""
    names = [f"{what}_{band}" for what in ("trips", "scored") for band in range(BANDS)]
    n = counts(run, "border", *names).filter(pl.col("group") == "all")
    if n.is_empty():
        return nothing()
    trips, scored = (np.array([n[f"{what}_{band}"][0] for band in range(BANDS)]) for what in ("trips", "scored"))
    if not trips.sum() or not scored.sum():
        return nothing()
    some = scored > 0
    rate = pl.DataFrame({"bin": np.arange(BANDS)[some], "value": 1000 * trips[some] / scored[some] * WEEKS_A_YEAR / 4})
    return together(
        finding(rate, "trips_by_score", "per 1,000 scored and year"),
        single("concentration", "index", concentration(scored, trips)),
    )
