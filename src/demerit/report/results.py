"""What a report tells: a run, its twins, and every row that the measures read off them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.evaluate import take
from demerit.measures.groups import enough
from demerit.measures.measure import nothing

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

OF_THE_TWIN = ("accuracy", "degree", "preference_falsification", "score_assortativity", "spending", "ties_dropped")
"""Measures that are read off the twin as well, to be drawn beside the run's."""


@dataclass(frozen=True)
class Results:
    """Everything a report draws and writes.

    Parameters
    ----------
    run, twin, placebo
        The run told, the same society without the scheme, the same scheme with one tie changed.
    rows
        What `demerit.measures.take` gives for the run.
    twin_rows
        The same of the twin, for the measures that are drawn beside the run's; no rows without a twin.
    """

    run: RunTables
    twin: RunTables | None
    placebo: RunTables | None
    rows: pl.DataFrame
    twin_rows: pl.DataFrame

    @cached_property
    def large(self) -> list[str]:
        """The groups of 30 adults or more at the end: of fewer, one citizen would make an extreme."""
        return enough(self.run)

    def curve(self, measure: str, quantity: str, twin: bool = False) -> pl.DataFrame:
        """Give the rows of one quantity that run over weeks or bins: ``group, week, bin, value``."""
        rows = self._of(measure, quantity, twin)
        return rows.filter(pl.col("week").is_not_null() | pl.col("bin").is_not_null())

    def by_group(self, measure: str, quantity: str) -> pl.DataFrame:
        """Give the headline of one quantity for every group that is large enough to be told: ``group, value``."""
        rows = self._of(measure, quantity, False).filter(pl.col("group").is_in(self.large))
        return rows.filter(pl.col("week").is_null() & pl.col("bin").is_null()).select("group", "value")

    def value(self, measure: str, quantity: str, group: str = "all", twin: bool = False) -> float | None:
        """Give one headline, or None where it could not be measured."""
        rows = self._of(measure, quantity, twin).filter(pl.col("week").is_null() & pl.col("bin").is_null())
        found = rows.filter(pl.col("group") == group)["value"]
        return float(found[0]) if found.len() else None

    def quantities(self, measure: str) -> list[str]:
        """Give the quantities that a measure gave for this run."""
        return self.rows.filter(pl.col("measure") == measure)["quantity"].unique().sort().to_list()

    def day(self, week: int) -> date:
        """Give the first day of a week of this run."""
        return date.fromisoformat(str(self.run.manifest["start"])) + timedelta(weeks=week)

    def _of(self, measure: str, quantity: str, twin: bool) -> pl.DataFrame:
        rows = self.twin_rows if twin else self.rows
        same = (pl.col("measure") == measure) & (pl.col("quantity") == quantity)
        return rows.filter(same).select("group", "week", "bin", "value")


def results(run: RunTables, twin: RunTables | None = None, placebo: RunTables | None = None) -> Results:
    """Measure a run, once, for everything that a report tells."""
    rows = take(run, twin, placebo)
    other = nothing().with_columns(pl.lit("").alias("measure")) if twin is None else take(twin, names=OF_THE_TWIN)
    return Results(run, twin, placebo, rows, other)
