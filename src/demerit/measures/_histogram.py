"""Mean, spread and quantiles of whole numbers counted in bins."""

from __future__ import annotations

import polars as pl


def moments(counts: pl.DataFrame, width: int) -> pl.DataFrame:
    """Give ``mean`` and ``sd`` of each ``week, group`` of counts ``week, group, bin, n``.

    A whole-number value in the bin b is one of b .. b + width - 1, so a bin stands for b + (width - 1)/2.
    """
    weight, value = pl.col("n").cast(pl.Float64), pl.col("bin") + (width - 1) / 2
    return (
        counts.group_by("week", "group")
        .agg(
            weight.sum().alias("n"),
            ((weight * value).sum() / weight.sum()).alias("mean"),
            ((weight * value * value).sum() / weight.sum()).alias("square"),
        )
        .with_columns((pl.col("square") - pl.col("mean") ** 2).clip(0).sqrt().alias("sd"))
        .drop("square")
        .sort("week", "group")
    )


def quantile(counts: pl.DataFrame, share: float, width: int) -> pl.DataFrame:
    """Give the value below which `share` of each ``week, group`` lie, straight between the edges of its bin."""
    weight = pl.col("n").cast(pl.Float64)
    reached = counts.sort("week", "group", "bin").with_columns(
        weight.cum_sum().over("week", "group").alias("below"), weight.sum().over("week", "group").alias("all")
    )
    first = reached.filter(pl.col("below") >= share * pl.col("all")).group_by("week", "group").first()
    before = pl.col("below") - pl.col("n")
    return first.select(
        "week", "group", (pl.col("bin") + width * (share * pl.col("all") - before) / pl.col("n")).alias("value")
    ).sort("week", "group")
