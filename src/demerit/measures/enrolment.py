"""Who takes part, and who knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, together
from demerit.measures.tables import counted, grown

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="share")
def enrolment(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of adults who are enrolled and the share who know of the scheme.

    Notes
    -----
    ``enrolled`` and ``aware`` = citizens so counted / adults of the group, in the last week and as curves. Anchors:
    11 % of people in pilot areas knew of their pilot (K03); about 80 % of internet users used a commercial scheme by
    2018 (K04).
    """
    return together(*(_share(run, what) for what in ("enrolled", "aware")))


def _share(run: RunTables, table: str) -> pl.DataFrame:
    """Give one share over time, and at the end; 0 where nobody is counted."""
    adults = grown(run)
    counts = counted(run, table).select("week", "group", "n")
    curve = adults.join(counts, on=["week", "group"], how="left").select(
        "week", "group", (pl.col("n_right").fill_null(0) / pl.col("n")).alias("value")
    )
    last = curve.filter(pl.col("week") == pl.col("week").max()).drop("week")
    return together(finding(last, table, "share"), finding(curve, table, "share"))
