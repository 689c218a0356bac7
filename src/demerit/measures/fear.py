"""How afraid people are, and how many friends press them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, by_month, by_week_and_group, months, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="mean")
def fear(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give mean fear and the mean number of friends who press a citizen to conform.

    Notes
    -----
    `fear` = sum of fear / 256 / adults: 0 is none, 1 doubles what a citizen expects to lose. `pressure` = friends (kin
    count twice) who would drop the citizen if the score fell further, summed / adults. Both over the run, in the last
    week (``.end``) and as curves. Both are quantities of the model without a published counterpart.
    """
    return together(_mean(run, "fear", 256), _mean(run, "pressure", 1))


def _mean(run: RunTables, table: str, unit: int) -> pl.DataFrame:
    """Give the mean over adults, in all and over time; 0 where nothing is counted."""
    adults, n = by_month(run, "adult"), by_month(run, table) / unit
    n = np.where(adults > 0, n, 0)
    curve = per(n, adults)
    return together(
        finding(by_group(per(n.sum(axis=0), adults.sum(axis=0))), table, "mean"),
        finding(by_group(curve[-1]) if len(curve) else nothing(), f"{table}.end", "mean"),
        finding(by_week_and_group(months(run), curve), table, "mean"),
    )
