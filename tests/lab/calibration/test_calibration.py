"""Draws that figures rule out are left out, what is out of reach is told, and the shipped table is of today's law."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from demerit.errors import InputError, LawError
from demerit.lab.calibration.calibrate import TABLE, Work, calibrate, shares_in, together, wave
from demerit.lab.calibration.emulating import emulator
from demerit.lab.calibration.plan import CalibrationPlan, plan_of, sides_of
from demerit.lab.calibration.targets import FAR, FITTED, HELD, Part, Target
from demerit.lab.calibration.telling import told_of, values_of, verdict
from demerit.lab.perform import no_watcher
from demerit.lab.plugins import code, measuring
from demerit.lab.studies.designs import hypercube
from demerit.lab.studies.drawing import placed, worlds_of
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import CALIBRATED
from demerit.lab.studies.study import study
from demerit.lab.studies.table import digest_of, table_of
from demerit.law import load, scheme_hash

NAMES = ["a", "b", "c", "d"]


def test_an_emulator_tells_a_known_function_where_it_was_not_run() -> None:
    x = hypercube(NAMES, 120)
    made = emulator(x, np.sin(3 * x[:, 0]) + x[:, 1] ** 2)
    new = hypercube([f"{name}.new" for name in NAMES], 50)
    mean, variance = made.at(new)
    assert np.abs(mean - np.sin(3 * new[:, 0]) - new[:, 1] ** 2).max() < 0.05
    assert made.told > 0.98 and {0, 1} <= set(made.inputs) and (variance > 0).all()


def test_an_emulator_of_nothing_but_chance_says_so() -> None:
    x = hypercube(NAMES, 120)
    chance = hypercube(["chance"], 120)[:, 0]
    made = emulator(x, chance)
    _, variance = made.at(hypercube([f"{name}.new" for name in NAMES], 50))
    assert made.told < 0.2
    assert np.sqrt(variance).mean() > 0.7 * chance.std(), "what chance does is in the variance"


def test_a_target_out_of_reach_is_left_out_and_so_is_one_that_does_not_go_with_the_others() -> None:
    near, far = np.zeros(100), np.full(100, 9.0)
    half, other = np.where(np.arange(100) < 60, 0.0, 5.0), np.where(np.arange(100) < 70, 5.0, 0.0)
    fits, left = together({"near": near, "far": far, "half": half}, 10)
    assert left == {"far": "out of reach"} and fits.sum() == 60
    fits, left = together({"half": half, "other": other}, 10)
    assert left == {"other": "not together with the others"} and fits.sum() == 60


@pytest.mark.parametrize(("implausible", "least", "said"), [
    ({"far": np.full(100, 9.0), "further": np.full(100, 12.0)}, 10, "every draw is ruled out by each of far, further"),
    ({"some": np.where(np.arange(100) < 7, 0.0, 5.0)}, 10, "7 are not ruled out by some, and 10 are asked for"),
    ({"far": np.full(100, 9.0), "some": np.where(np.arange(100) < 7, 0.0, 5.0)}, 8, "7 are not ruled out by some"),
])  # fmt: skip
def test_draws_that_are_ruled_out_are_never_kept(implausible: Any, least: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        together(implausible, least)


def test_shares_are_where_the_numbers_lie_in_their_ranges() -> None:
    numbers = [Number("a", -10, 10), Number("b", 0.001, 1, "log")]
    drawn = placed(numbers, np.array([[0.25, 0.5], [1.0, 0.0]]))
    assert shares_in(numbers, drawn) == pytest.approx(np.array([[0.25, 0.5], [1.0, 0.0]]), abs=1e-3)


def test_values_are_sums_of_parts_over_the_worlds_that_have_all() -> None:
    rows = [(0, "x", "all", 3.0), (0, "x", "sex:woman", 1.0), (1, "x", "all", 5.0)]
    effects = pl.DataFrame([{"world": w, "side": "s", "name": n, "group": g, "value": v} for w, n, g, v in rows])
    target = Target("K", "", (Part("s", "x"), Part("s", "x", "sex:woman", -1)), 0, 1, 0.1, "")
    assert values_of(SimpleNamespace(effects=effects), target) == {0: 2.0}  # type: ignore[arg-type]


@pytest.mark.parametrize(("low", "high", "values", "said"), [
    (0.8, 0.8, [0.7, 0.85, 0.9], "met"), (0.8, 0.8, [0.2, 0.5, 0.9], "not met"), (0, FAR, [0.9, 1.0, 1.1], "met"),
    (0, FAR, [-1.0, 1.0, 0.1], "open"), (-FAR, 0, [0.9, 1.0, 1.1], "not met"), (0, 1, [1.0], "not measured"),
])  # fmt: skip
def test_verdicts(low: float, high: float, values: list[float], said: str) -> None:
    assert verdict(Target("K", "", (), low, high, 0.05, ""), values) == said


def test_nothing_is_fitted_to_what_is_held_out() -> None:
    keys = [{name.strip(",") for name in target.name.split() if name.startswith("K")} for target in (*FITTED, *HELD)]
    fitted, held = set().union(*keys[: len(FITTED)]), set().union(*keys[len(FITTED) :])
    assert fitted == {"K01", "K03", "K04", "K10", "K12", "K14", "K16"}
    assert held == {"K15", "K19", "K20", "K21", "K22", "K23"}


@pytest.mark.parametrize(("text", "place", "said"), [
    ("peeple: 300\n", "1:1", "people"), ("waves: [3]\n", "1:9", "at least 20"), ("fit: [K99]\n", "1:6", "no target"),
    ("fit: [K22]\n", "1:6", "held out"), ("vary: {learn.jult: {}}\n", "1:20", "Did you mean 'learn.jolt'"),
    ("vary: {learn.jolt: {low: 1, high: 4000}}\n", "1:20", "outside what is plausible"),
    ("vary: {learn.jolt: {low: 400}}\n", "1:20", "is empty"),
    ("vary: {learn.jolt: {distribution: log}}\n", "1:20", "cannot be drawn by its logarithm"),
    ("vary: {learn.jolt: {values: [1, 2]}}\n", "1:20", "Write `low` and `high`"),
])  # fmt: skip
def test_a_mistake_of_a_plan_is_told_at_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    (tmp_path / "plan.yaml").write_text(text)
    with pytest.raises(LawError) as error:
        plan_of(tmp_path / "plan.yaml")
    assert any(f"plan.yaml:{place}: " in line and said in line for line in error.value.mistakes), error.value.mistakes


def test_a_calibration_does_not_write_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="is not empty"):
        calibrate(out=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def table(folder: Path, **change: Any) -> Path:
    """Write a table of draws as a calibration leaves one."""
    told = {"laws": {}, "numbers": [vars(Number("learn.jolt", 0, 96, "uniform", True))],
            "draws": [{"learn.jolt": float(k)} for k in (8, 90, 40)], **change}  # fmt: skip
    told["laws"] = told["laws"] or {"weibo_2024": scheme_hash(load("weibo_2024"))}
    told["digest"] = digest_of(json.loads(json.dumps(told)))
    (folder / "draws.json").write_text(json.dumps(told))
    return folder / "draws.json"


def test_a_study_draws_its_worlds_from_a_table(tmp_path: Path) -> None:
    path = table(tmp_path)
    plan = {"sides": ["weibo_2024", "null"], "recipe": "village", "people": 60, "weeks": 8, "measures": ("silence",)}
    found = study({**plan, "draw_from": str(path), "worlds": 2}, out=tmp_path / "two", workers=1)
    assert found.draws["learn.jolt"].to_list() == [8.0, 90.0] and [n.name for n in found.numbers] == ["learn.jolt"]
    assert len(worlds_of(found.plan.model_copy(update={"worlds": 0}), found.numbers)) == 3


@pytest.mark.parametrize(("change", "said"), [
    ({"laws": {"weibo_2024": "0" * 32}}, "another law: weibo_2024"), ({"draws": []}, "damaged"),
])  # fmt: skip
def test_a_table_of_another_law_or_a_damaged_one_is_refused(tmp_path: Path, change: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        table_of(str(table(tmp_path, **change)))
    path = table(tmp_path)
    path.write_text(path.read_text().replace("90.0", "91.0"))
    with pytest.raises(InputError, match="damaged"):
        table_of(str(path))
    with pytest.raises(InputError, match="is not there"):
        table_of(str(tmp_path / "none.json"))


def test_more_worlds_than_draws_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="3 draws, fewer than 4"):
        study({"sides": ["weibo_2024", "null"], "draw_from": str(table(tmp_path)), "worlds": 4}, out=tmp_path / "x")
    assert not (tmp_path / "x").exists()


@pytest.mark.slow
def test_a_small_calibration_ends_in_a_table_that_studies_take(tmp_path: Path) -> None:
    size = {"people": 100, "weeks": 16, "waves": (20,), "keep": 8, "check": 8, "candidates": 1_000}
    plan = {**size, "fit": ("K03", "K16")}
    made = calibrate(plan, out=tmp_path / "one", workers=1)
    assert len(made.draws) == 8 and table_of(str(tmp_path / "one" / TABLE)).digest == made.digest
    assert {row["use"] for row in made.told["targets"]} == {"fitted", "held"}
    assert made.told["simulations"] == 20 * 3 + 16 * len(sides_of((*FITTED[1:2], *FITTED[5:], *HELD)))
    again = calibrate(plan, out=tmp_path / "one", resume=True, workers=1)
    assert again.digest == made.digest


# ---- what comes with the program -------------------------------------------------------------------------------------


def test_the_shipped_table_is_of_todays_law_and_plan() -> None:
    made = table_of(CALIBRATED)
    plan = CalibrationPlan.model_validate(made.told["plan"] | {"waves": tuple(made.told["plan"]["waves"]),
                                                               "fit": tuple(made.told["plan"]["fit"])})  # fmt: skip
    assert list(made.numbers) == plan.numbers() and len(made.draws) == plan.keep
    for draw in made.draws:
        assert all(number.low <= draw[number.name] <= number.high for number in made.numbers)


def test_the_shipped_table_was_fitted_to_todays_targets() -> None:
    """Name, figure, ends, error, reason and use of each, in their order: nothing that was fitted to is now held out."""
    told = table_of(CALIBRATED).told
    fields = ("name", "says", "why", "low", "high", "error")
    asked = [
        {**{name: getattr(target, name) for name in fields}, "low": None if target.low <= -FAR else target.low,
         "high": None if target.high >= FAR else target.high, "use": use}
        for use, targets in (("fitted", FITTED), ("held", HELD)) for target in targets
    ]  # fmt: skip
    assert [{name: row[name] for name in (*fields, "use")} for row in told["targets"]] == asked
    assert all(row["verdict"] == _verdict_again(row) for row in told["targets"] if row["low"] == row["high"])


def _verdict_again(row: dict[str, Any]) -> str:
    return "met" if abs(row["after"]["median"] - row["low"]) <= 2 * row["error"] else "not met"


def test_a_table_tells_whether_the_model_has_changed_since(tmp_path: Path) -> None:
    mine = [code(), measuring()]
    assert table_of(str(table(tmp_path, code=mine))).model() == "Made with today's model."
    assert "has changed" in table_of(str(table(tmp_path, code=["0", mine[1]]))).model()
    assert "has changed" in table_of(str(table(tmp_path, code=[mine[0], "0"]))).model()
    assert "may have changed" in table_of(str(table(tmp_path))).model()


@pytest.mark.slow
def test_the_kept_worlds_of_the_shipped_table_live_again_with_the_same_figures(tmp_path: Path) -> None:
    """Where this fails, the model gives other figures than those that the table tells: calibrate anew."""
    made = table_of(CALIBRATED)
    told = made.told["plan"]
    plan = CalibrationPlan.model_validate(told | {name: tuple(told[name]) for name in ("waves", "fit")})
    work = Work(plan, made.numbers, plan.targets(), tmp_path, None, None, no_watcher)
    (tmp_path / "kept.json").write_text(json.dumps(made.told))
    kept = wave(work, len(plan.waves), "kept", plan.check, tmp_path / "kept.json", (*FITTED, *HELD))
    again = told_of((), (*FITTED, *HELD), [], kept, kept, dict.fromkeys(("candidates", "not_ruled_out", "as_many_as", "nearest")))  # noqa: E501
    assert {row["name"]: row["after"] for row in again["targets"]} == {
        row["name"]: row["after"] for row in made.told["targets"]}  # fmt: skip
