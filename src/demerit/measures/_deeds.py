"""How often a deed was done, in a run and against its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures.tables import WEEKS_A_QUARTER, adult_weeks, in_common, once, summed

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

HALF = WEEKS_A_QUARTER // 2


@once("counts")
def in_all(run: RunTables, deed: str, until: int, since: int = 0) -> pl.DataFrame:
    """Give how often `deed` was done as ``group, n``, in months that end in the weeks `since` to `until`."""
    return summed(run, "deed", deed, since=since, until=until)


@once("counts")
def rates(run: RunTables, deed: str) -> pl.DataFrame:
    """Give how often `deed` was done per 1,000 adult-weeks as ``group, value``; 0 where it never was."""
    done = in_all(run, deed, in_common(run))
    return (
        adult_weeks(run)
        .join(done, on="group", how="left")
        .select("group", (1000 * pl.col("n").fill_null(0) / pl.col("lived")).alias("value"))
    )


def change(run: RunTables, twin: RunTables, deed: str, since: int = 0) -> pl.DataFrame:
    """Give ``n(run) / n(twin) - 1`` of a deed as ``group, value``; no row for a group in which the twin has none."""
    until = in_common(run, twin)
    return _compared(in_all(run, deed, until, since), in_all(twin, deed, until, since), "group")


def change_by_quarter(run: RunTables, twin: RunTables, deed: str) -> pl.DataFrame:
    """Give the change of a deed as ``week, group, value`` in windows of 13 weeks, each told by its first week."""
    until = in_common(run, twin)
    return _compared(_quarters(run, deed, until), _quarters(twin, deed, until), "week", "group")


@once("counts")
def _quarters(run: RunTables, deed: str, until: int) -> pl.DataFrame:
    """Give ``week, group, n`` by windows of 13 weeks; what does not fill half a window is left out."""
    windows = summed(run, "deed", deed, by=("week", "group"), until=until, every=WEEKS_A_QUARTER)
    first = windows.get_column("week").to_numpy()
    ends = int(np.searchsorted(first, until - HALF, "right"))
    return windows.head(ends) if ends else windows


def _compared(here: pl.DataFrame, there: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give ``here / there - 1``, where there is something to compare with."""
    both = there.join(here, on=list(by), how="left", maintain_order="left").filter(pl.col("n") > 0)
    return both.select(*by, (pl.col("n_right").fill_null(0) / pl.col("n") - 1).alias("value"))
