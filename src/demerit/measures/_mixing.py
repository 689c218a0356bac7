"""How alike the two ends of a tie are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from demerit.measures.sums import binned, per
from demerit.measures.tables import keys_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

    Array = NDArray[Any]

BANDS = 12
UNSCORED = BANDS
"""The band of a citizen who bears no score."""
BOTH = "both"
"""The kind of all ties together."""
VARIES = 1e-12
"""A variance below is that of an end that is always the same."""


class HalfTies(NamedTuple):
    """The half-ties between scored adults, each end by its twelfth of the scale."""

    weeks: Array
    x: Array
    y: Array
    n: dict[str, Array]
    """Kind of tie -> how many, week by pair of bands; of ``both`` all of them together."""


def half_ties(run: RunTables, table: str) -> HalfTies:
    """Give the half-ties of one table: ``tie`` or ``tie_own``; kinds are ``kin``, ``friend`` and ``both``."""
    kinds = keys_of(run, table)
    weeks, bins, every = binned(run, *(((table, kind),) for kind in kinds))
    x, y = bins // 100, bins % 100
    scored = (x < UNSCORED) & (y < UNSCORED)
    n = {kind: one.sum(axis=1)[:, scored] for kind, one in zip(kinds, every, strict=True)}
    n = {kind: one for kind, one in n.items() if one.any()}
    return HalfTies(weeks, x[scored], y[scored], n | ({BOTH: sum(n.values())} if n else {}))  # type: ignore[dict-item]


def correlation(x: Array, y: Array, n: Array) -> Array:
    """Give Pearson's correlation of ``x`` and ``y`` weighted by `n`, along its last axis.

    Over half-ties (each tie from both its ends) this is Newman's (2003) assortativity coefficient of a number; for two
    values 0 and 1 it is his coefficient of a yes-or-no trait. Not a number where one end does not vary.
    """
    of = n.sum(axis=-1)
    (x1, y1, xy, xx, yy) = (per(n @ what, of) for what in (x, y, x * y, x * x, y * y))
    spread = (xx - x1**2) * (yy - y1**2)
    return per(xy - x1 * y1, np.sqrt(np.where(spread > VARIES, spread, 0)))
