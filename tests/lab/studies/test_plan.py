"""A plan says every mistake with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.errors import InputError, LawError
from demerit.lab.checking import check_named
from demerit.lab.skeletons import new
from demerit.lab.studies.drawing import numbers_in, ranges_of, worlds_of
from demerit.lab.studies.plan import CALIBRATED, Plan, Vary, is_plan, read_plan
from demerit.lab.studies.study import drawn_from, faults
from demerit.lab.studies.world import orders_of

HEAD = "sides: [weibo_2024, null]\nrecipe: village\npeople: 60\n"


def read(folder: Path, text: str) -> Plan:
    (folder / "plan.yaml").write_text(text)
    return read_plan(folder / "plan.yaml", faults)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("people: 60\n", "1:1", "`sides` is missing"),
        ("sides: []\n", "1:8", "at least 1 entry"),
        ("sides: [weibo_2042]\n", "1:9", "Did you mean 'weibo_20"),
        ("sides: [weibo_2024+no_thing]\n", "1:9", "no reform is called"),
        ("sides: [null, null]\n", "1:15", "named twice"),
        (HEAD + "against: zhima_2015\n", "4:10", "which is no side"),
        (HEAD + "seeds: 0\n", "4:8", "at least 1"),
        (HEAD + "seedz: 4\n", "4:1", "'seeds'"),
        (HEAD + "weeks: 3\n", "4:8", "at least 4"),
        (HEAD + "worlds: 4\nvary: 3\n", "5:7", "names with ranges"),
        (HEAD + "worlds: 4\nvary: {learn.jolt: {low: 4, high: 4}}\n", "5:20", "is empty"),
        (HEAD + "worlds: 4\nvary: {learn.jolt: {low: 1, high: 400}}\n", "5:20", "lies outside what is plausible"),
        (HEAD + "worlds: 4\nvary: {learn.jult: {}}\n", "5:20", "Did you mean 'learn.jolt'"),
        (HEAD + "worlds: 4\nvary: {learn.jolt: {low: 0, distribution: log}}\n", "5:20", "by its logarithm"),
        (HEAD + "vary: {learn.jolt: {}}\n", "4:7", "0 worlds"),
        (HEAD + "sampler: grid\nvary: {learn.jolt: {low: 1}}\n", "4:10", "needs the values"),
        (HEAD + "worlds: 4\nvary: {learn.jolt: {values: [8]}}\n", "5:20", "points of a grid"),
        (HEAD + "measures: [loudness]\n", "4:11", "no measure is called"),
        (HEAD + "by: [colour]\n", "4:5", "no kind of group"),
        (HEAD + "set: {nothing: 4}\n", "4:16", "no side has a number"),
        (HEAD.replace("60", "60000000"), "3:9", "would fit"),
        ("- a\n", "1:1", "not `key: value` lines"),
        ("", "1:1", "empty"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    with pytest.raises(LawError) as error:
        read(tmp_path, text)
    assert any(f"plan.yaml:{place}: " in line and said in line for line in error.value.mistakes), error.value.mistakes


def test_the_skeleton_is_a_plan_that_holds(tmp_path: Path) -> None:
    path = new("study", "mine", base=tmp_path)
    assert path == tmp_path / "studies" / "mine.yaml"
    assert is_plan(path)
    assert check_named(str(path)).mistakes == ()
    assert check_named(str(path)).kind == "study"
    shipped = Path(__file__).resolve().parents[3] / "studies" / "first.yaml"
    assert shipped.read_text() == path.read_text()


def test_numbers_are_drawn_from_their_own_ranges_or_narrowed() -> None:
    plan = Plan(sides=("article_2015", "null"), worlds=64)
    orders = list(orders_of(plan).values())
    numbers = numbers_in(plan, orders)
    assert len(numbers) > 10
    known = ranges_of(orders)
    assert all(known[number.name] == number for number in numbers)
    name = numbers[0].name
    middle = (numbers[0].low + numbers[0].high) / 2
    narrow = plan.model_copy(update={"vary": {name: Vary(high=middle)}})
    values = [world[name] for world in worlds_of(narrow, numbers_in(narrow, orders))]
    assert numbers[0].low <= min(values) < max(values) <= middle
    assert len(set(values)) > 32


@pytest.mark.parametrize(("sampler", "worlds"), [("sobol", 32), ("morris", 30)])
def test_a_design_is_the_same_every_time_and_within_the_ranges(sampler: Any, worlds: int) -> None:
    plan = Plan(sides=("article_2015", "null"), worlds=worlds, sampler=sampler,
                vary={"association_weight": Vary(), "learn.jolt": Vary(low=16, high=64)})  # fmt: skip
    numbers = numbers_in(plan, list(orders_of(plan).values()))
    drawn = worlds_of(plan, numbers)
    assert drawn == worlds_of(plan, numbers) and len(drawn) == worlds
    assert all(number.low <= world[number.name] <= number.high for world in drawn for number in numbers)


def test_a_grid_has_every_point_once() -> None:
    vary = {"learn.jolt": Vary(values=(8, 16, 32)), "learn.company": Vary(values=(4, 64))}
    plan = Plan(sides=("null",), sampler="grid", vary=vary)
    worlds = worlds_of(plan, numbers_in(plan, list(orders_of(plan).values())))
    points = {(world["learn.jolt"], world["learn.company"]) for world in worlds}
    assert len(worlds) == len(points) == 6


def test_the_worlds_of_a_plan_can_be_drawn_from_elsewhere(tmp_path: Path) -> None:
    text = HEAD.replace("weibo_2024", "article_2015") + "worlds: 4\nvary: {learn.jolt: {}}\n"
    (tmp_path / "plan.yaml").write_text(text)
    made = drawn_from(tmp_path / "plan.yaml", "calibrated:6")
    assert (made.draw_from, made.worlds, made.vary) == (CALIBRATED, 6, None)
    assert drawn_from(tmp_path / "plan.yaml", "plausible").vary == {"learn.jolt": Vary()}
    with pytest.raises(InputError, match="is not there"):
        drawn_from(tmp_path / "plan.yaml", "calibratet")
    with pytest.raises(InputError, match="fewer than 1,000 worlds"):
        drawn_from(tmp_path / "plan.yaml", "calibrated:1000")
