"""Closed forms against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from demerit.society.noise import quantiles
from demerit.theory import feedback, gaming, lending, mobility, rebellion, reputation
from demerit.theory.dissent import best_action

LINES, WORTH = np.array([600, 650, 700, 750]), np.array([1.0, 3.0, 0.5, 2.0])


def _slowly(score: int, cost: float) -> int:
    """Give the best score by trying every one."""
    def worth(where: int) -> float:
        return sum(w for line, w in zip(LINES, WORTH, strict=True) if line <= where) - cost * (where - score)

    return max(range(score, 800), key=lambda where: (round(worth(where), 9), -where))


@pytest.mark.parametrize("cost", [0.011, 0.03, 0.09])
def test_everyone_answers_as_if_they_had_tried_all(cost: float) -> None:
    scores = np.arange(400, 790, 7)
    assert gaming.answered(scores, LINES, WORTH, cost).tolist() == [_slowly(int(s), cost) for s in scores]


def test_a_dear_way_may_be_dear_for_some() -> None:
    moved = gaming.answered(np.array([640, 640]), np.array([650]), np.array([1.0]), np.array([0.05, 0.2]))
    assert moved.tolist() == [650, 640]


def test_lines_are_passed_by_below_the_cost_told() -> None:
    for k, cost in enumerate(gaming.lines_passed_by(LINES, WORTH)):
        just_below = np.array([LINES[k] - 1])
        assert gaming.answered(just_below, LINES, WORTH, 0.999 * cost)[0] > LINES[k]
        assert gaming.answered(just_below, LINES, WORTH, 1.001 * cost)[0] == LINES[k]


def test_forecasts_come_to_rest() -> None:
    assert feedback.repeated(0, 600, 0.4, 60)[-1] == pytest.approx(feedback.fixed_point(600, 0.4))


def test_lending_harms_below_where_the_mean_change_turns() -> None:
    scores = np.linspace(300, 850, 5001)
    repay = 1 / (1 + np.exp(-(scores - 560) / 40))
    turn = lending.harm_below(scores, repay, 75, -150)
    at = (np.abs(scores - turn) < 5).astype(float)
    assert lending.mean_change(scores, at, repay, 300, 75, -150, (0, 2000)) == pytest.approx(0, abs=0.05)
    assert np.isnan(lending.harm_below(scores, np.ones(5001), 75, -150))


def test_nobody_moves_beyond_the_scale() -> None:
    one = np.array([840.0])
    assert lending.mean_change(one, np.ones(1), np.ones(1), 600, 75, -150, (300, 850)) == 10


@pytest.mark.parametrize(("legitimacy", "arrest"), [(0.5, 0.0), (0.82, 0.9), (0.2, 0.3), (0.95, 0.1)])
def test_protest_is_the_area_of_those_who_dare(legitimacy: float, arrest: float) -> None:
    grid = (np.arange(2000) + 0.5) / 2000
    dare = grid[:, None] * (1 - legitimacy) - grid[None, :] * arrest > 0.1
    assert rebellion.active(legitimacy, 0.1, arrest) == pytest.approx(dare.mean(), abs=2e-3)


def test_helping_pays_from_where_it_is_said_to() -> None:
    for cost in (0.1, 0.5):
        needed = reputation.known_needed(cost, 1.0)
        for known, pays in ((needed - 0.01, False), (needed + 0.01, True)):
            helps, never = reputation.payoffs(known, cost, 1.0)
            assert (helps > never) == pays == (cost < reputation.highest_cost(known))


def test_people_who_move_find_as_many_places_as_is_exact() -> None:
    visits, places = mobility.explored(3, 2000, 60)
    mean, spread = mobility.distinct_places(60)
    assert (visits.sum(axis=1) == 61).all()
    assert ((visits > 0).sum(axis=1) == places).all()
    assert abs(places.mean() - mean) < 4 * spread / 2000**0.5


def test_quantiles_are_those_of_the_normal_law() -> None:
    assert quantiles(1000) == pytest.approx(stats.norm.ppf((np.arange(1000) + 0.5) / 1000), abs=1e-8)


@pytest.mark.parametrize("proportional", [False, True])
def test_nobody_could_say_anything_better(proportional: bool) -> None:
    """Against a fine grid of what might be said, over many people and authorities."""
    tried = np.linspace(0, 1, 2001)
    for k in range(200):
        d, b, nu, tau, psi = (stats.qmc.Halton(5, seed=k).random(1)[0] * [1, 2, 0.99, 1, 2]) + [0, 0.01, 0, 0, 0.01]
        a = np.append(tried[tried <= d], [d, min(d, tau)])
        over = a > tau
        fine = psi * (a - tau) if proportional else psi
        worth = b * (1 - (d - a)) - (nu + (1 - nu) * a) * over * fine
        said = best_action(np.array([d]), np.array([b]), nu, tau, psi, proportional)[0]
        mine = (psi * (said - tau) if proportional else psi) * (said > tau) * (nu + (1 - nu) * said)
        assert b * (1 - (d - said)) - mine >= worth.max() - 1e-6
