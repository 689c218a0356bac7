"""Rounding loses nothing on average; meetings are pairs, and neighbours do not meet neighbours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.base.native import call
from demerit.engine.steps import learn, meeting
from tests import naive_draws


def _round_all(v, k, r, found):  # type: ignore[no-untyped-def]
    found[0] = learn.rounded(v, k, r)


def _rounded(v: int, k: int, r: int) -> int:
    found = np.zeros(1, np.int64)
    call(_round_all, v, k, r, found)
    return int(found[0])


def _all_partners(n, key, found):  # type: ignore[no-untyped-def]
    for i in range(n):
        found[i] = meeting.partner_of(i, n, key)


def partners(n: int, key: int) -> np.ndarray:
    """Give whom each of 0 .. n - 1 meets."""
    found = np.empty(n, np.int64)
    call(_all_partners, n, key, found)
    return found


@pytest.mark.parametrize("v", [0, 1, -1, 64, -64, 255, -255, 2048, -2048, 123_457, -123_457])
@pytest.mark.parametrize("k", [2, 8])
def test_rounding_is_unbiased_for_both_signs(v: int, k: int) -> None:
    """Over all values of the random bits the mean is v / 2**k exactly; nothing but the low bits is read."""
    found = [_rounded(v, k, r) for r in range(2**k)]
    assert sum(found) == v
    assert set(found) <= {v // 2**k, v // 2**k + 1}
    assert found == [_rounded(v, k, r + 2**31) for r in range(2**k)]
    assert found == [naive_draws.rounded(v, k, r) for r in range(2**k)]


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 13, 1000, 4001, 10007])
def test_the_partner_of_my_partner_is_me(n: int) -> None:
    """An involution of all n, with at most one left over, for several keys; the twin finds the same."""
    for key in (0, 1, 0xFFFFFFFF, 0x9E3779B9):
        found = partners(n, key)
        assert (np.sort(found) == np.arange(n)).all()
        assert (found[found] == np.arange(n)).all()
        assert (found == np.arange(n)).sum() == n % 2
        if n <= 4001:
            assert found.tolist() == naive_draws.partners(n, key)


@given(st.integers(2, 300), st.integers(0, 2**32 - 1))
def test_any_number_of_people_pairs_off(n: int, key: int) -> None:
    """Every n, every key."""
    found = partners(n, key)
    assert (found[found] == np.arange(n)).all() and (found == np.arange(n)).sum() == n % 2


def test_neighbours_seldom_meet_neighbours() -> None:
    """Of 10,007 people few meet the neighbour of whom their own neighbour meets (by chance: 0.02 %)."""
    together = [np.mean(np.abs(np.diff(partners(10_007, key))) == 1) for key in range(1, 41)]
    assert np.mean(together) < 0.001


def test_partners_seldom_come_back() -> None:
    """Over 40 weeks of 1,000 people a pair meets again about as often as chance has it (one in a thousand)."""
    weeks = [partners(1000, key * 7919) for key in range(40)]
    again = [np.mean(weeks[a] == weeks[b]) for a in range(40) for b in range(a)]
    assert np.mean(again) < 0.004


def times_met(n: int, keys: int) -> np.ndarray:
    """Give how often each pair of 0 .. n - 1 met over many keys, pairs in order."""
    met = np.zeros((n, n), np.int64)
    for trial in range(keys):
        met[np.arange(n), partners(n, naive_draws.philox((trial, 0, 0, 0), (1, 2))[0])] += 1
    assert (met == met.T).all()
    return met[np.triu_indices(n, 1)]


def test_every_pair_is_about_equally_likely() -> None:
    """Fifty people, 1,225 pairs: spread like chance (chi squared); with only seven, each pair within two fifths."""
    many = times_met(50, 8000)
    expected = many.mean()
    assert ((many - expected) ** 2 / expected).sum() / (len(many) - 1) < 1.6
    few = times_met(7, 4000)
    assert np.abs(few / few.mean() - 1).max() < 0.4
