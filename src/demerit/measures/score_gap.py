"""How far scores of groups lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._headline_bureau import score_width, scores
from demerit.measures._histogram import moments
from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="points")
def score_gap(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many points each group's mean score lies below the best-off group of its dimension.

    Notes
    -----
    ``gap(g) = mean(g) - max over g' of the same dimension of mean(g')`` in the last week, in points (0 for the best-off
    group), and ``effect(g) = gap(g) / sd of all scores`` (a standardised mean difference, for comparison across
    scales; K13 gives group medians of a real credit score). Groups of fewer than 30 scored adults are neither compared
    nor compared with. `widest` is the largest gap of all dimensions.
    """
    counts = scores(run)
    if counts.is_empty():
        return nothing()
    told = moments(counts.filter(pl.col("week") == pl.col("week").max()), score_width(run))
    spread = told.filter(pl.col("group") == "all")["sd"].sum()
    gaps = (
        told.filter((pl.col("group") != "all") & (pl.col("n") >= FEWEST))
        .with_columns(pl.col("group").str.split(":").list.first().alias("dimension"))
        .with_columns((pl.col("mean") - pl.col("mean").max().over("dimension")).alias("value"))
        .drop("week")
    )
    effects = gaps.with_columns((pl.col("value") / spread).alias("value")) if spread else gaps.clear()
    return together(
        finding(gaps, "gap", "points"),
        finding(effects, "effect", "standard deviations"),
        single("widest", "points", gaps["value"].min()),  # type: ignore[arg-type]
    )
