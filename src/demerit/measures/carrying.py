"""Who leaves the telephone at home, what that hides, and what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import points_a_year, rules_of, yearly
from demerit.measures._deeds import change
from demerit.measures._institution import TABLE, counts
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per

if TYPE_CHECKING:
    import polars as pl

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
    left = number(run, "deed", "carry.leave")
    if not left.any():
        return nothing()
    dark, at_home = counts(run, "telephones", "dark", "left")
    entries = rules_of(run, lambda deed: deed == "telephones.dark")
    found = together(
        finding(by_group(per(left, number(run, "adult"), 1000)), "left", "of 1,000 adults"),
        findings({"hidden": yearly(run, TABLE, "telephones:hidden"), "taken": yearly(run, TABLE, "telephones:dark")},
                 "per 1,000 adults and year"),
        finding(by_group(per(dark, at_home)), "taken.share", "share"),
        finding(points_a_year(run, entries), "points", "points a year"),
    )
    return found if twin is None else together(found, finding(change(run, twin, "carry.leave"), "left.change", "share"))
