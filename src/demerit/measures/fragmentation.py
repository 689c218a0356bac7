"""Whether ties fall apart into camps of like scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.measures._mixing import half_ties
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_week, per

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

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
    if not every.n:
        return nothing()
    found = []
    for kind, n in every.n.items():
        curve = modularity(every.x, every.y, n)
        known = curve[np.isfinite(curve)]
        found += [finding(by_week(every.weeks, curve), f"{prefix}{kind}", "modularity"),
                  single(f"{prefix}{kind}", "modularity", known[-1] if len(known) else None)]  # fmt: skip
    return together(*found)


def modularity(x: NDArray[Any], y: NDArray[Any], n: NDArray[Any]) -> NDArray[np.float64]:
    """Give the modularity of half-ties between bands `x` and `y`, along the last axis of their number `n`."""
    total = n.sum(axis=-1)
    ends = np.stack([n[..., x == band].sum(axis=-1) for band in np.unique(x)], axis=-1)
    return per(n[..., x == y].sum(axis=-1), total) - per((ends**2).sum(axis=-1), total**2)
