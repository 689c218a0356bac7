"""Who moves house, who stays for the score, and what moving costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import points_a_year, rules_of, yearly
from demerit.measures._deeds import change
from demerit.measures._institution import of_adults
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, ends

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 adults and year", twin="helps")
def moving(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many move house, how long addresses are held, and the points that moving costs, by origin and group.

    Notes
    -----
    ``rate`` = moves per 1,000 adults and year; ``months`` = mean months at the address in the last month (one who
    has been there for more than 255 counts as 255); ``points`` = points a year booked for moving, for an adult of
    the panel. With a twin ``change = moves(run) / moves(twin) - 1``: who stays where they are for the score.
    """
    _, months = ends(of_adults(run, "residence", "months"))
    if not np.isfinite(months).any():
        return nothing()
    told = together(
        finding(by_group(yearly(run, "deed", "move.move")), "rate", "per 1,000 adults and year"),
        finding(by_group(months), "months", "months"),
        finding(points_a_year(run, rules_of(run, lambda deed: deed == "residence.moved")), "points", "points a year"),
    )
    return told if twin is None else together(told, finding(change(run, twin, "move.move"), "change", "share"))
