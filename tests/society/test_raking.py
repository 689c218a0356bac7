"""Raking, picking and noise: small numbers checked by hand."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from demerit.society.noise import normal, whole
from demerit.society.places import apportion, pick
from demerit.society.raking import Margin, rake_chances, rake_options


def test_raked_options_meet_the_shares_of_every_group() -> None:
    pattern = np.array([[0.5, 0.5], [0.9, 0.1], [0.2, 0.8], [0.6, 0.4]])
    people, group = np.array([10.0, 20.0, 30.0, 40.0]), np.array([0, 0, 1, 1])
    wanted = np.array([[0.3, 0.7], [0.5, 0.5]])
    chances = rake_options(pattern, people, group, wanted)
    assert chances.sum(axis=1) == pytest.approx(1.0)
    for g in (0, 1):
        assert people[group == g] @ chances[group == g] / people[group == g].sum() == pytest.approx(wanted[g])


def test_groups_of_nobody_move_nobody_elses_chances() -> None:
    """Theirs stay as the pattern has them, in a row that sums to one; the others' are those that they have alone."""
    pattern = np.array([[3.0, 1.0], [0.9, 0.1], [0.2, 0.8], [0.6, 0.4]])
    people, group = np.array([0.0, 20.0, 30.0, 0.0]), np.array([0, 2, 2, 3])
    chances = rake_options(pattern, people, group, np.full((4, 2), 0.5))
    alone = rake_options(pattern[1:3], people[1:3], np.zeros(2, np.int64), np.full((1, 2), 0.5))
    assert (chances[1:3] == alone).all()
    assert chances[[0, 3]] == pytest.approx(np.array([[0.75, 0.25], [0.6, 0.4]]))


def test_raked_chances_meet_both_margins() -> None:
    people = np.array([100.0, 200.0, 300.0, 400.0])
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    margins = [Margin(rows, np.array([60.0, 240.0])), Margin(columns, np.array([120.0, 180.0]))]
    expected = people * rake_chances(people, margins, np.ones(4, bool))
    assert np.bincount(rows, expected) == pytest.approx([60, 240], rel=1e-3)
    assert np.bincount(columns, expected) == pytest.approx([120, 180], rel=1e-3)


def test_no_yes_is_drawn_where_none_can_be() -> None:
    margin = Margin(np.array([0, 0]), np.array([5.0]))
    chances = rake_chances(np.array([10.0, 10.0]), [margin], np.array([True, False]))
    assert chances == pytest.approx([0.5, 0.0])


def test_picks_follow_the_words() -> None:
    shares = np.array([[0.25, 0.75], [1.0, 0.0]])
    words = np.array([0, 2**30 - 1, 2**30, 2**32 - 1, 2**32 - 1], np.uint32)
    assert pick(words, shares, np.array([0, 0, 0, 0, 1], np.uint8)).tolist() == [0, 0, 1, 1, 0]


def test_normal_numbers_are_normal() -> None:
    drawn = normal(1, "test", 200_000)
    assert drawn.mean() == pytest.approx(0, abs=0.01)
    assert drawn.std() == pytest.approx(1, abs=0.01)
    assert (drawn < 1).mean() == pytest.approx(NormalDist().cdf(1), abs=0.005)


def test_whole_numbers_stay_in_bounds() -> None:
    assert whole(np.array([-9.0, 0.4, 0.6, 300.0]), 0, 255, np.uint8).tolist() == [0, 0, 1, 255]


@pytest.mark.parametrize("people", [50, 999, 20_000, 123_457])
def test_everyone_gets_a_place(people: int) -> None:
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    counts = apportion(shares, people)
    assert counts.sum() == people
    if people >= 999:
        assert np.abs(counts - shares * people).max() < 1 or counts.min() == 0
