"""How many ties people have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._grid import grid
from demerit.measures.groups import ratios
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, by_week, per
from demerit.measures.tables import once

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
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
    here = _mean(run, weeks[-1])
    rows = [
        finding(by_group(here), "mean", "ties"),
        finding(by_week(grid(run).weeks, _course(run)), "mean", "ties"),
        finding(by_group(here - _mean(run, weeks[0])), "since_start", "ties"),
    ]
    shared = set() if twin is None else set(weeks) & set(_weeks(twin))
    if twin is not None and shared:
        gap = _mean(run, max(shared)) - _mean(twin, max(shared))
        rows.append(finding(by_group(gap), "against_twin", "ties"))
    return together(*rows)


@once("panel")
def _weeks(run: RunTables) -> list[int]:
    """Give the weeks of the panel's adults, in order."""
    return [int(week) for week in grid(run).weeks[grid(run).adult.any(axis=1)]]


@once("panel")
def _course(run: RunTables) -> Array:
    """Give the mean of all, month by month."""
    months = grid(run)
    return per(np.where(months.adult, months.column("degree"), 0).sum(axis=1), months.adult.sum(axis=1))


@once("panel")
def _mean(run: RunTables, week: int) -> Array:
    """Give the mean of one week, group by group."""
    months = grid(run)
    month = int(np.searchsorted(months.weeks, week))
    some = months.adult[month]
    return ratios(months.cells[month][some], months.column("degree")[month][some])
