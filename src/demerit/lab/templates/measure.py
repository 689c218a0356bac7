"""What this measure tells, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing
from demerit.measures.tables import counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="deeds")
def skeleton(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often citizens praised, month by month.

    Notes
    -----
    Say the formula, and whom it follows. A row without week and bin is a headline; rows with a week are a curve.
    """
    praise = counted(run, "deed", "speak.praise")
    if praise.is_empty():
        return nothing()
    monthly = praise.group_by("week", "group").agg(pl.col("n").sum().alias("value")).sort("week", "group")
    return finding(monthly, "praise", "deeds")
