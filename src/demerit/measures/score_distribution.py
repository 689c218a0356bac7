"""How scores are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._headline_bureau import score_width, scores
from demerit.measures._histogram import moments, quantile
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
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
    counts = scores(run)
    if counts.is_empty():
        return nothing()
    width, low = score_width(run), run.scheme.scale.low
    curve = moments(counts, width)
    last, first = (counts.filter(pl.col("week") == edge) for edge in (counts["week"].max(), counts["week"].min()))
    end = moments(last, width).drop("week")
    return together(
        finding(end.rename({"mean": "value"}), "mean", "points"),
        finding(end.rename({"sd": "value"}), "sd", "points"),
        *(finding(quantile(last, share, width).drop("week"), name, "points") for name, share in QUANTILES.items()),
        finding(curve.rename({"mean": "value"}), "mean", "points"),
        finding(curve.rename({"sd": "value"}), "sd", "points"),
        finding(shares(last, width, low), "share", "share"),
        finding(shares(first.filter(pl.col("group") == "all"), width, low), "share_at_start", "share"),
        finding(shares(last, 5 * width, low), "band", "share"),
    )


def shares(counts: pl.DataFrame, width: int, low: int) -> pl.DataFrame:
    """Give the share of each group in each bin of `width` points, from `low` upwards."""
    wider = counts.group_by("group", ((pl.col("bin") - low) // width * width + low).alias("bin")).agg(pl.col("n").sum())
    return wider.with_columns((pl.col("n") / pl.col("n").sum().over("group")).alias("value")).sort("group", "bin")
