"""Whether citizens are tied to citizens with scores like their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._mixing import BANDS, HalfTies, correlation, half_ties
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_week, per
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
    if not every.n:
        return nothing()
    found = []
    for kind, n in every.n.items():
        curve = correlation(every.x, every.y, n)
        found += [finding(by_week(every.weeks, curve), f"{prefix}{kind}", "correlation"),
                  single(f"{prefix}{kind}", "correlation", curve[-1])]
    low, width = run.scheme.scale.low, bin_width(run, BANDS)
    return together(*found, finding(_neighbours(every, low, width), f"{prefix}neighbours", "points"))


def _neighbours(every: HalfTies, low: int, width: int) -> pl.DataFrame:
    """Give the mean score of friends by the band (its lower edge, in points) of one's own."""
    last = every.n["friend"][-1] if "friend" in every.n else np.zeros(len(every.x))
    bands = np.arange(BANDS)
    number, points = (np.bincount(every.x, last * what, BANDS) for what in (1, low + width * every.y + (width - 1) / 2))
    there = number > 0
    mean = per(points, number)[there]
    return pl.DataFrame([pl.Series("bin", (low + width * bands)[there]), pl.Series("value", mean)])
