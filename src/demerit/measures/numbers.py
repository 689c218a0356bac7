"""Whose telephone number changes, who had to, what that cost them, and whose line is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import yearly
from demerit.measures._grid import last_score, mean_of, of_the_same, sum_of
from demerit.measures._institution import TABLE, counts, kept, of_adults
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, ends, findings, number, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

SAID = tuple(f"n_speak_{kind}" for kind in ("question", "dissent", "praise", "unlicensed", "history", "market_info"))
"""The columns of posts with a political word."""


@measure(unit="per 1,000 adults and year", twin="helps")
def numbers(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many change their number, how many must and what it costs them, and whose line is cut.

    Notes
    -----
    ``changes`` and ``fled`` (those who had to, to get away from someone at home) per 1,000 adults and year;
    ``held`` = mean months for which numbers were held in the last month; ``fled.points`` = points, below 0 where they
    are taken, that the rules in force give for flights that the bureau did not except, per 1,000 adults and year (the
    bureau sees all numbers), and ``fled.each`` = the same for each who fled. Most of it falls on women. ``cut`` =
    adults without a line for bills unpaid, of 1,000, in a mean month; ``cut_off`` = lines cut, per 1,000 adults and
    year. With a twin in which lines stay (reform ``lines_stay``), of the panel's citizens who were without a line for a
    month or more:
    ``cut.score.change`` = mean last score less the twin's; ``cut.speech.change`` = posts with a political word, and
    ``cut.aware.change`` = share of months in which one knew of the scheme, each less the twin's.
    """
    if not kept(run, "telephones"):
        return nothing()
    rules = [rule for rule in run.scheme.rules.values() if rule.deed == "telephones.changed"]
    points = float(sum(rule.points for rule in rules))
    fled, charged, cut = counts(run, "telephones", "fled", "charged", "cut")
    return together(
        findings({"changes": yearly(run, TABLE, "telephones:changes"), "fled": yearly(run, TABLE, "telephones:fled")},
                 "per 1,000 adults and year"),
        finding(by_group(points * yearly(run, TABLE, "telephones:charged")), "fled.points",
                "points per 1,000 adults and year"),
        finding(by_group(points * per(charged, fled)), "fled.each", "points"),
        finding(by_group(ends(of_adults(run, "telephones", "months"))[1]), "held", "months"),
        finding(by_group(yearly(run, TABLE, "telephones:cut_off")), "cut_off", "per 1,000 adults and year"),
        finding(by_group(per(cut, number(run, "adult"), 1000)), "cut", "of 1,000 adults"),
        _without_a_line(run, twin),
    )


def _without_a_line(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give how those who were ever cut off fare against themselves in a twin."""
    if twin is None or "line_cut" not in run.panel.columns:
        return nothing()
    told = of_the_same(run, twin, "line_cut", {"score": last_score, "speech": sum_of(*SAID), "aware": mean_of("aware")})
    units = {"score": "points", "speech": "posts", "aware": "share"}
    return together(*(finding(told[name], f"cut.{name}.change", unit) for name, unit in units.items()))
