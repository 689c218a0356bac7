"""The t interval, against SciPy and against values printed in tables."""

from __future__ import annotations

from math import isnan, sqrt

import pytest

from demerit.measures import interval
from demerit.measures.interval import t_quantile, t_within


@pytest.mark.parametrize(
    ("freedom", "printed"), [(1, 12.706), (2, 4.303), (3, 3.182), (7, 2.365), (30, 2.042), (120, 1.980)]
)
def test_quantiles_are_those_of_printed_tables(freedom: int, printed: float) -> None:
    assert t_quantile(0.95, freedom) == pytest.approx(printed, abs=6e-4)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 6, 9, 31, 64])
def test_the_series_is_the_distribution(freedom: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    for t in (0.1, 1.0, 2.5, 8.0):
        assert t_within(t, freedom) == pytest.approx(1 - 2 * stats.t.sf(t, freedom), abs=1e-12)


def test_the_interval_of_two_values_reaches_far() -> None:
    low, high = interval([1.0, 3.0])
    assert (low + high) / 2 == pytest.approx(2)
    assert high - 2 == pytest.approx(12.7062 * sqrt(2) / sqrt(2), rel=1e-4)


def test_one_value_has_no_interval() -> None:
    assert all(isnan(end) for end in interval([4.0]))
