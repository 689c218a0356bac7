"""How much the police have to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import kept, remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

EFFORT_Q = 256
LATE = 13
"""Months at the end over which `end` is taken: a year."""


@measure(unit="effort", groups=False)
def policing(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the effort of the police, and the dissent that they are left with.

    Notes
    -----
    `effort` = mean over the run of the police's effort, 0.5 at the start; ``effort.end`` the mean of the last 13
    months; the curve by month. ``dissent`` = dissent and hostile places over the run, against the first month, per
    adult: the level that the police go by. ``dissent.end`` the same of the last 13 months. The effort that a score
    saves is the difference to a world with the same police and no score (``null+with_police``); dissent
    says at what level. The index has no published counterpart.
    """
    if not kept(run, "police"):
        return nothing()
    effort = remembered(run, "police", "effort").with_columns(pl.col("value") / EFFORT_Q)
    seen = totals(counted(run, "deed", "speak.dissent", "go.hostile").filter(pl.col("group") == "all"), "week")
    adults = totals(counted(run, "adult").filter(pl.col("group") == "all"), "week")
    level = adults.join(seen, on="week", how="left").sort("week")
    level = level.select("week", (pl.col("n_right").fill_null(0) / pl.col("n")).alias("value"))
    first = level["value"][0]
    rows = [
        single("effort", "effort", effort["value"].mean()),  # type: ignore[arg-type]
        single("effort.end", "effort", effort.tail(LATE)["value"].mean()),  # type: ignore[arg-type]
        finding(effort, "effort", "effort"),
    ]
    if first:
        level = level.with_columns(pl.col("value") / first)
        rows += [
            single("dissent", "ratio to the first month", level["value"].mean()),  # type: ignore[arg-type]
            single("dissent.end", "ratio to the first month", level.tail(LATE)["value"].mean()),  # type: ignore[arg-type]
            finding(level, "dissent", "ratio to the first month"),
        ]
    return together(*rows)
