"""How many ties people have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import by_group
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import grown_panel

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
    panel = grown_panel(run)
    if panel.is_empty():
        return nothing()
    here = _mean(panel, panel["week"].max())
    start = _mean(panel, panel["week"].min())
    curve = panel.group_by("week").agg(pl.col("degree").mean().alias("value")).sort("week")
    rows = [
        finding(here, "mean", "ties"),
        finding(curve, "mean", "ties"),
        finding(_less(here, start), "since_start", "ties"),
    ]
    other = panel.clear() if twin is None else grown_panel(twin)
    shared = set(panel["week"]) & set(other["week"])
    if shared:
        rows.append(finding(_less(_mean(panel, max(shared)), _mean(other, max(shared))), "against_twin", "ties"))
    return together(*rows)


def _mean(panel: pl.DataFrame, week: object) -> pl.DataFrame:
    """Give ``group, value`` of one week."""
    return by_group(panel.filter(pl.col("week") == week), pl.col("degree").mean().alias("value"))


def _less(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Give the first less the second, group by group."""
    return one.join(other, on="group").select("group", (pl.col("value") - pl.col("value_right")).alias("value"))
