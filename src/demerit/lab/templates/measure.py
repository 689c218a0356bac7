"""What this measure tells, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="deeds")
def skeleton(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often citizens praised, month by month and in all.

    Notes
    -----
    Say the formula, and whom it follows. A row without week and bin is a headline, which stands in a comparison; rows
    with a week are a curve, which a chart can draw.
    """
    praise = counted(run, "deed", "speak.praise")
    if praise.is_empty():
        return nothing()
    monthly = praise.group_by("week", "group").agg(pl.col("n").sum().alias("value")).sort("week", "group")
    whole = monthly.group_by("group").agg(pl.col("value").sum()).sort("group")
    return together(finding(whole, "praise", "deeds"), finding(monthly, "praise", "deeds"))
