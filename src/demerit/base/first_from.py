"""Where in sorted rows a range begins."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray


def first_from(rows: NDArray[Any], least: int) -> int:
    """Give the place of the first of some sorted rows that is not below `least`."""
    low, high = 0, rows.shape[0]
    while low < high:
        middle = (low + high) // 2
        if rows[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low
