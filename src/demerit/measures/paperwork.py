"""Paperwork: hours that gates ask for, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import enough
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, counted, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="hours per adult and year")
def paperwork(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many hours of paperwork gates ask for, by group, and how much heavier they weigh on some.

    Notes
    -----
    Over the whole run, of all gates with paperwork together: ``hours`` = hours / adult-years of the group;
    ``hours_a_try`` = hours / tries where the score is looked at; ``ratio`` = the group's hours a try over the fewest of
    its dimension (an administrative burden that falls alike on all has 1; Herd and Moynihan 2018), among groups of 30
    adults or more. For every gate g ``g.hours`` and ``g.hours_a_try`` alike. Journeys are tries of visas, errands those
    of offices.
    """
    rows = counted(run, "gate").with_columns(pl.col("key").str.split(":").list.first().alias("gate"),
                                             pl.col("key").str.split(":").list.last().alias("what"))
    asks = rows.filter(pl.col("what") == "hours")["gate"].unique().sort()
    rows = rows.filter(pl.col("gate").is_in(asks.implode()))
    if rows.is_empty():
        return nothing()
    lived = adult_weeks(run)
    each = (_hours(rows.filter(pl.col("gate") == name), lived, f"{name}.") for name in asks)
    return together(_hours(rows, lived, ""), _ratio(rows, enough(run)), *each)


def _a_try(rows: pl.DataFrame) -> pl.DataFrame:
    """Give ``group, value``: hours a try."""
    tried = totals(rows.filter(pl.col("what") == "asked"), "group")
    hours = totals(rows.filter(pl.col("what") == "hours"), "group").rename({"n": "hours"})
    both = tried.join(hours, on="group", how="left").filter(pl.col("n") > 0)
    return both.select("group", (pl.col("hours").fill_null(0) / pl.col("n")).alias("value"))


def _hours(rows: pl.DataFrame, lived: pl.DataFrame, of: str) -> pl.DataFrame:
    """Give hours a year and hours a try."""
    hours = totals(rows.filter(pl.col("what") == "hours"), "group").join(lived, on="group")
    a_year = hours.select("group", (pl.col("n") * WEEKS_A_YEAR / pl.col("lived")).alias("value"))
    return together(
        finding(a_year, f"{of}hours", "hours per adult and year"),
        finding(_a_try(rows), f"{of}hours_a_try", "hours"),
    )


def _ratio(rows: pl.DataFrame, large: list[str]) -> pl.DataFrame:
    """Give each group's hours a try over the fewest of its dimension, among those large enough."""
    known = (pl.col("group") != "all") & (pl.col("value") > 0) & pl.col("group").is_in(large)
    groups = _a_try(rows).filter(known).with_columns(
        pl.col("group").str.split(":").list.first().alias("dimension")
    )
    return finding(groups.with_columns(pl.col("value") / pl.col("value").min().over("dimension")), "ratio", "ratio")
