"""All measures of a run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

import demerit.measures as folder
from demerit.base import catalogue
from demerit.measures.measure import ROWS, Measure
from demerit.measures.tables import hold_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.measures.tables import RunTables


def measures() -> dict[str, Measure]:
    """Give every measure by name: the folder is the list."""
    return catalogue.parts(folder, Measure)


def of_pairs() -> list[str]:
    """Give the names of the measures of which a twin adds rows."""
    return [name for name, one in measures().items() if one.twin != "none"]


def take(
    run: RunTables,
    twin: RunTables | None = None,
    placebo: RunTables | None = None,
    names: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Give every row of the measures named (all where None), curves included, with their ``measure`` in front."""
    hold_together(run, twin, "twin")
    hold_together(run, placebo, "placebo twin")
    found = measures()
    chosen = list(found) if names is None else list(names)
    parts = [catalogue.part(folder, Measure, name, "measure") for name in chosen]
    frames = [part(run, twin, placebo).select(pl.lit(part.name).alias("measure"), *ROWS) for part in parts]
    empty = pl.DataFrame(schema={"measure": pl.String, **ROWS})
    return pl.concat([empty, *frames])


def evaluate(
    run: RunTables,
    twin: RunTables | None = None,
    placebo: RunTables | None = None,
    names: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Give the headlines of a run as ``name, group, value, unit``.

    ``name`` is ``measure.quantity``; what could not be measured in this run has no row. To compare two runs, take the
    headlines of each and subtract: one name and group is one row in both.
    """
    return headlines(take(run, twin, placebo, names))


def headlines(rows: pl.DataFrame) -> pl.DataFrame:
    """Give those rows of `take` that stand for the whole run, as ``name, group, value, unit``."""
    whole = rows.filter(pl.col("week").is_null() & pl.col("bin").is_null())
    return whole.select(pl.concat_str("measure", pl.lit("."), "quantity").alias("name"), "group", "value", "unit")
