"""Counts of all workers by kind become counts by group, and are noughts again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.base.bit_sums import BITS
from demerit.base.draws import column
from demerit.engine.plan import Plan
from demerit.engine.tallies import Grouping, Tallies
from demerit.rows.groups import GROUPS, MEMBERSHIP

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.law import Scheme

def _in_two(n: int, task: Callable[[int, int], None]) -> None:
    task(0, n // 3)
    task(n // 3, n)


KINDS = np.array([0, 1, 7, 40, 100], np.uint16)


def test_counts_of_workers_are_summed_up_by_group(schemes: dict[str, Scheme]) -> None:
    """Narrow ones, wide ones and those by bits, each in its rows; bits that no count stands for are left out."""
    layout = Plan(schemes["article_2015"]).layout
    tallies = [Tallies(layout, 1000, len(KINDS)) for _ in range(2)]
    for tally in tallies:
        for counts in (tally.narrow, tally.wide, tally.bits):
            drawn = column(len(counts), "counts", counts.size).reshape(counts.shape)
            counts[...] = drawn % 9 * (drawn >> 31)
    whole = {name: sum(getattr(tally, name).astype(np.int64) for tally in tallies)
             for name in ("narrow", "wide", "bits")}
    by_bit = whole["bits"].reshape(-1, len(KINDS), BITS).transpose(0, 2, 1)
    rows = [whole["narrow"], whole["wide"], *(of[:many] for of, many in zip(by_bit, layout.bits, strict=True))]
    expected = np.concatenate(rows) @ MEMBERSHIP[:, KINDS].T.astype(np.int64)
    grouping = Grouping(tallies, KINDS)
    for _ in range(2):
        found = grouping.grouped(_in_two).copy()
        assert found.shape == (layout.rows, len(GROUPS))
        assert np.array_equal(found, expected)
        assert not any(counts.any() for tally in tallies for counts in (tally.narrow, tally.wide, tally.bits))
        expected = np.zeros_like(expected)
