"""Cards, debts, bankruptcies, and who pays for being poor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year, points_a_year, rules_of
from demerit.measures._deeds import change
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, together
from demerit.measures.tables import counted, grown, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="share", twin="helps")
def debts(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give cards held, the over-indebted, bankruptcies, months until recovery, and what bills cost whom.

    Notes
    -----
    ``late`` = bills paid late / all bills; ``bill_points`` = points a year that rules about bills booked for an adult
    of the panel: less for the poor than for the rich is a penalty on poverty. Where there are banks: ``cards`` = cards
    an adult in the last month; ``over_indebted`` = adult-months with 4 cards or more and bills unpaid / all
    adult-months; ``in_arrears`` alike without cards; ``opened`` and ``bankruptcies`` per 1,000 adults and year;
    ``recovery`` = mean months until a bankrupt stood again within 10 points of the score before, of those who did, and
    ``recovered`` their share of all bankrupt. With a twin ``late.change`` and ``opened.change`` = n(run) / n(twin) - 1.
    """
    bills = rules_of(run, lambda deed: deed.startswith("pay."))
    told = [
        finding(_late(run), "late", "share of bills"),
        finding(points_a_year(run, bills), "bill_points", "points a year"),
    ]
    if kept(run, "banks"):
        told.append(_banks(run))
    if twin is not None:
        told += [
            finding(change(run, twin, deed), f"{name}.change", "share")
            for name, deed in (("late", "pay.late"), ("opened", "card.open"))
        ]
    return together(*told)


def _late(run: RunTables) -> pl.DataFrame:
    """Give the share of bills paid late."""
    bills = counted(run, "deed", "pay.late", "pay.on_time")
    late = pl.col("n").filter(pl.col("key") == "pay.late").sum() / pl.col("n").sum()
    return bills.group_by("group").agg(late.alias("value")).sort("group")


def _banks(run: RunTables) -> pl.DataFrame:
    """Give what banks counted."""
    what = ("over_indebted", "in_arrears", "bankruptcies", "recovered", "months")
    both = counts(run, "banks", *what).join(totals(grown(run), "group"), on="group")
    held = counts(run, "banks", "cards", by=("week", "group"))
    last = held.filter(pl.col("week") == pl.col("week").max()).join(grown(run), on=["week", "group"])

    def part(name: str, over: str, few: pl.DataFrame = both) -> pl.DataFrame:
        return few.filter(pl.col(over) > 0).select("group", (pl.col(name) / pl.col(over)).alias("value"))

    return together(
        finding(part("cards", "n", last), "cards", "cards"),
        finding(part("over_indebted", "n"), "over_indebted", "share of adult-months"),
        finding(part("in_arrears", "n"), "in_arrears", "share of adult-months"),
        finding(a_year(run, "deed", "card.open"), "opened", "per 1,000 adults and year"),
        finding(a_year(run, "institution", "banks:bankruptcies"), "bankruptcies", "per 1,000 adults and year"),
        finding(part("months", "recovered"), "recovery", "months"),
        finding(part("recovered", "bankruptcies"), "recovered", "share of the bankrupt"),
    )
