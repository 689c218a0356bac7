"""Ties: rows with spare slots, both halves of every tie."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.society import Ties, edges_of, make, ties_from_edges
from demerit.society.ties import capacity, degrees, owners


def square_with_a_tail() -> Ties:
    u, v = np.array([3, 0, 2, 1, 4]), np.array([0, 1, 1, 3, 3])
    return ties_from_edges(6, u, v, np.array([1, 2, 3, 2, 2]), np.array([60, 5, 0, 63, 17]))


def test_every_row_is_sorted_and_ends_in_spare_slots() -> None:
    ties = square_with_a_tail()
    rows = [ties.friend[ties.start[i] : ties.start[i + 1]].tolist() for i in range(6)]
    assert rows == [
        [1, 3, -1, -1, -1],
        [0, 2, 3, -1, -1, -1],
        [1, -1, -1, -1],
        [0, 1, 4, -1, -1, -1],
        [3, -1, -1, -1],
        [-1] * 3,
    ]


def test_kind_and_bond_are_alike_at_both_ends() -> None:
    ties = square_with_a_tail()
    first, second = ties.kind[ties.start[0] + 1], ties.kind[ties.start[3]]
    assert first == second == 1 + 4 * 60


def test_edges_are_the_way_back() -> None:
    edges = edges_of(square_with_a_tail())
    assert list(zip(edges.u.tolist(), edges.v.tolist(), edges.kind.tolist(), edges.bond.tolist(), strict=True)) == [
        (0, 1, 2, 5), (0, 3, 1, 60), (1, 2, 3, 0), (1, 3, 2, 63), (3, 4, 2, 17),
    ]  # fmt: skip


def test_rows_have_an_eighth_and_three_slots_to_spare() -> None:
    assert capacity(np.array([0, 1, 7, 8, 200])).tolist() == [3, 4, 10, 12, 228]


@pytest.mark.parametrize(("recipe", "people"), [("china_2015", 5000), ("village", 300)])
def test_ties_of_a_society_are_symmetric_without_loops_or_doubles(recipe: str, people: int) -> None:
    ties = make(recipe, people, 3).ties
    owner, live = owners(ties), ties.friend >= 0
    here = owner[live].astype(np.int64) * people + ties.friend[live]
    there = ties.friend[live].astype(np.int64) * people + owner[live]
    order = np.argsort(there)
    assert (owner[live] != ties.friend[live]).all()
    assert len(np.unique(here)) == len(here)
    assert (here == there[order]).all()
    assert (ties.kind[live] == ties.kind[live][order]).all()
    assert (ties.kind[~live] == 0).all()
    assert set(np.unique(ties.kind[live] & 3)) <= {1, 2, 3}


def test_live_slots_come_first_and_rows_are_large_enough() -> None:
    ties = make("village", 300, 3).ties
    lengths = np.diff(ties.start)
    assert (lengths == capacity(degrees(ties))).all()
    for i in range(300):
        row = ties.friend[ties.start[i] : ties.start[i + 1]]
        live = row[row >= 0]
        assert (row[: len(live)] == np.sort(live)).all()
