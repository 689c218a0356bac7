"""Whether citizens are tied to citizens with scores like their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._mixing import BANDS, correlation, half_ties
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import bin_width

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

@measure(unit="correlation", groups=False)
def score_assortativity(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how strongly scores of tied adults go together, for kin, friends and all ties.

    Notes
    -----
    Newman's (2003) assortativity: the correlation of the two scores over all half-ties between scored adults, in
    twelfths of the scale (50 points of 350..950), in the last week counted (`friend`, `kin`, `both`) and as a curve;
    `neighbours` is the mean score of the friends of citizens in each band.

    Part of it is mechanical: a scheme that counts friends' scores copies them, so that scores go together though nobody
    chose anybody by score. Where the run has counted ties by the score *without* its association account (table
    ``tie_own``), ``own.friend`` and the like are that part taken out; where it has not, compare with the same scheme
    without association. Expectation: rises under an association rule (K20, Wei et al. 2016).
    """
    return together(_told(run, "tie", ""), _told(run, "tie_own", "own."))


def _told(run: RunTables, table: str, prefix: str) -> pl.DataFrame:
    """Give the correlations of one table of half-ties."""
    every = half_ties(run, table)
    if every.is_empty():
        return nothing()
    last = every.filter(pl.col("week") == pl.col("week").max())
    found = []
    for (kind,), part in every.group_by("key", maintain_order=True):
        name = f"{prefix}{kind}"
        found.append(finding(correlation(part, "week"), name, "correlation"))
        found.append(finding(correlation(last.filter(pl.col("key") == kind), "key"), name, "correlation"))
    return together(
        *found, finding(_neighbours(last, run.scheme.scale.low, bin_width(run, BANDS)), f"{prefix}neighbours", "points")
    )


def _neighbours(last: pl.DataFrame, low: int, width: int) -> pl.DataFrame:
    """Give the mean score of friends by the band (its lower edge, in points) of one's own."""
    middle = low + width * pl.col("y") + (width - 1) / 2
    friends = last.filter(pl.col("key") == "friend").group_by("x")
    mean = friends.agg(((middle * pl.col("n")).sum() / pl.col("n").sum()).alias("value"))
    return mean.select((low + width * pl.col("x")).alias("bin"), "value").sort("bin")
