"""The scores that a run is told by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.tables import bin_width, counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


BINS = 60
"""Scores are counted in sixtieths of the scale."""


def score_width(run: RunTables) -> int:
    """Give the width of a bin of scores, in points."""
    return bin_width(run, BINS)


def scores(run: RunTables) -> pl.DataFrame:
    """Give ``week, group, bin, n`` of the scheme's headline bureau; no rows where nobody is scored."""
    bureau = run.scheme.headline_bureau
    counts = counted(run, "score")
    return counts.filter(pl.col("key") == (bureau.name if bureau else "")).drop("key")
