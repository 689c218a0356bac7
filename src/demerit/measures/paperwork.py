"""Paperwork: hours that gates ask for, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import enough
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, keys_of, summed

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
    keys = [key.split(":") for key in keys_of(run, "gate")]
    asks = sorted({parts[0] for parts in keys if parts[-1] == "hours"})
    if not asks:
        return nothing()
    lived = adult_weeks(run)
    each = (_hours(run, [name], lived, f"{name}.") for name in asks)
    return together(_hours(run, asks, lived, ""), _ratio(run, asks, enough(run)), *each)


def _a_try(run: RunTables, gates: list[str]) -> pl.DataFrame:
    """Give ``group, value``: hours a try."""
    tried, hours = (summed(run, "gate", *(f"{gate}:{what}" for gate in gates)) for what in ("asked", "hours"))
    hours = hours.rename({"n": "hours"})
    both = tried.join(hours, on="group", how="left").filter(pl.col("n") > 0)
    return both.select("group", (pl.col("hours").fill_null(0) / pl.col("n")).alias("value"))


def _hours(run: RunTables, gates: list[str], lived: pl.DataFrame, of: str) -> pl.DataFrame:
    """Give hours a year and hours a try."""
    hours = summed(run, "gate", *(f"{gate}:hours" for gate in gates)).join(lived, on="group")
    a_year = hours.select("group", (pl.col("n") * WEEKS_A_YEAR / pl.col("lived")).alias("value"))
    return together(
        finding(a_year, f"{of}hours", "hours per adult and year"),
        finding(_a_try(run, gates), f"{of}hours_a_try", "hours"),
    )


def _ratio(run: RunTables, gates: list[str], large: list[str]) -> pl.DataFrame:
    """Give each group's hours a try over the fewest of its dimension, among those large enough."""
    known = (pl.col("group") != "all") & (pl.col("value") > 0) & pl.col("group").is_in(large)
    groups = _a_try(run, gates).filter(known).with_columns(
        pl.col("group").str.split(":").list.first().alias("dimension")
    )
    return finding(groups.with_columns(pl.col("value") / pl.col("value").min().over("dimension")), "ratio", "ratio")
