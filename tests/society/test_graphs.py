"""Graphs that theory knows: simple, drawn alike again, and of the form they should have; networkx is the judge."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from demerit.society import graphs, make, network
from demerit.society.graphs import Graph
from demerit.society.ties import edges_of

N = 3000
MADE = {
    "small_world": lambda seed: graphs.small_world(seed, N, 6, 0.2),
    "preferential": lambda seed: graphs.preferential(seed, N, 3),
    "blocks": lambda seed: graphs.blocks(seed, np.array([1000, 2000]), np.array([[0.8, 0.2], [0.1, 0.9]]), 8.0),
}


def as_networkx(graph: Graph) -> networkx.Graph:
    judge = networkx.Graph()
    judge.add_nodes_from(range(N))
    judge.add_edges_from(zip(graph.u.tolist(), graph.v.tolist(), strict=True))
    return judge


@pytest.mark.parametrize("name", MADE)
def test_ties_stand_once_and_lead_to_others(name: str) -> None:
    u, v = MADE[name](1)
    assert (u < v).all()
    assert len({*zip(u.tolist(), v.tolist(), strict=True)}) == len(u)


@pytest.mark.parametrize("name", MADE)
def test_the_seed_alone_decides(name: str) -> None:
    one, again, other = MADE[name](1), MADE[name](1), MADE[name](2)
    assert np.array_equal(one.u, again.u) and np.array_equal(one.v, again.v)
    assert len(one.u) != len(other.u) or not np.array_equal(one.v, other.v)


@pytest.mark.parametrize("name", MADE)
def test_statistics_are_those_of_networkx(name: str) -> None:
    graph = MADE[name](1)
    judge = as_networkx(graph)
    assert network.clustering(N, *graph) == pytest.approx(networkx.average_clustering(judge), abs=1e-12)
    assert network.transitivity(N, *graph) == pytest.approx(networkx.transitivity(judge), abs=1e-12)


def test_no_tie_is_lost_by_leading_it_elsewhere() -> None:
    assert len(graphs.small_world(1, N, 6, 1.0).u) == 3 * N


def test_a_small_world_has_the_clustering_that_networkx_draws() -> None:
    judge = networkx.average_clustering(networkx.watts_strogatz_graph(20_000, 6, 0.1, seed=1))
    assert network.clustering(20_000, *graphs.small_world(1, 20_000, 6, 0.1)) == pytest.approx(judge, abs=0.01)


def test_newcomers_have_ties_to_different_people() -> None:
    ties = network.degree(N, *graphs.preferential(1, N, 3))
    assert ties[4:].min() == 3
    assert ties.sum() == 2 * (3 + (N - 4) * 3)


def test_blocks_of_one_share_nothing() -> None:
    u, v = graphs.blocks(1, np.array([10, 20]), np.eye(2), 4.0)
    assert ((u < 10) == (v < 10)).all()


def test_radiation_looks_at_people_on_the_way() -> None:
    where = np.array([0.0, 1.0, 2.0])
    apart = np.abs(where[:, None] - where)
    few, many = (graphs.radiation(np.array([100, between, 100]), apart)[0, 2] for between in (1, 1000))
    assert few > 10 * many


@pytest.mark.parametrize("recipe", ["small_world", "preferential", "blocks", "towns"])
def test_recipes_make_adults_over_their_graph(recipe: str) -> None:
    society = make(recipe, 400, 1)
    assert society.hash() == make(recipe, 400, 1).hash()
    assert society.people == 400
    assert society.citizens.age.min() >= 18
    assert (np.diff(society.citizens.place.astype(int)) >= 0).all()
    assert 6 < 2 * len(edges_of(society.ties).u) / 400 < 9
