"""Graphs without a draw: a grid that closes on itself, and everyone tied to everyone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.society.graphs import Graph


def torus(side: int) -> Graph:
    """Give a grid of ``side x side``, 3 or more, that closes on itself: each is tied to the eight around them."""
    at = np.arange(side * side).reshape(side, side)
    ways = ((0, 1), (1, -1), (1, 0), (1, 1))
    ends = np.array([(at.ravel(), np.roll(at, (-down, -right), (0, 1)).ravel()) for down, right in ways])
    return _sorted(ends[:, 0].ravel(), ends[:, 1].ravel())


def complete(n: int) -> Graph:
    """Give `n` citizens each of whom is tied to all others."""
    u, v = np.triu_indices(n, 1)
    return Graph(u.astype(np.int32), v.astype(np.int32))


def _sorted(u: NDArray[np.int64], v: NDArray[np.int64]) -> Graph:
    low, high = np.minimum(u, v), np.maximum(u, v)
    order = np.lexsort((high, low))
    return Graph(low[order].astype(np.int32), high[order].astype(np.int32))
