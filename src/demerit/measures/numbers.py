"""Whose telephone number changes, who had to, and what that cost them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import grown

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 adults and year")
def numbers(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many change their number, how many must, and the points that those who must lose by it.

    Notes
    -----
    ``changes`` and ``fled`` (those who had to, to get away from someone at home) per 1,000 adults and year;
    ``held`` = mean months for which numbers were held in the last month; ``fled.points`` = points that the rules in
    force take for flights that the bureau did not except, per 1,000 adults and year (the bureau sees all numbers), and
    ``fled.each`` = the same for each who fled. Most of it falls on women.
    """
    if not kept(run, "telephones"):
        return nothing()
    rules = [rule for rule in run.scheme.rules.values() if rule.deed == "telephones.changed"]
    points = float(sum(rule.points for rule in rules))
    fled = counts(run, "telephones", "fled", "charged").filter(pl.col("fled") > 0)
    charged = a_year(run, "institution", "telephones:charged").with_columns(points * pl.col("value"))
    months = counts(run, "telephones", "months", by=("week", "group")).join(grown(run), on=["week", "group"])
    last = months.filter(pl.col("week") == pl.col("week").max())
    return together(
        finding(a_year(run, "institution", "telephones:changes"), "changes", "per 1,000 adults and year"),
        finding(a_year(run, "institution", "telephones:fled"), "fled", "per 1,000 adults and year"),
        finding(charged, "fled.points", "points per 1,000 adults and year"),
        finding(
            fled.select("group", (points * pl.col("charged") / pl.col("fled")).alias("value")), "fled.each", "points"
        ),
        finding(last.select("group", (pl.col("months") / pl.col("n")).alias("value")), "held", "months"),
    )
