"""Ahead: memory is asked for what a loop will read soon, so that the loop need not wait for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.base.bit_column import Array, Column

u64 = np.uint64
TOGETHER = 32
"""Rows for which memory is asked together: what comes of it lies in the inner caches when it is read."""
NEAR = 1 << 18
"""So many rows of words lie in the inner caches: of 80,000 adults, `look` takes .86 of the time if it does not ask."""


def fetch(column: Any, row: Any) -> None:
    """Ask for what a column holds in a row; nothing waits for it, and nothing else happens, be there such a row or not.

    For Python it is nothing at all.
    """


def fetch_bytes(first: int, last: int, column: Array) -> None:
    """Ask for all that a column of bytes holds in some rows, 64 of which memory gives at once."""
    for i in range(u64(first), u64(last), 64):
        fetch(column, i)


def fetch_named(first: int, last: int, names: Column, column: Column) -> None:
    """Ask for what a column holds in the rows that some other numbers name; -1 names none.

    In one stroke, as memory answers many at once; who comes to them one by one waits for each.
    """
    for t in range(u64(first), u64(last)):
        fetch(column, u64(names[t]))


def is_far(column: Column) -> bool:
    """Say whether a column is so long that it does not lie in the inner caches anyway."""
    return column.shape[0] > NEAR


def fetch_tied(first: int, last: int, start: Array, names: Column, column: Column) -> None:
    """Ask for the same of all that rows name, of which the names of each begin where `start` says."""
    fetch_named(start[first], start[last], names, column)
