"""How far places come apart under one outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts
from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, binned, by_week, per
from demerit.measures.tables import keys_of

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables


@measure(unit="points", groups=False)
def localities(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far the mean scores of provinces lie apart, and what zealous provinces add.

    Notes
    -----
    `spread` is the standard deviation over provinces of their mean score (points), each province weighing as many
    citizens as it has scored, week by week and at the last settling; scores are counted in twelfths of the scale, each
    taken at its middle. `range` is the distance between the highest and the lowest province with at least 30 scored.
    `again` counts offences that zealous provinces counted once more, per 1,000 adult-months under them.
    """
    weeks, points, n = _provinces(run)
    if not len(weeks):
        return nothing()
    mean = per(n @ points, n.sum(axis=2))
    spread = _spread(mean, n.sum(axis=2))
    sure = mean[n.sum(axis=2)[:, -1] >= FEWEST, -1]
    under, again = (each[EVERYBODY] for each in counts(run, "localities", "under_zeal", "again"))
    return together(
        single("spread", "points", spread[-1]),
        finding(by_week(weeks, spread), "spread", "points"),
        single("range", "points", np.ptp(sure) if len(sure) else None),
        single("again", "per 1,000 adult-months", 1000 * again / under if again and under else None),
    )


def _provinces(run: RunTables) -> tuple[Array, Array, Array]:
    """Give weeks, the middle of each bin in points, and the scored by province, week and bin."""
    keys = keys_of(run, "score_place")
    provinces = sorted({key.split(":")[0] for key in keys})
    weeks, bins, n = binned(run, *(
        tuple(("score_place", key) for key in keys if key.split(":")[0] == province) for province in provinces
    ))  # fmt: skip
    middle = (run.scheme.scale.high - run.scheme.scale.low) / 24
    return weeks, bins + middle, np.array([of.sum(axis=1) for of in n])


def _spread(mean: Array, n: Array) -> Array:
    """Give the standard deviation of the means of provinces, weighted by `n`, week by week."""
    whole, mean = n.sum(axis=0), np.where(n > 0, mean, 0)
    centre = per((mean * n).sum(axis=0), whole)
    return np.sqrt(per(((mean - centre) ** 2 * n).sum(axis=0), whole))
