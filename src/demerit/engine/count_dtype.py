"""Integer width for counts."""

from __future__ import annotations

import numpy as np

MANY = 1_000_000
"""Citizens up to whom 32 bits hold whatever one worker counts in a month: at most 2,000 for each of them."""


def count_dtype(n: int) -> type[np.signedinteger]:
    """Give the integer type in which a worker counts `n` citizens."""
    return np.int32 if n <= MANY else np.int64
