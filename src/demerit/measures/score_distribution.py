"""How scores are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.measures._headline_bureau import score_width, scores
from demerit.measures._histogram import moments, quantile
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, by_week_and_group, findings, named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

QUANTILES = {"p05": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}


@measure(unit="points")
def score_distribution(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give mean, spread, quantiles and shares of the scores in the last week, and how the mean went.

    Notes
    -----
    From the counts of scored adults in sixtieths of the scale (10 points of 350..950): mean and standard deviation
    with each bin at its middle (exact to half a bin), quantiles straight between the edges of the bin, `share` the
    share of scored adults in each bin and `band` in each band of a twelfth (five bands of the scale are how Sesame
    Credit showed scores; the bands here are even ones). Anchors to hold them against: K10 (most users between 500 and
    600 in 2015).
    """
    weeks, bins, n = scores(run)
    if not len(weeks):
        return nothing()
    width, low = score_width(run), run.scheme.scale.low
    mean, sd = moments(bins, n, width)
    return together(
        finding(by_group(mean[-1]), "mean", "points"),
        finding(by_group(sd[-1]), "sd", "points"),
        findings({name: quantile(bins, n[-1], share, width) for name, share in QUANTILES.items()}, "points"),
        finding(by_week_and_group(weeks, mean), "mean", "points"),
        finding(by_week_and_group(weeks, sd), "sd", "points"),
        finding(shares(bins, n[-1], width, low), "share", "share"),
        finding(shares(bins, n[0], width, low).filter(pl.col("group") == "all"), "share_at_start", "share"),
        finding(shares(bins, n[-1], 5 * width, low), "band", "share"),
    )


def shares(bins: NDArray[Any], n: NDArray[Any], width: int, low: int) -> pl.DataFrame:
    """Give the share of each group in each bin of `width` points, from `low` upwards."""
    wider, place = np.unique((bins - low) // width * width + low, return_inverse=True)
    sums = np.stack([np.bincount(place, of, len(wider)) for of in n])
    group, band = np.nonzero(sums)
    value = (sums / np.maximum(sums.sum(axis=1, keepdims=True), 1))[group, band]
    return pl.DataFrame([named(group), pl.Series("bin", wider[band]), pl.Series("value", value)])
