"""The slope of default: what it is where it is one, and that none is told where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.theory.lending import slope_of_default

BANDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=6)


@given(BANDS)
def test_a_slope_is_the_likeliest_one_or_there_is_none(bands: list[tuple[int, int]]) -> None:
    scores = np.arange(len(bands)) * 50 + 400
    bad = np.array([b for b, _ in bands])
    people = bad + np.array([g for _, g in bands])
    slope = slope_of_default(scores, bad, people)
    failed, repaid = scores[bad > 0], scores[people > bad]
    parted = not len(failed) or not len(repaid) or failed.max() <= repaid.min() or repaid.max() <= failed.min()
    assert (slope is None) == parted
    if slope is not None:
        z = (scores - np.average(scores, weights=people)) / np.sqrt(np.cov(scores, fweights=people, ddof=0))
        base = max(_likelihood(a, slope, z, bad, people) for a in np.linspace(-8, 8, 401))
        for other in (slope - 0.2, slope + 0.2):
            assert base >= max(_likelihood(a, other, z, bad, people) for a in np.linspace(-8, 8, 401)) - 1e-3


def _likelihood(a: float, b: float, z: np.ndarray, bad: np.ndarray, people: np.ndarray) -> float:
    log_odds = a + b * z
    return float((bad * log_odds - people * np.logaddexp(0, log_odds)).sum())


def test_scores_that_part_all_defaults_have_no_slope() -> None:
    assert slope_of_default(np.array([500, 600]), np.array([5, 0]), np.array([5, 5])) is None
    assert slope_of_default(np.array([500, 600]), np.array([4, 1]), np.array([5, 5])) == pytest.approx(-1.386, abs=2e-3)
