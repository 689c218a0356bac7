"""Paperwork: hours that gates ask for, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures.groups import enough
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import BY_NAME, by_group, number, per
from demerit.measures.tables import MONTHS_A_YEAR, keys_of
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

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
    return together(
        _hours(run, asks, ""),
        finding(by_group(_ratio(run, asks)), "ratio", "ratio"),
        *(_hours(run, [name], f"{name}.") for name in asks),
    )


def _counted(run: RunTables, gates: list[str], what: str) -> NDArray[np.float64]:
    """Give what was counted at some gates, group by group."""
    return number(run, "gate", *(f"{gate}:{what}" for gate in gates))


def _a_try(run: RunTables, gates: list[str]) -> NDArray[np.float64]:
    """Give hours a try, group by group."""
    return per(_counted(run, gates, "hours"), _counted(run, gates, "asked"))


def _hours(run: RunTables, gates: list[str], of: str) -> pl.DataFrame:
    """Give hours a year and hours a try."""
    hours = _counted(run, gates, "hours")
    a_year = per(np.where(hours > 0, hours, np.nan), number(run, "adult"), MONTHS_A_YEAR)
    return together(
        finding(by_group(a_year), f"{of}hours", "hours per adult and year"),
        finding(by_group(_a_try(run, gates)), f"{of}hours_a_try", "hours"),
    )


def _ratio(run: RunTables, gates: list[str]) -> NDArray[np.float64]:
    """Give each group's hours a try over the fewest of its dimension, among those large enough."""
    hours = _a_try(run, gates)
    known = np.isin(BY_NAME, enough(run)) & (hours > 0)
    dimension = np.array([name.partition(":")[0] for name in BY_NAME])
    ratio = np.full(len(BY_NAME), np.nan)
    for kind in set(dimension[known]) - {ALL}:
        some = known & (dimension == kind)
        ratio[some] = hours[some] / hours[some].min()
    return ratio
