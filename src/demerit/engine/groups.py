"""Groups: the cells that counts are taken in, and the groups that people ask about."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from demerit.engine.columns import CHILD

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "sex": ("man", "woman"),
    "age": ("18-29", "30-44", "45-59", "60+"),
    "place": ("rural", "urban"),
    "income": ("low", "middle", "high"),
    "party": ("other", "member"),
    "family": ("other", "parent"),
    "origin": ("native", "migrant", "visitor"),
}
"""Dimension -> its groups in the order of their codes, as packed into a cell, first the slowest to change."""

ALL = "all"
CELLS = math.prod(len(groups) for groups in DIMENSIONS.values())
"""Cells: every combination of groups."""


def unpacked(cell: NDArray[np.uint16]) -> dict[str, NDArray[np.uint8]]:
    """Give the code of every dimension from cells; 255 for children."""
    codes: dict[str, NDArray[np.uint8]] = {}
    rest = cell.astype(np.int32)
    for name in reversed(DIMENSIONS):
        size = len(DIMENSIONS[name])
        codes[name] = np.where(cell == CHILD, 255, rest % size).astype(np.uint8)
        rest //= size
    return {name: codes[name] for name in DIMENSIONS}


def _membership() -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Give the names of all groups and, group by cell, 1 where the cell belongs to the group."""
    codes = unpacked(np.arange(CELLS, dtype=np.uint16))
    names = [ALL]
    rows = [np.ones(CELLS, np.int64)]
    for dimension, groups in DIMENSIONS.items():
        for code, group in enumerate(groups):
            names.append(f"{dimension}:{group}")
            rows.append((codes[dimension] == code).astype(np.int64))
    return tuple(names), np.stack(rows)


GROUPS, MEMBERSHIP = _membership()
"""Every group's name, and the matrix ``(n_groups, CELLS)`` of which cells belong to it."""


def by_group(counts: NDArray[np.generic]) -> NDArray[np.int64]:
    """Give counts by group from counts by cell: the last axis, one entry a cell, becomes one of groups."""
    return counts.astype(np.int64) @ MEMBERSHIP.T
