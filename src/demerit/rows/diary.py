"""The diary: the deeds of the weekly acts in the weeks of a month, packed; and how long a month is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MONTH = 4
"""Weeks of a month; the last one settles scores."""
NARROW, WIDE = 32, 64
"""Bits of the column `diary`: as many as the weekly acts need."""


def blank_diary(n: int, bits: int) -> NDArray[np.uint32] | NDArray[np.uint64]:
    """Give the empty column of `n` citizens in which a month's `bits`, at most `WIDE`, have room."""
    return np.zeros(n, np.uint32) if bits <= NARROW else np.zeros(n, np.uint64)


def deed_in(diary: int, shift: int, bits: int, week: int) -> int:
    """Give what a weekly act ended in, in a week of the month: its deeds begin at bit `shift` and take `bits` each.

    `diary` may be below 0: of a wide diary whose highest bit is set, the same 64 bits read as a signed number.
    """
    return (int(diary) >> (int(shift) + int(bits) * int(week))) & ((1 << int(bits)) - 1)


def month_in(diary: int, shift: int, bits: int) -> int:
    """Give what a weekly act ended in, in all weeks of the month: `bits` for each, the first week's the lowest."""
    return (int(diary) >> int(shift)) & ((1 << (MONTH * int(bits))) - 1)
