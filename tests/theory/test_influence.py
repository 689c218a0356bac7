"""What ties alone do: against matrices, and against networkx."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from demerit.lab.replications._karate import FIRST_CLUB, MEMBERS, TIES
from demerit.theory import influence

U, V = TIES[:, 0], TIES[:, 1]
CLUB = networkx.karate_club_graph()


def means() -> np.ndarray:
    tied = networkx.to_numpy_array(CLUB, weight=None)
    return tied / tied.sum(axis=1, keepdims=True)


def test_the_karate_club_is_the_one_of_networkx() -> None:
    assert {tuple(sorted(tie)) for tie in TIES.tolist()} == {tuple(sorted(tie)) for tie in CLUB.edges}
    assert [i for i in CLUB if CLUB.nodes[i]["club"] == "Mr. Hi"] == np.flatnonzero(FIRST_CLUB).tolist()


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.9])
def test_contagion_solves_its_equation(weight: float) -> None:
    own = np.where(FIRST_CLUB, 700.0, 500.0)
    solved = np.linalg.solve(np.eye(MEMBERS) - weight * means(), (1 - weight) * own)
    assert influence.contagion(MEMBERS, U, V, own, weight).values == pytest.approx(solved, abs=1e-8)


def test_who_has_no_friend_keeps_their_own() -> None:
    done = influence.contagion(3, np.array([0]), np.array([1]), np.array([1.0, 3.0, 7.0]), 0.5)
    assert done.values[2] == 7.0
    assert influence.consensus(3, np.array([0]), np.array([1]), np.array([1.0, 3.0, 7.0]))[2] == 7.0


def test_centralities_are_those_of_networkx() -> None:
    ranks = networkx.pagerank(CLUB, 0.85, weight=None, tol=1e-14, max_iter=1000)
    assert influence.pagerank(MEMBERS, U, V) == pytest.approx([ranks[i] for i in range(MEMBERS)], abs=1e-10)
    katz = networkx.katz_centrality_numpy(CLUB, 0.1, weight=None)
    assert influence.katz(MEMBERS, U, V, 0.1) == pytest.approx([katz[i] for i in range(MEMBERS)], abs=1e-10)


def test_pagerank_says_what_all_scores_owe_to_one() -> None:
    owed = np.linalg.inv(np.eye(MEMBERS) - 0.4 * means()).sum(axis=0) * 0.6 / MEMBERS
    assert influence.pagerank(MEMBERS, U, V, 0.4) == pytest.approx(owed, abs=1e-12)


def test_trust_sums_to_one_even_where_some_have_no_friend() -> None:
    trusted = np.array([1.0, 0, 0, 0])
    trust = influence.eigentrust(4, np.array([0, 1]), np.array([1, 2]), trusted, 0.1)
    assert trust.sum() == pytest.approx(1, abs=1e-12)


def test_a_loss_is_felt_less_the_farther_it_is() -> None:
    assert [influence.decay(2, 0.5), influence.decay(4, 0.5)] == pytest.approx([2 - 3**0.5, 0.131483], abs=1e-6)
    assert influence.decay(8, 0.0) == 0.0 and influence.own_share(8, 0.0) == 1.0
