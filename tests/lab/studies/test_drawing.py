"""Drawn numbers are set where a law or its citizens have them, and where no reform has said otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.lab.order import ordered
from demerit.lab.studies.designs import hypercube, shares_of
from demerit.lab.studies.drawing import faults_of, not_set, reformed_numbers, with_numbers
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import Plan
from demerit.lab.studies.world import orders_of, tasks_of


@pytest.mark.parametrize("reform", ["half_price", "credit_only"])
def test_a_drawn_number_does_not_undo_what_a_reform_changes(reform: str) -> None:
    plain, reformed = ordered("article_2015"), ordered(f"article_2015+{reform}")
    changed = reformed_numbers(reformed)
    assert changed and not reformed_numbers(plain)
    drawn = dict.fromkeys([*changed, "learn.jolt"], 3.0)
    assert {name for name, _ in with_numbers(plain, drawn).settings} > {"learn.jolt"}
    assert [name for name, _ in with_numbers(reformed, drawn).settings] == ["learn.jolt"]


def test_a_setting_of_ones_own_stays_where_a_reform_keeps_the_draw_away() -> None:
    name = "rule.dissenting_post"
    reformed = ordered("article_2015+half_price").with_(settings=((name, "-7"), ("learn.jolt", "9")))
    assert dict(with_numbers(reformed, {name: -3.0, "learn.jolt": 5.0}).settings) == {name: "-7", "learn.jolt": "5"}
    plain = ordered("article_2015").with_(settings=((name, "-7"),))
    assert dict(with_numbers(plain, {name: -3.0}).settings) == {name: "-3"}


def test_a_number_that_no_side_takes_as_set_is_refused() -> None:
    name = "rule.dissenting_post"
    plan = Plan(sides=("article_2015", "article_2015+half_price"), set={name: -8})
    orders = list(orders_of(plan).values())
    assert list(faults_of(plan, orders)) == []
    assert not_set(plan, orders) == {name: ["article_2015+half_price"]}
    alone = plan.model_copy(update={"sides": ("article_2015+half_price", "null")})
    ((place, said),) = faults_of(alone, list(orders_of(alone).values()))
    assert place == ("set", name) and "no side takes it as set" in said


WORDS_APART = 0.4
"""Rank correlation of 20 draws with 20 others that chance reaches in fewer than one of ten."""


def test_another_design_draws_other_worlds() -> None:
    numbers = [Number(f"n{k}", 0, 1) for k in range(23)]
    shares = [shares_of("latin_hypercube", [number.name for number in numbers], 20, design) for design in (1, 2)]
    apart = [abs(float(np.corrcoef(a, b)[0, 1])) for a, b in zip(shares[0].T, shares[1].T, strict=True)]
    assert sum(r > WORDS_APART for r in apart) < 6
    few, more = (hypercube([number.name for number in numbers], worlds) for worlds in (8, 20))
    same = [float(np.corrcoef(a, b[:8])[0, 1]) for a, b in zip(few.T, more.T, strict=True)]
    assert np.mean(same) > 0.7, "of one design, fewer worlds are the same draws over again"


def test_each_world_may_have_seeds_of_its_own() -> None:
    plan = Plan(sides=("article_2015", "null"), worlds=4, seeds=2, again=2, seed=7, seeds_by_world=True)
    tasks = tasks_of(plan, [{}] * 4)
    assert [(task.world, task.seed) for task in tasks] == [(0, 7), (1, 8), (2, 9), (3, 10), (0, 11), (1, 12)]
    shared = tasks_of(plan.model_copy(update={"seeds_by_world": False}), [{}] * 4)
    assert [task.seed for task in shared] == [7, 7, 7, 7, 8, 8]
