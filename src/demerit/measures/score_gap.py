"""How far scores of groups lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._headline_bureau import score_width, scores
from demerit.measures._histogram import moments
from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import BY_NAME, EVERYBODY, by_group
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    import polars as pl

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
    weeks, bins, n = scores(run)
    if not len(weeks):
        return nothing()
    mean, sd = moments(bins, n[-1], score_width(run))
    sure = n[-1].sum(axis=1) >= FEWEST
    dimension = np.array([name.partition(":")[0] for name in BY_NAME])
    gap = np.full(len(BY_NAME), np.nan)
    for kind in set(dimension[sure]) - {ALL}:
        some = sure & (dimension == kind)
        gap[some] = mean[some] - mean[some].max()
    spread = sd[EVERYBODY]
    gaps = by_group(gap)
    return together(
        finding(gaps, "gap", "points"),
        finding(by_group(gap / spread) if spread > 0 else gaps.clear(), "effect", "standard deviations"),
        single("widest", "points", gaps["value"].min()),  # type: ignore[arg-type]
    )
