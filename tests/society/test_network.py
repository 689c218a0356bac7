"""Network measures against networkx."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from demerit.society import edges_of, make, network

GRAPHS = {
    "karate": nx.karate_club_graph(),
    "small world": nx.connected_watts_strogatz_graph(60, 6, 0.2, seed=1),
    "hubs": nx.barabasi_albert_graph(80, 3, seed=1),
    "star": nx.star_graph(6),
}


def parts(graph: nx.Graph) -> tuple[int, np.ndarray, np.ndarray, np.ndarray]:
    ends = np.array(graph.edges)
    return len(graph), ends[:, 0], ends[:, 1], np.array([i * i % 3 for i in range(len(graph))])


@pytest.mark.parametrize("name", GRAPHS)
def test_transitivity_is_that_of_networkx(name: str) -> None:
    n, u, v, _ = parts(GRAPHS[name])
    assert network.transitivity(n, u, v) == pytest.approx(nx.transitivity(GRAPHS[name]))


@pytest.mark.parametrize("name", GRAPHS)
def test_degree_assortativity_is_that_of_networkx(name: str) -> None:
    n, u, v, _ = parts(GRAPHS[name])
    expected = nx.degree_pearson_correlation_coefficient(GRAPHS[name])
    assert network.degree_assortativity(n, u, v) == pytest.approx(expected)


@pytest.mark.parametrize("name", GRAPHS)
def test_likeness_is_the_numeric_assortativity_of_networkx(name: str) -> None:
    n, u, v, _ = parts(GRAPHS[name])
    age = np.array([7 * i % 60 + 18 for i in range(n)], np.uint8)
    nx.set_node_attributes(GRAPHS[name], dict(enumerate(age.tolist())), "age")
    expected = nx.numeric_assortativity_coefficient(GRAPHS[name], "age")
    assert network.correlation(age, u, v) == pytest.approx(expected)


@pytest.mark.parametrize("name", GRAPHS)
def test_assortativity_and_modularity_of_a_grouping_are_those_of_networkx(name: str) -> None:
    graph = GRAPHS[name]
    _, u, v, group = parts(graph)
    nx.set_node_attributes(graph, dict(enumerate(group.tolist())), "group")
    sets = [set(np.flatnonzero(group == k).tolist()) for k in np.unique(group)]
    assert network.assortativity(group, u, v) == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"))
    assert network.modularity(group, u, v) == pytest.approx(nx.community.modularity(graph, sets, weight=None))


def test_in_a_star_all_but_the_hub_have_friends_with_more_friends() -> None:
    n, u, v, _ = parts(GRAPHS["star"])
    assert network.friend_paradox(n, u, v) == pytest.approx(6 / 7)


def test_measures_of_nothing_are_no_errors() -> None:
    none = np.zeros(0, np.int64)
    assert network.transitivity(3, none, none) == 0.0
    assert math.isnan(network.degree_assortativity(3, none, none))
    assert math.isnan(network.modularity(np.zeros(3, int), none, none))


def test_a_generated_society_has_the_transitivity_that_networkx_finds() -> None:
    society = make("village", 400, 2)
    edges = edges_of(society.ties)
    graph = nx.Graph(zip(edges.u.tolist(), edges.v.tolist(), strict=True))
    assert network.transitivity(400, edges.u, edges.v) == pytest.approx(nx.transitivity(graph))
