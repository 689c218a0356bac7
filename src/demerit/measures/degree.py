"""How many ties people have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import grid
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import once

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="ties", twin="helps")
def degree(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the mean number of ties of an adult, its course, and the difference from the twin.

    Notes
    -----
    Over the panel's adults: `mean` in the last week (and as a curve for all), `since_start` its change since the first
    scoring week, `against_twin` its difference from the twin's in the last week in common. Under an association rule
    people are expected to hold fewer ties (K20, Wei et al. 2016).
    """
    weeks = _weeks(run)
    if not weeks:
        return nothing()
    here, start = _mean(run, weeks[-1]), _mean(run, weeks[0])
    rows = [
        finding(here, "mean", "ties"),
        finding(_curve(run), "mean", "ties"),
        finding(_less(here, start), "since_start", "ties"),
    ]
    shared = set() if twin is None else set(weeks) & set(_weeks(twin))
    if twin is not None and shared:
        rows.append(finding(_less(_mean(run, max(shared)), _mean(twin, max(shared))), "against_twin", "ties"))
    return together(*rows)


@once("panel")
def _weeks(run: RunTables) -> list[int]:
    """Give the weeks of the panel's adults, in order."""
    return [int(week) for week in grid(run).weeks[grid(run).adult.any(axis=1)]]


@once("panel")
def _curve(run: RunTables) -> pl.DataFrame:
    """Give ``week, value`` of all."""
    months = grid(run)
    number = months.adult.sum(axis=1)
    mean = np.where(months.adult, months.column("degree"), 0).sum(axis=1) / np.maximum(number, 1)
    return pl.DataFrame({"week": months.weeks, "value": mean}).filter(pl.Series(number > 0))


@once("panel")
def _mean(run: RunTables, week: int) -> pl.DataFrame:
    """Give ``group, value`` of one week."""
    months = grid(run)
    month = int(np.searchsorted(months.weeks, week))
    some = months.adult[month]
    return ratio_of_cells(months.cells[month][some], months.column("degree")[month][some])


def _less(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Give the first less the second, group by group."""
    return one.join(other, on="group").select("group", (pl.col("value") - pl.col("value_right")).alias("value"))
