"""What institutions counted, as measures read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.tables import counted, once, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


def kept(run: RunTables, name: str) -> bool:
    """Say whether an institution counted anything in the run."""
    return not _rows(run, name).is_empty()


@once("counts")
def counts(run: RunTables, name: str, *what: str, by: tuple[str, ...] = ("group",)) -> pl.DataFrame:
    """Give the sums of what an institution counted, one column for each of `what`, by group, or by group and week.

    A count that is missing is nought; a group for which none of them is counted has no row.
    """
    rows = _rows(run, name).filter(pl.col("key").is_in(list(what)))
    summed = totals(rows, *by, "key").pivot("key", index=list(by), values="n").fill_null(0)
    missing = [pl.lit(0, pl.Int64).alias(one) for one in what if one not in summed.columns]
    return summed.with_columns(missing).select(*by, *(pl.col(one).cast(pl.Float64) for one in what)).sort(*by)


@once("counts")
def remembered(run: RunTables, name: str, what: str) -> pl.DataFrame:
    """Give ``week, value``: a number that an institution remembered, month by month; 0 where none is written down."""
    weeks = counted(run, "adult").filter(pl.col("group") == "all").select("week").unique()
    values = _rows(run, name).filter((pl.col("key") == what) & (pl.col("group") == "all")).select("week", "n")
    both = weeks.join(values, on="week", how="left").sort("week")
    return both.select("week", pl.col("n").fill_null(0).cast(pl.Float64).alias("value"))


@once("counts")
def _rows(run: RunTables, name: str) -> pl.DataFrame:
    """Give the rows of one institution, keyed by what was counted alone."""
    rows = counted(run, "institution").filter(pl.col("key").str.starts_with(f"{name}:"))
    return rows.with_columns(pl.col("key").str.slice(len(name) + 1))
