"""Whether ties fall apart into camps of like scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._mixing import half_ties
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="modularity", groups=False)
def fragmentation(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far ties run within bands of score rather than between them, beyond what chance would give.

    Notes
    -----
    Newman's (2006) modularity of the network of scored adults, parted into twelfths of the scale (50 points of
    350..950): ``Q = share of half-ties within a band - sum over bands of (share of half-ties that begin in it)^2``; 0
    where bands are mixed as by lot, near 1 where hardly a tie leads out of one. `friend`, `kin` and `both` in the last
    week counted and as a curve; with ``own.`` before it by scores without their association account, since a scheme
    that counts friends' scores copies them (as in `score_assortativity`). Unlike a correlation it is blind to how far
    apart two bands are. Expectation: rises under an association rule (K20, Wei et al. 2016).
    """
    return together(_told(run, "tie", ""), _told(run, "tie_own", "own."))


def _told(run: RunTables, table: str, prefix: str) -> pl.DataFrame:
    """Give the modularity of one table of half-ties, kind by kind."""
    every = half_ties(run, table)
    if every.is_empty():
        return nothing()
    found = []
    for (kind,), part in every.group_by("key", maintain_order=True):
        curve = modularity(part)
        found += [finding(rows, f"{prefix}{kind}", "modularity") for rows in (curve, curve.tail(1).drop("week"))]
    return together(*found)


def modularity(pairs: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, value`` from half-ties ``week, x, y, n``, each tie from both its ends."""
    within = pl.when(pl.col("x") == pl.col("y")).then(pl.col("n")).otherwise(0)
    ends = pairs.group_by("week", "x").agg(pl.col("n").sum().alias("ends"), within.sum().alias("within"))
    total = pl.col("ends").sum()
    by_chance = (pl.col("ends").cast(pl.Float64) ** 2).sum() / total.cast(pl.Float64) ** 2
    return ends.sort("week", "x").group_by("week", maintain_order=True).agg(
        (pl.col("within").sum() / total - by_chance).alias("value")
    )
