"""How much the police have to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import kept, remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_month, by_week, months, per

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

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
    effort = remembered(run, "police", "effort") / EFFORT_Q
    seen, adults = by_month(run, "deed", "speak.dissent", "go.hostile"), by_month(run, "adult")
    level = per(seen, adults)[:, EVERYBODY]
    return together(
        _course(run, effort, "effort", "effort"),
        _course(run, per(level, level[0]), "dissent", "ratio to the first month"),
    )


def _course(run: RunTables, values: NDArray[np.float64], name: str, unit: str) -> pl.DataFrame:
    """Give the mean of a curve, that of its end, and the curve; nothing where it has no numbers."""
    return together(
        single(name, unit, values.mean()),
        single(f"{name}.end", unit, values[-LATE:].mean()),
        finding(by_week(months(run), values), name, unit),
    )
