"""Indices of sensitivity are those of functions whose indices are known; what they cannot be told of is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import polars as pl
import pytest

from demerit.errors import InputError
from demerit.lab.studies.designs import misfit, shares_of
from demerit.lab.studies.drawing import placed
from demerit.lab.studies.knife_edges import flipped, knife_edges
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import Plan, Vary
from demerit.lab.studies.sensitivity import sensitivity
from demerit.report.sensitivity import write_sensitivity

NUMBERS = [Number("a", 0, 1), Number("b", 0, 10), Number("c", 0, 1)]


def done(sampler: Any, worlds: int, effect: Callable[[dict[str, float]], float], **plan: Any) -> Any:
    """Give what a study leaves whose effect is a function of the numbers drawn."""
    drawn = placed(NUMBERS, shares_of(sampler, [number.name for number in NUMBERS], worlds))
    made = Plan(sides=("article_2015", "null"), worlds=worlds, sampler=sampler, vary={"learn.jolt": Vary()}, **plan)
    rows = [{"world": k, "side": "article_2015", "name": "x.y", "group": "all", "unit": "share", "value": effect(one),
             "delta": effect(one), "base": 0.0} for k, one in enumerate(drawn)]  # fmt: skip
    by_world = pl.DataFrame(rows)
    draws = pl.DataFrame([{"world": k, **one} for k, one in enumerate(drawn)])
    return SimpleNamespace(plan=made, numbers=NUMBERS, by_world=by_world, draws=draws)


def test_sobols_indices_are_those_of_a_known_function() -> None:
    """``y = a + 2 b/10``: a has a fifth of the variance, b four fifths, c none."""
    found = sensitivity(done("sobol", 5 * 512, lambda w: w["a"] + 0.2 * w["b"]), "x.y")
    rows = {row["number"]: row for row in found.table.to_dicts()}
    assert found.table["number"].to_list() == ["b", "a", "c"] and found.points == 512
    for name, share in (("a", 0.2), ("b", 0.8), ("c", 0.0)):
        assert rows[name]["first"] == pytest.approx(share, abs=0.03)
        assert rows[name]["total_low"] <= rows[name]["total"] <= rows[name]["total_high"]
    assert rows["b"]["total"] == pytest.approx(0.8, abs=0.03)


def test_what_acts_together_is_in_the_total_and_not_in_the_first() -> None:
    found = sensitivity(done("sobol", 5 * 512, lambda w: (w["a"] - 0.5) * (w["b"] / 10 - 0.5)), "x.y")
    rows = {row["number"]: row for row in found.table.to_dicts()}
    assert abs(rows["a"]["first"]) < 0.1 and rows["a"]["total"] == pytest.approx(1, abs=0.15)


def test_morriss_effects_are_those_of_a_known_function() -> None:
    """A step is two thirds of a range: ``y = 3 a - c / 2 - 1`` moves by 2 and by a third, and turns its sign with a."""
    found = sensitivity(done("morris", 4 * 30, lambda w: 3 * w["a"] - w["c"] / 2 - 1), "x.y", "morris")
    rows = {row["number"]: row for row in found.table.to_dicts()}
    assert rows["a"]["size"] == pytest.approx(2, abs=0.001) and rows["c"]["mean"] == pytest.approx(-1 / 3, abs=0.001)
    assert rows["b"]["size"] == 0 and rows["a"]["flips"] > 0.5 and rows["b"]["flips"] == 0


def test_knife_edges_are_found_where_they_are_and_nowhere_else() -> None:
    at = {"x": np.linspace(0, 1, 200), "y": np.linspace(0, 1, 200) * 7 % 1}
    step = np.where(at["x"] < 0.4, 1.0, 3.0) + 0.1 * at["y"]
    jumps = knife_edges(at, step)
    assert {(edge.number, edge.kind) for edge in jumps} == {("x", "jumps")}
    assert jumps[0].at == pytest.approx(0.4, abs=0.06)
    turns = knife_edges(at, at["x"] - 0.5)
    assert {(edge.number, edge.kind) for edge in turns} == {("x", "flips")}
    assert knife_edges(at, 1 + at["x"]) == (), "what is smooth is no edge"
    noise = (np.arange(200) * 7919 % 200) / 100 - 1
    assert knife_edges(at, noise) == (), "nor is what chance does"


def test_only_single_steps_count_as_turning_the_sign() -> None:
    shares = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    assert flipped(shares, np.array([1.0, -1.0, -1.0, 1.0, 1.0, 1.0])) == [0.5, 0.0]


def test_from_one_path_to_the_next_is_no_step() -> None:
    """The second path begins where the first ended but for one number, which turns the sign."""
    shares = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]])
    assert flipped(shares, np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0])) == [0.0, 0.0]


@pytest.mark.parametrize(("sampler", "numbers", "worlds", "write"), [
    ("sobol", 2, 50, "64"), ("sobol", 3, 30, "40"), ("morris", 3, 30, "32"), ("sobol", 1, 6, "two numbers"),
])  # fmt: skip
def test_a_number_of_worlds_that_is_no_design_is_refused_with_one_that_is(
    sampler: Any, numbers: int, worlds: int, write: str
) -> None:
    said = misfit(sampler, numbers, worlds)
    assert said and write in said
    if write.isdigit():
        assert misfit(sampler, numbers, int(write)) is None


@pytest.mark.parametrize(("change", "said"), [
    ({"measure": "x.z"}, "Did you mean x.y"), ({"side": "other"}, "no side 'other'"),
    ({"group": "sex:woman"}, "no group 'sex:woman'"), ({"kind": "morris"}, "Write `sampler: morris`"),
])  # fmt: skip
def test_what_is_not_there_is_named(change: dict[str, Any], said: str) -> None:
    study = done("sobol", 5 * 16, lambda w: w["a"])
    with pytest.raises(InputError, match=said):
        sensitivity(study, **{"measure": "x.y", **change})


def test_other_designs_too_few_worlds_and_constants_are_refused() -> None:
    with pytest.raises(InputError, match="drawn by latin_hypercube"):
        sensitivity(done("latin_hypercube", 20, lambda w: w["a"]), "x.y")
    with pytest.raises(InputError, match=r"too few .* take 80 or more"):
        sensitivity(done("sobol", 5 * 8, lambda w: w["a"]), "x.y")
    with pytest.raises(InputError, match="in every world"):
        sensitivity(done("sobol", 5 * 16, lambda w: 1.0), "x.y")
    lost = done("sobol", 5 * 16, lambda w: w["a"])
    lost.by_world = lost.by_world.filter(pl.col("world") != 3)
    with pytest.raises(InputError, match="missing in 1 world of 80"):
        sensitivity(lost, "x.y")


def test_it_is_drawn_with_its_numbers_beside_it(tmp_path: Path) -> None:
    found = sensitivity(done("sobol", 5 * 16, lambda w: w["a"] + w["b"]), "x.y")
    write_sensitivity(found, tmp_path / "x.svg")
    drawn = ElementTree.fromstring((tmp_path / "x.svg").read_text(encoding="utf-8"))
    texts = {"".join(one.itertext()) for one in drawn.iter() if one.tag.endswith("text")}
    assert {"a", "b", "c", "share of the variance"} <= texts
    assert pl.read_csv(tmp_path / "x.csv").height == 3
    with pytest.raises(InputError, match=r"ends in \.svg"):
        write_sensitivity(found, tmp_path / "x.png")
