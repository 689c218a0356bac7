"""Rows that chance may have made are told apart, however many are looked at."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.measures import interval
from demerit.measures.discovery import RATE, adjusted, p_value

chance = st.floats(0, 1)


@given(st.lists(st.none() | chance, max_size=40))
def test_q_values_are_those_of_scipy(ps: list[float | None]) -> None:
    known = [p for p in ps if p is not None]
    theirs = iter(stats.false_discovery_control(known).tolist() if known else [])
    expected = [None if p is None else next(theirs) for p in ps]
    assert adjusted(ps) == [None if q is None else pytest.approx(q) for q in expected]


@given(st.lists(st.floats(-9, 9), min_size=2, max_size=12).filter(lambda v: any(v) and np.std(v) > 1e-6))
def test_p_is_that_of_a_t_test_and_says_what_the_interval_says(values: list[float]) -> None:
    p = p_value(values)
    assert p == pytest.approx(stats.ttest_1samp(values, 0).pvalue, abs=1e-9)
    low, high = interval(values)
    assert p is not None and ((p < 0.05) == (low > 0 or high < 0) or abs(p - 0.05) < 1e-9)


def test_what_nothing_can_move_is_no_row_that_was_looked_at() -> None:
    assert p_value([0.0, 0.0, 0.0]) is None and p_value([1.0]) is None and p_value([2.0, 2.0]) == 0.0


def test_of_rows_without_a_difference_hardly_any_is_told() -> None:
    draws = np.random.default_rng(1).normal(size=(2000, 6))  # noqa: TID251 - not the model's
    ps = [p_value(row.tolist()) for row in draws]
    alone = sum(p < RATE for p in ps if p is not None)
    together = sum(q <= RATE for q in adjusted(ps) if q is not None)
    assert 60 < alone < 140 and together == 0
