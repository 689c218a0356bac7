"""Where an array lies is read from the array itself, and is what NumPy tells."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from demerit.base.lies_at import agree, asked, lies_at, looked_up

WORDS = np.arange(60, dtype=np.uint32).reshape(12, 5)
FROZEN = np.arange(3, dtype=np.int8)
FROZEN.flags.writeable = False


@pytest.mark.parametrize("array", [WORDS, WORDS[3], WORDS[2:, 1:4], WORDS.T, WORDS.view(np.uint8), WORDS[4:4], FROZEN,
                                   np.zeros(0), np.empty((), np.int64), np.memmap, np.frombuffer(b"demerit", np.uint8)])
def test_both_ways_tell_the_same(array: np.ndarray, tmp_path: object) -> None:
    if array is np.memmap:
        array = np.memmap(f"{tmp_path}/words", np.int64, "w+", shape=7)
    assert lies_at(array) == asked(array)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="elsewhere an id is no address")
def test_it_is_looked_up_where_both_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    assert agree()
    assert lies_at is looked_up
    monkeypatch.setattr("demerit.base.lies_at.HEAD", 2 * object.__basicsize__)
    assert not agree()
