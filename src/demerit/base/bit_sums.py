"""Sums of bits: how many rows of each kind have each of 32 bits, all bits of a row added at once."""

from __future__ import annotations

import numpy as np

from demerit.base.loom_parts import Array

u32 = np.uint32
u64 = np.uint64
BITS = 32


def sum_bits(lo: int, hi: int, words: Array, kinds: Array, sums: Array) -> None:
    """Add the 32 lower bits of the word of every row to the sums of its kind, uint32 ``[32 kind + bit]``.

    The sums of a kind stand together and are as wide as a few registers, so all bits of a word are added in one stroke.
    """
    for i in range(u64(lo), u64(hi)):
        word, first = u32(words[i]), u64(kinds[i]) * u64(BITS)
        for bit in range(u64(BITS)):
            sums[first + bit] += (word >> u32(bit)) & u32(1)
