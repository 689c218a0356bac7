"""How scores are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._headline_bureau import scores
from demerit.measures._histogram import moments, quantile
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

BIN = 10
BAND = 50
QUANTILES = {"p05": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}


@measure(unit="points")
def score_distribution(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give mean, spread, quantiles and shares of the scores in the last week, and how the mean went.

    Notes
    -----
    From the counts of scored adults in bins of 10 points: mean and standard deviation with each bin at its middle
    (exact to half a bin), quantiles straight between the edges of the bin, `share` the share of scored adults in each
    bin and `band` in each band of 50 points (five bands of the scale are how Sesame Credit showed scores; the bands here
    are even ones). Anchors to hold them against: K10 (most users between 500 and 600 in 2015).
    """
    counts = scores(run)
    if counts.is_empty():
        return nothing()
    curve = moments(counts, BIN)
    last, first = (counts.filter(pl.col("week") == edge) for edge in (counts["week"].max(), counts["week"].min()))
    end = moments(last, BIN).drop("week")
    return together(
        finding(end.rename({"mean": "value"}), "mean", "points"),
        finding(end.rename({"sd": "value"}), "sd", "points"),
        *(finding(quantile(last, share, BIN).drop("week"), name, "points") for name, share in QUANTILES.items()),
        finding(curve.rename({"mean": "value"}), "mean", "points"),
        finding(curve.rename({"sd": "value"}), "sd", "points"),
        finding(shares(last, BIN), "share", "share"),
        finding(shares(first.filter(pl.col("group") == "all"), BIN), "share_at_start", "share"),
        finding(shares(last, BAND), "band", "share"),
    )


def shares(counts: pl.DataFrame, width: int) -> pl.DataFrame:
    """Give the share of each group in each bin of `width` points."""
    wider = counts.group_by("group", (pl.col("bin") // width * width).alias("bin")).agg(pl.col("n").sum())
    return wider.with_columns((pl.col("n") / pl.col("n").sum().over("group")).alias("value")).sort("group", "bin")
