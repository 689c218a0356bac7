"""Groups: the cells that counts are taken in, and the groups that people ask about."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

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
KINDS = math.prod(len(groups) for groups in DIMENSIONS.values())
"""Every combination of groups: so many kinds of citizen there can be."""


def unpacked(cell: NDArray[np.uint16]) -> dict[str, NDArray[np.uint8]]:
    """Give the code of every dimension from cells."""
    codes: dict[str, NDArray[np.uint8]] = {}
    rest = cell.astype(np.int32)
    for name in reversed(DIMENSIONS):
        size = len(DIMENSIONS[name])
        codes[name] = (rest % size).astype(np.uint8)
        rest //= size
    return {name: codes[name] for name in DIMENSIONS}


def _membership() -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Give the names of all groups and, group by cell, 1 where the cell belongs to the group."""
    codes = unpacked(np.arange(KINDS, dtype=np.uint16))
    names = [ALL]
    rows = [np.ones(KINDS, np.int64)]
    for dimension, groups in DIMENSIONS.items():
        for code, group in enumerate(groups):
            names.append(f"{dimension}:{group}")
            rows.append((codes[dimension] == code).astype(np.int64))
    return tuple(names), np.stack(rows)


GROUPS, MEMBERSHIP = _membership()
"""Every group's name, and the matrix ``(n_groups, KINDS)`` of which cells belong to it."""


def by_group(counts: NDArray[np.generic], kinds: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Give counts by group from counts by kind: the last axis, one entry a kind, becomes one of groups."""
    return counts.astype(np.int64) @ MEMBERSHIP[:, kinds].T
