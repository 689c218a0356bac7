"""What institutions counted, as measures read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures.tables import counted, keys_of, once, sums_by

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

TABLE = "institution"
"""The count table of what institutions counted."""


@once("counts")
def kept(run: RunTables, name: str) -> bool:
    """Say whether an institution counted anything in the run."""
    return any(key.startswith(f"{name}:") for key in keys_of(run, TABLE))


@once("counts")
def counts(run: RunTables, name: str, *what: str, by: tuple[str, ...] = ("group",)) -> pl.DataFrame:
    """Give the sums of what an institution counted, one column for each of `what`, by group, or by group and week.

    A count that is missing is nought; a group for which none of them is counted has no row.
    """
    names, sums = sums_by(run, TABLE, [(f"{name}:{one}",) for one in what], by)
    columns = (pl.Series(one, n.astype(np.float64)) for one, n in zip(what, sums, strict=True))
    return pl.DataFrame([*names, *columns])


@once("counts")
def remembered(run: RunTables, name: str, what: str) -> pl.DataFrame:
    """Give ``week, value``: a number that an institution remembered, month by month; 0 where none is written down."""
    weeks = counted(run, "adult").filter(pl.col("group") == "all").select("week").unique()
    values = counted(run, TABLE, f"{name}:{what}").filter(pl.col("group") == "all").select("week", "n")
    both = weeks.join(values, on="week", how="left").sort("week")
    return both.select("week", pl.col("n").fill_null(0).cast(pl.Float64).alias("value"))
