"""What this measure tells, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, by_month, by_week_and_group, months

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="deeds")
def skeleton(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often citizens praised, in all and month by month.

    Notes
    -----
    Say the formula, and whom it follows. A row without week and bin is a headline, which stands in a comparison; rows
    with a week are a curve, which a chart can draw. Counts are arrays, here month by group; ``per(praise, adults)``
    would give a share, which is not a number, and has no row, where there are no adults.
    """
    praise = by_month(run, "deed", "speak.praise")
    if not praise.any():
        return nothing()
    return together(
        finding(by_group(praise.sum(axis=0)), "praise", "deeds"),
        finding(by_week_and_group(months(run), praise), "praise", "deeds"),
    )
