"""Who shows off their score, and what others take for normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="points")
def bragging(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who shows off their score, and how far the scores that friends show lie above the true mean.

    Notes
    -----
    ``rate`` = months of showing off per 1,000 adults and year; ``score`` = mean score of those who show theirs,
    ``mean`` = mean score of all, ``selection = score - mean``; ``seen`` = mean, over those who have a friend who shows
    one, of the mean score that such friends show, in steps of a sixtieth of the scale; ``norm_error = seen - mean``:
    what others take for normal less what is.
    """
    if not kept(run, "dial"):
        return nothing()
    sums = counts(run, "dial", "scored", "scores", "braggers", "bragged", "seers", "seen")
    means = sums.filter(pl.col("scored") > 0).with_columns((pl.col("scores") / pl.col("scored")).alias("mean"))
    shown = means.filter(pl.col("braggers") > 0).with_columns((pl.col("bragged") / pl.col("braggers")).alias("score"))
    seen = means.filter(pl.col("seers") > 0).with_columns((pl.col("seen") / pl.col("seers")).alias("norm"))
    return together(
        finding(a_year(run, "deed", "brag.show"), "rate", "per 1,000 adults and year"),
        finding(means.select("group", pl.col("mean").alias("value")), "mean", "points"),
        finding(shown.select("group", pl.col("score").alias("value")), "score", "points"),
        finding(shown.select("group", (pl.col("score") - pl.col("mean")).alias("value")), "selection", "points"),
        finding(seen.select("group", pl.col("norm").alias("value")), "seen", "points"),
        finding(seen.select("group", (pl.col("norm") - pl.col("mean")).alias("value")), "norm_error", "points"),
    )
