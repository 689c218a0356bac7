"""Means over seeds: of complete sets only, so that what stands side by side is of the same seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures import interval
from demerit.measures.discovery import RATE, adjusted, p_value

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = ("name", "group", "unit")


def over_seeds(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Give the mean of every row of every side over seeds, and the interval of every difference.

    Parameters
    ----------
    frames
        One a seed: ``name, group, unit, side, value, delta``; a side without a row has no such value.

    Returns
    -------
    DataFrame
        ``name, group, unit, side, value, delta, low, high, p, q, seeds``: means over the seeds in which every side
        has the row that ever has it, so that the values of two sides differ by ``delta``; ``seeds`` says over how many;
        0, and no value, where each side has it in other seeds.
    """
    stacked = pl.concat(frame.with_columns(pl.lit(k).alias("seed")) for k, frame in enumerate(frames))
    whole = pl.col("side").n_unique().over(*ROW, "seed") == pl.col("side").n_unique().over(*ROW)
    mean = stacked.with_columns(whole.alias("whole")).group_by(*ROW, "side", maintain_order=True).agg(
        pl.col("value").filter("whole").mean(), pl.col("delta").filter("whole").mean(),
        pl.col("whole").sum().cast(pl.Int64).alias("seeds"),
        pl.col("delta").filter("whole").drop_nulls().alias("deltas"),
    )  # fmt: skip
    return _bounded(mean).select(*ROW, "side", "value", "delta", "low", "high", "p", "q", "seeds")


def _bounded(mean: pl.DataFrame) -> pl.DataFrame:
    """Put ``low``, ``high``, ``p`` and ``q`` to rows with their ``deltas``; null where there are fewer than two.

    ``q`` is p adjusted for all rows of the table, every group and side (`measures.discovery`).
    """
    every = mean["deltas"].to_list()
    bounds = [interval(deltas) if len(deltas) > 1 else (None, None) for deltas in every]
    ends = [pl.Series(name, [pair[k] for pair in bounds], pl.Float64) for k, name in enumerate(("low", "high"))]
    ps = [p_value(deltas) for deltas in every]
    return mean.with_columns(*ends, pl.Series("p", ps, pl.Float64), pl.Series("q", adjusted(ps), pl.Float64))


def holding(table: pl.DataFrame) -> tuple[int, int, int]:
    """Give, of rows with a p-value: how many, of how many the interval leaves out 0, of how many q is 5 % or less."""
    told = table.filter(pl.col("p").is_not_null())
    return told.height, told.filter(pl.col("p") < RATE).height, told.filter(pl.col("q") <= RATE).height
