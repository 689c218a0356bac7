"""Bits of words are summed by kind as if one counted them one by one."""

from __future__ import annotations

import numpy as np

from demerit.base.bit_sums import BITS, sum_bits
from demerit.base.draws import columns4
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound

N, KINDS = 700, 5


def test_every_bit_is_counted_by_kind() -> None:
    """Twice over parts of the rows, beside what was counted before; of a kind of which there is nobody nothing is."""
    drawn = columns4(1, "words", N)
    words, kinds = np.ascontiguousarray(drawn[:, 0]), (drawn[:, 1] % (KINDS - 1)).astype(np.uint16)
    sums = np.ones(BITS * KINDS, np.uint32)
    parts = {"words": Fixed(words), "kinds": Fixed(kinds), "sums": Fixed(sums)}
    bound = Bound(Loop("sum_bits", sum_bits, parts, whole=True))
    for lo, hi in ((0, 300), (300, N)):
        bound(lo, hi, 0)
    expected = np.ones((KINDS, BITS), np.uint32)
    np.add.at(expected, kinds, words[:, np.newaxis] >> np.arange(BITS, dtype=np.uint32) & 1)
    assert np.array_equal(sums.reshape(KINDS, BITS), expected)
    assert (expected[-1] == 1).all()
