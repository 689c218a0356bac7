"""Who leaves the telephone at home, what that hides, and what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year, points_a_year, rules_of
from demerit.measures._deeds import change
from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="of 1,000 adults", twin="helps")
def carrying(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many leave the telephone at home, which of their ways that hides, and what it is taken for.

    Notes
    -----
    ``left`` = adults whose telephone stays at home, of 1,000, in a mean month; ``hidden`` = visits to museums, rallies
    and hostile ground that no telephone told of for that, per 1,000 adults and year; ``taken`` = times that a telephone
    left was taken for something to hide, the same, and ``taken.share`` of all months in which one was left;
    ``points`` = points a year booked for it, for an adult of the panel. With a twin (reform ``no_suspicion``)
    ``left.change = n(run) / n(twin) - 1``: who carries it for fear of seeming to hide.
    """
    if counted(run, "deed", "carry.leave").is_empty():
        return nothing()
    month = pl.col("value") * WEEKS_A_MONTH / WEEKS_A_YEAR
    told = counts(run, "telephones", "dark", "left").filter(pl.col("left") > 0)
    entries = rules_of(run, lambda deed: deed == "telephones.dark")
    found = together(
        finding(a_year(run, "deed", "carry.leave").with_columns(month), "left", "of 1,000 adults"),
        finding(a_year(run, "institution", "telephones:hidden"), "hidden", "per 1,000 adults and year"),
        finding(a_year(run, "institution", "telephones:dark"), "taken", "per 1,000 adults and year"),
        finding(told.select("group", (pl.col("dark") / pl.col("left")).alias("value")), "taken.share", "share"),
        finding(points_a_year(run, entries), "points", "points a year"),
    )
    return found if twin is None else together(found, finding(change(run, twin, "carry.leave"), "left.change", "share"))
