"""Sums of bits: how many rows of each kind have each of 32 bits, all bits of a row added at once."""

from __future__ import annotations

import numpy as np

from demerit.base.loom_parts import Array

u32 = np.uint32
u64 = np.uint64
BITS = 32
LAST = 31
"""The bit that stands for the row itself."""


def sum_bits(lo: int, hi: int, words: Array, kinds: Array, sums: Array) -> None:
    """Add the 31 lower bits of the word of every row, and a 1 for the row, to the sums of its kind.

    A row of sums is as long as the widest registers, so that all bits of a word are added in one stroke. In `sums`,
    uint16 ``[32 kind + bit]``, at most 65535 rows find room.
    """
    for i in range(u64(lo), u64(hi)):
        word, first = u32(words[i]) | u32(1 << LAST), u64(kinds[i]) * u64(BITS)
        for bit in range(u64(BITS)):
            sums[first + bit] += (word >> u32(bit)) & u32(1)


def take_sums(sums: Array, counts: Array, of: int) -> None:
    """Add the sums to those counts ``[bit, of, kind]`` that there are, and leave noughts."""
    for kind in range(counts.shape[2]):
        if sums[BITS * kind + LAST] == 0:
            continue
        for bit in range(counts.shape[0]):
            counts[bit, of, kind] += sums[BITS * kind + bit]
        for bit in range(BITS):
            sums[BITS * kind + bit] = 0
