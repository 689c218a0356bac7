"""Whole numbers: how wide those must be in which a worker counts."""

from __future__ import annotations

import numpy as np

MANY = 1_000_000
"""Citizens up to whom 32 bits hold whatever one worker counts in a month: at most 2,000 for each of them."""


def counted_in(n: int) -> type[np.signedinteger]:
    """Give the whole numbers in which a worker counts `n` citizens."""
    return np.int32 if n <= MANY else np.int64
