"""The scores that a run is told by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures.sums import binned
from demerit.measures.tables import bin_width

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from demerit.measures.sums import Bins, Weeks
    from demerit.measures.tables import RunTables


BINS = 60
"""Scores are counted in sixtieths of the scale."""


def score_width(run: RunTables) -> int:
    """Give the width of a bin of scores, in points."""
    return bin_width(run, BINS)


def scores(run: RunTables) -> tuple[Weeks, Bins, NDArray[np.float64]]:
    """Give weeks, bins and numbers, week x group x bin, of the scheme's headline bureau; no weeks: nobody is scored."""
    bureau = run.scheme.headline_bureau
    weeks, bins, (n,) = binned(run, (("score", bureau.name if bureau else ""),))
    return weeks, bins, n
