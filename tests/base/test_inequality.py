"""How unequally something is spread: against pairs counted one by one."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.base.inequality import concentration, gini, top_share


def test_gini_is_half_the_mean_difference_of_pairs_over_the_mean() -> None:
    values = np.array([0.0, 1.0, 4.0, 4.0, 11.0])
    slow = sum(abs(a - b) for a in values for b in values) / (2 * len(values) ** 2 * values.mean())
    assert gini(values) == pytest.approx(slow, abs=1e-12)


def test_equal_is_nought_and_one_who_has_all_is_nearly_one() -> None:
    assert gini(np.full(9, 3.0)) == pytest.approx(0, abs=1e-12)
    assert gini(np.array([0] * 99 + [5])) == pytest.approx(0.99, abs=1e-12)


def test_concentration_has_the_sign_of_who_has_more() -> None:
    people = np.array([10, 10, 10])
    assert concentration(people, np.array([1, 2, 3])) > 0 > concentration(people, np.array([3, 2, 1]))
    assert concentration(people, np.array([2, 2, 2])) == pytest.approx(0, abs=1e-12)


def test_the_top_has_its_share() -> None:
    assert top_share(np.array([1, 1, 2, 6]), 0.25) == pytest.approx(0.6)
