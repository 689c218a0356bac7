"""Bits of words are summed by kind as if one counted them one by one."""

from __future__ import annotations

import numpy as np

from demerit.base.bit_sums import BITS, sum_bits, take_sums
from demerit.base.draws import columns4
from demerit.base.loom import Array, Fixed, Loop
from demerit.base.native import Bound

N, KINDS, COUNTED = 700, 5, 27


def count_bits(lo: int, hi: int, words: Array, kinds: Array, sums: Array, counts: Array) -> None:
    """Sum bits up, and take the sums."""
    sum_bits(lo, hi, words, kinds, sums)
    take_sums(sums, counts, 1)


def test_every_bit_is_counted_by_kind_and_sums_are_noughts_again() -> None:
    """Twice over parts of the rows; a kind of which there is nobody counts nothing; bits beyond the counts are left."""
    drawn = columns4(1, "words", N)
    words, kinds = np.ascontiguousarray(drawn[:, 0]), (drawn[:, 1] % (KINDS - 1)).astype(np.uint16)
    sums, counts = np.zeros(BITS * KINDS, np.uint16), np.ones((COUNTED, 3, KINDS), np.int32)
    parts = {"words": Fixed(words), "kinds": Fixed(kinds), "sums": Fixed(sums), "counts": Fixed(counts)}
    bound = Bound(Loop("count_bits", count_bits, parts, whole=True))
    for lo, hi in ((0, 300), (300, N)):
        bound(lo, hi, 0)
    expected = np.ones_like(counts)
    for word, kind in zip(words.tolist(), kinds.tolist(), strict=True):
        for bit in range(COUNTED):
            expected[bit, 1, kind] += word >> bit & 1
    assert np.array_equal(counts, expected)
    assert not sums.any()
