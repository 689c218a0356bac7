"""Who takes part, and who knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import by_group, by_month, by_week_and_group, ends, months, per

if TYPE_CHECKING:
    import polars as pl

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
    curve = per(by_month(run, table), by_month(run, "adult"))
    _, last = ends(curve)
    return together(
        finding(by_group(last), table, "share"), finding(by_week_and_group(months(run), curve), table, "share")
    )
