"""Who moves house, who stays for the score, and what moving costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year, points_a_year, rules_of
from demerit.measures._deeds import change
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import counted, grown, totals

if TYPE_CHECKING:
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
    months = counted(run, "institution", "residence:months")
    if months.is_empty():
        return nothing()
    told = together(
        finding(a_year(run, "deed", "move.move"), "rate", "per 1,000 adults and year"),
        _months(run, months),
        finding(points_a_year(run, rules_of(run, lambda deed: deed == "residence.moved")), "points", "points a year"),
    )
    return told if twin is None else together(told, finding(change(run, twin, "move.move"), "change", "share"))


def _months(run: RunTables, months: pl.DataFrame) -> pl.DataFrame:
    """Give the mean months at the address in the last month."""
    last = months.filter(pl.col("week") == pl.col("week").max())
    both = totals(last, "week", "group").join(grown(run), on=["week", "group"])
    return finding(both.select("group", (pl.col("n") / pl.col("n_right")).alias("value")), "months", "months")
