"""The diary is as wide as the weekly acts need, and reads the same whether it is narrow or wide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.base.native import call
from demerit.engine.steps.judge import begin_diary, note_deeds
from demerit.rows.diary import MONTH, blank_diary, deed_in, month_in


def _noted(done, diary, read, months, bits):  # type: ignore[no-untyped-def]
    """Write a month of deeds, ``done[act, week, i]``, all of equally many bits, and read them out of it again."""
    n = diary.shape[0]
    begin_diary(0, n, diary)
    for a in range(done.shape[0]):
        for week in range(MONTH):
            note_deeds(0, n, done[a, week], (a * MONTH + week) * bits, diary)
    for a in range(done.shape[0]):
        for week in range(MONTH):
            for i in range(n):
                read[a, week, i] = deed_in(diary[i], a * MONTH * bits, bits, week)
                months[a, week, i] = (month_in(diary[i], a * MONTH * bits, bits) >> (week * bits)) & ((1 << bits) - 1)


@pytest.mark.parametrize(
    ("acts", "bits", "kind"), [(8, 1, np.uint32), (2, 4, np.uint32), (16, 1, np.uint64), (5, 3, np.uint64)]
)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_was_noted_is_read_again_up_to_the_highest_bit(acts: int, bits: int, kind: type, seed: int) -> None:
    mixed = (np.arange(acts * MONTH * 9, dtype=np.uint64) + np.uint64(seed)) * np.uint64(0x9E3779B97F4A7C15)
    done = (mixed >> np.uint64(64 - bits)).astype(np.uint8).reshape(acts, MONTH, 9)
    done[-1, -1, 0] = 2**bits - 1
    read, months, diary = np.zeros_like(done), np.zeros_like(done), blank_diary(9, acts * MONTH * bits)
    assert diary.dtype == kind
    diary[:] = 7
    call(_noted, done, diary, read, months, bits)
    assert (read == done).all()
    assert (months == done).all()
    places = [(a, week, (a * MONTH + week) * bits) for a in range(acts) for week in range(MONTH)]
    for i in range(9):
        assert int(diary[i]) == sum(int(done[a, week, i]) << at for a, week, at in places)
        for a, week, _ in places:  # in Python, too
            assert deed_in(int(diary[i]), a * MONTH * bits, bits, week) == done[a, week, i]
