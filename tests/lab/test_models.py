"""The simulations behind replications: against twins in plain Python, and against what other libraries compute."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from scipy import optimize, stats

from demerit.base.draws import column, columns4
from demerit.engine.model import Model
from demerit.lab.replicating import replicate
from demerit.lab.replications import _acquaintance, _authority, _cascade, _conform, _norm, _silence
from demerit.society.attachment import aimed, grown, worths
from demerit.society.graphs import Graph, blocks, preferential
from demerit.society.grids import complete, torus
from demerit.society.network import degree, rows
from demerit.theory import components, network_scoring, thresholds
from demerit.theory.dissent import best_action
from tests import naive_models as naive


def friends_of(n: int, graph: Graph) -> list[list[int]]:
    start, friend = rows(n, graph.u, graph.v)
    return [friend[start[i] : start[i + 1]].tolist() for i in range(n)]


def tied(n: int, degree: float, seed: int = 1) -> Graph:
    return blocks(seed, np.array([n]), np.ones((1, 1)), degree)


def passed(model: Model, rounds: int) -> Model:
    for _ in model.rounds(rounds):
        pass
    return model


# ---- thresholds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_joining_on_ties_is_its_twin_round_by_round(seed: int) -> None:
    model = _cascade.on_ties(seed, 300, 4.0, 0.3, 0.15, 0.02)
    x = model.people
    told = naive.cascade(friends_of(300, tied(300, 4.0, seed)), x.bar.tolist(), x.joins.tolist())
    for expected in told[1:]:
        passed(model, model.round + 1)
        assert model.people.joins.tolist() == expected


def test_a_crowd_ends_alike_at_once_and_one_by_one() -> None:
    for seed in range(20):
        bars = column(seed, "bars", 40) % 50
        assert _cascade.crowd(bars) == naive.crowd(bars.tolist())


def test_threads_do_not_move_a_cascade() -> None:
    models = [passed(_cascade.on_ties(3, 8000, 4.0, 0.18, 0.0, 0.01, threads), 9) for threads in (1, 2, 3)]
    assert len({model.digest() for model in models}) == 1


def test_where_the_few_become_all_is_where_the_curve_touches() -> None:
    spread, few = thresholds.critical_spread(0.25)
    z = optimize.brentq(lambda z: stats.norm.cdf(z) - 0.25 - stats.norm.pdf(z) * z, -4, -0.5)
    assert spread == pytest.approx(stats.norm.pdf(z), abs=1e-9) and few == pytest.approx(stats.norm.cdf(z), abs=1e-9)


def test_the_window_is_where_the_generating_function_is_one() -> None:
    k = np.arange(1, 6)
    for z in thresholds.window(0.18):
        assert (k * (k - 1) * stats.poisson.pmf(k, z)).sum() == pytest.approx(z, abs=1e-9)
    assert np.isnan(thresholds.window(0.9)).all()


# ---- spiral ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", [1.0, 0.25, 3.5])
def test_speaking_is_its_twin(weight: float) -> None:
    n, bots = 150, 6
    graph = preferential(2, n, 3)
    opinion = (column(1, "o", n) & 1).astype(np.uint8)
    heard, threshold = (column(1, name, n) / 2.0**32 for name in "ht")
    model = _silence.model_of(opinion, heard, threshold, graph.u, graph.v, bots, weight)
    loud = [1.0] * (n - bots) + [weight] * bots
    for r in range(1, 40):
        passed(model, r)
        impressions, speaks = naive.silence(friends_of(n, graph), opinion.tolist(), heard.tolist(), threshold.tolist(),
                                            loud, bots, r)  # fmt: skip
        assert model.people.speaks.astype(bool).tolist() == speaks
        assert np.abs(model.people.impression[: n - bots] / 2.0**32 - impressions[: n - bots]).max() < 1e-7


def test_confidence_from_the_table_is_the_curve() -> None:
    x = np.linspace(-2, 30, 5001)
    ours = [_silence.confident(int(v)) / 2.0**30 for v in np.rint(x * 2.0**32)]
    assert np.abs(np.array(ours) - [naive.confidence(float(v)) for v in x]).max() < 3e-8


def test_attachment_to_the_power_of_one_is_preferential() -> None:
    ties = [np.bincount(degree(20_000, *make), minlength=9)[:9] / 20_000 for make in
            (grown(1, 20_000, 2, 1.0), preferential(1, 20_000, 2))]  # fmt: skip
    assert np.abs(ties[0] - ties[1]).max() < 0.02
    graph = nx.Graph(list(zip(*grown(1, 500, 3, -1.5), strict=True)))
    assert graph.number_of_edges() == 3 + (500 - 4) * 3 and nx.is_connected(graph)


@pytest.mark.parametrize("power", [-2.0, 0.0, 1.0, 2.0])
def test_strangers_aim_by_weight_and_at_nobody_twice(power: float) -> None:
    ties = np.array([1, 2, 3, 4])
    chosen = aimed(5, 40_000, 1, ties, power)
    expected = ties**power / (ties**power).sum()
    assert stats.chisquare(np.bincount(chosen[:, 0], minlength=4), 40_000 * expected).pvalue > 1e-4
    assert all(len(set(row)) == 3 for row in aimed(5, 500, 3, ties, power).tolist())
    assert worths(2, 1.0).tolist() == [1, 2**20, 2**21]


# ---- emperor -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cost", [0.125, 0.05, 0.3])
def test_a_norm_is_its_twin(cost: float) -> None:
    graph = torus(9)
    model = _norm.drawn_model(4, graph, 81, 0.1, cost)
    x = model.people
    whole = [Fraction(int(c), _norm.ONE) for c in x.conviction]
    passed(model, 12)
    complies, enforces = naive.norm(friends_of(81, graph), x.belief.tolist(), whole,
                                    Fraction(round(cost * _norm.ONE), _norm.ONE), 12, 4)  # fmt: skip
    assert model.people.complies.tolist() == complies
    assert model.people.enforces.tolist() == enforces


def test_grids_are_those_of_graph_theory() -> None:
    strong = nx.strong_product(nx.cycle_graph(5), nx.cycle_graph(5))
    ours = nx.Graph(list(zip(*torus(5), strict=True)))
    assert nx.is_isomorphic(strong, ours) and ours.number_of_edges() == 100
    assert len(complete(7).u) == 21


def test_the_order_of_turns_matters_to_a_norm() -> None:
    apart = []
    for order in ("one_at_a_time", "together"):
        seen = [_norm.seen(passed(_norm.drawn_model(s, torus(25), 625, 0.05, 0.125, order), 40))[0] for s in range(8)]
        apart.append(np.mean(seen))
    assert apart[0] - apart[1] > 0.05


# ---- conform -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ties", [_conform.SINGLE, _conform.DOUBLE, _conform.LOOPS])
@pytest.mark.parametrize("leave", [0.0, 0.3, 0.8, 1.0])
def test_conforming_is_its_twin(leave: float, ties: int) -> None:
    n, graph = 60, tied(60, 4.0, 3)
    opinion = (column(2, "o", n) % 8).astype(np.int32)
    opinion[:8] = np.arange(8)
    members = [np.flatnonzero(opinion == g).tolist() for g in range(8)]
    model = passed(_conform.model_of(opinion.copy(), graph, leave, 7, ties=ties), 6)
    held, rows = naive.conforming(friends_of(n, graph), opinion.tolist(), members, round(leave * 2**32), 6, 7, ties)
    x = model.people
    assert x.opinion.tolist() == held
    assert [sorted(x.friend[x.start[i] : x.start[i] + x.tied[i]].tolist()) for i in range(n)] == rows


def test_ties_that_move_stay_ties() -> None:
    model = passed(_conform.drawn_model(1, 300, 4.0, 30, 0.6), 20)
    x = model.people
    ends = [(i, int(j)) for i in range(300) for j in x.friend[x.start[i] : x.start[i] + x.tied[i]]]
    assert {(j, i) for i, j in ends} == set(ends) and len(set(ends)) == len(ends) and all(i != j for i, j in ends)
    assert x.unequal[0] == sum(x.opinion[i] != x.opinion[j] for i, j in ends) // 2
    assert x.held.tolist() == np.bincount(x.opinion, minlength=30).tolist() and x.held.sum() == 300


@pytest.mark.parametrize("ties", [_conform.DOUBLE, _conform.LOOPS])
def test_ties_that_may_be_double_have_two_ends_each_and_are_counted_each(ties: int) -> None:
    model = passed(_conform.drawn_model(1, 300, 4.0, 30, 0.6, ties), 20)
    x = model.people
    ends = [(i, int(j)) for i in range(300) for j in x.friend[x.start[i] : x.start[i] + x.tied[i]]]
    assert sorted((j, i) for i, j in ends) == sorted(ends)
    assert len(ends) == _conform.drawn_model(1, 300, 4.0, 30, 0.6).people.tied.sum()
    assert len(set(ends)) < len(ends) and any(i == j for i, j in ends) == (ties == _conform.LOOPS)
    assert x.unequal[0] == sum(x.opinion[i] != x.opinion[j] for i, j in ends) // 2


def test_where_nobody_leaves_all_who_hang_together_agree() -> None:
    graph = tied(200, 3.0, 5)
    model = _conform.model_of((column(1, "o", 200) % 20).astype(np.int32), graph, 0.0, 5)
    _conform.largest(model)
    whole = nx.Graph(list(zip(graph.u.tolist(), graph.v.tolist(), strict=True)))
    assert all(len({int(model.people.opinion[i]) for i in part}) == 1 for part in nx.connected_components(whole))
    big = nx.fast_gnp_random_graph(20_000, 2 / 20_000, seed=1)
    share = len(max(nx.connected_components(big), key=len)) / 20_000
    assert components.giant(2.0) == pytest.approx(share, abs=0.02) and components.giant(0.9) == 0.0


def test_a_full_row_takes_no_more() -> None:
    graph = tied(100, 4.0, 5)
    most = int(degree(100, graph.u, graph.v).max())
    model = passed(_conform.model_of(np.zeros(100, np.int32), graph, 1.0, 5, room=most - 16), 60)
    assert model.people.unequal[1] > 0 and model.people.tied.sum() == 2 * len(graph.u)


# ---- network score -----------------------------------------------------------------------------------------------


def test_ties_across_are_kept_by_both_ends_or_by_neither() -> None:
    weights = _acquaintance.Weights(3, 2)
    x = _acquaintance.rated(1, 500, 0.3, 6.0, 0.4, weights)
    ends = {(i, int(j)) for i in range(500) for j in x.friend[x.start[i] : x.start[i + 1]] if j >= 0}
    assert {(j, i) for i, j in ends} == ends
    met = {pair for row in zip(*tied(500, 6.0, 1), strict=True) for pair in (row, row[::-1])}
    met = {(int(i), int(j)) for i, j in met}
    alike = {(i, j) for i, j in met if x.kind[i] == x.kind[j]}
    assert alike <= ends <= met and 0.3 < len(ends - alike) / len(met - alike) < 0.5
    for i in range(500):
        assert x.score[i] == 3 * int(x.signal[i]) + 2 * sum(int(x.signal[j]) for a, j in ends if a == i)


def test_what_friends_tell_is_bayes_rule() -> None:
    e, p, m = 0.3, 0.2, 4.0
    right = brier = 0.0
    for own in (1, -1):
        for h in range(25):
            for low in range(25):
                like = [
                    (1 - e if own == side else e)
                    * stats.poisson.pmf(h, m / 2 * ((1 - e, e)[side < 0] + p * (e, 1 - e)[side < 0]))
                    * stats.poisson.pmf(low, m / 2 * ((e, 1 - e)[side < 0] + p * (1 - e, e)[side < 0]))
                    for side in (1, -1)
                ]
                chance = like[0] / sum(like)
                right += max(like) / 2
                brier += (like[0] * (1 - chance) ** 2 + like[1] * chance**2) / 2
    assert network_scoring.expected(e, p, m) == pytest.approx((right, brier), abs=1e-9)


# ---- dissent -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("proportional", [False, True])
@pytest.mark.parametrize(("watched", "tolerated", "severity"), [(0.2, 0.25, 0.5), (1, 0.1, 2), (0, 0, 1), (0.5, 1, 3)])
def test_the_act_says_what_the_formula_says(watched: float, tolerated: float, severity: float,
                                            proportional: bool) -> None:  # fmt: skip
    people = _authority.drawn_people(3, 5000, 0.3, 0.8)
    model = passed(_authority.model_of(*people, _authority.law_of(watched, tolerated, severity, proportional), 3), 1)
    expected = best_action(*people, watched, tolerated, severity, proportional)
    apart = np.abs(model.people.said / _authority.ONE - expected)
    assert (apart > 4e-6).sum() <= 1


def test_desire_has_the_mean_that_was_asked_for() -> None:
    scale = _authority.scale_of(0.25)
    assert stats.truncexpon(b=1 / scale, scale=scale).mean() == pytest.approx(0.25)
    desire, boldness = _authority.drawn_people(1, 50_000, 0.25, 2.0)
    assert stats.kstest(desire, stats.truncexpon(b=1 / scale, scale=scale).cdf).pvalue > 1e-3
    assert stats.kstest(boldness, stats.expon(scale=2.0).cdf).pvalue > 1e-3


def test_an_authority_that_feels_its_way_is_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    n, rounds, seed, laws = 80, 200, 11, []
    under = _authority.under
    monkeypatch.setattr(_authority, "under", lambda model, law: (laws.append(tuple(law[:3])), under(model, law)))
    _authority.climbed(seed, n, rounds, 0.25, 1.0, False, 0.0)
    people = _authority.drawn_people(seed, n, 0.25, 1.0)

    def said(law: tuple[int, int, int]) -> list[int]:
        given = _authority.Law(*law, 0)
        return passed(_authority.model_of(*people, given, seed), 1).people.said.tolist()

    lots = [(int(row[0]), int(row[1])) for row in columns4(seed, "dissent.authority", rounds)]
    seen = [[naive.words(i, 0, r, "speak", seed)[0] for i in range(n)] for r in range(rounds)]
    assert naive.climbing(lots, seen, _authority.ONE, said)[1:] == laws


# ---- settings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("spiral", ["bots=20", "bot_attachment=1", "runs=10", "people=200"]),
        ("spiral", ["attachment=-2", "bot_weight=0.5", "bots=5", "runs=10", "people=200", "links=3"]),
        ("dissent", ["mean_boldness=0.7", "punishment=0.6", "rounds=50", "runs=8"]),
        ("dissent", ["form=proportional", "surveillance=0.2", "rounds=50", "runs=8", "tolerance=0"]),
        ("conform", ["leave=0.2", "people=300"]),
        ("conform", ["leave=0,1", "people=100", "people_per_opinion=1", "degree=2"]),
        ("emperor", ["topology=complete", "side=6", "runs=4"]),
        ("network_score", ["cross_tie=0", "people=2000"]),
        ("thresholds", ["mean=0.3", "mean_degree=3", "people=2000", "seed_share=0"]),
    ],
)
def test_settings_go_where_the_papers_did_not(name: str, written: list[str]) -> None:
    one, again = (replicate(name, written)[0].rows for _ in range(2))
    assert one == again and all(np.isfinite(row.ours) for row in one)
    assert all(row.reference is None for row in one)
