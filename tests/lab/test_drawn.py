"""Drawn worlds: what is drawn, and what comes of it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from demerit.errors import InputError
from demerit.lab.drawn import CHANGE, DRAWN, Drawn, drawn, draws, kept, numbers_of, shipped
from demerit.lab.order import Order
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import CALIBRATED
from demerit.lab.studies.table import table_of
from demerit.law import load

SMALL = Order("article_2015", recipe="village", people=150, weeks=16)


def test_each_range_is_cut_into_as_many_as_there_are_worlds() -> None:
    numbers = [Number("a", 0, 1), Number("b", 1, 100, "log"), Number("rule.c", -20, -2, whole=True)]
    found = draws(numbers, 20)
    assert sorted(int(world["a"] * 20) for world in found) == list(range(20))
    assert sum(world["b"] < 10 for world in found) == 10
    assert all(world["rule.c"] == int(world["rule.c"]) and -20 <= world["rule.c"] <= -2 for world in found)
    assert draws(numbers, 20) == found
    points = draws([Number("association_points", -20, -1, whole=True)], 20)
    assert all(world["association_points"] == int(world["association_points"]) for world in points)


def test_only_assumed_numbers_are_drawn_and_all_of_the_rules_about_speech() -> None:
    scheme = load("article_2015")
    names = {number.name for number in numbers_of(scheme)}
    assert {"moral_weight", "hold", "rule.dissenting_post", "rule.official_praise", "learn.forget"} <= names
    city = {number.name for number in numbers_of(load("rongcheng"))}
    assert "rule.traffic_offence" in city and "rule.theft" not in city, "what is documented is not drawn"


def test_worlds_are_run_and_kept_and_told_apart_from_others(tmp_path: Path) -> None:
    other = SMALL.with_(scheme="null")
    told = drawn(SMALL, other, 2, tmp_path)
    assert [len(world["digests"]) for world in told.worlds] == [2, 2]
    assert told.worlds[0]["digests"] != told.worlds[1]["digests"]
    assert CHANGE in told.whole and CHANGE in told.untold
    assert not (tmp_path / "worlds").exists()
    assert drawn(SMALL, other, 2, tmp_path) == told == kept(tmp_path, SMALL, other)
    assert kept(tmp_path, SMALL.with_(reforms=("no_tale",)), other) is None
    (tmp_path / DRAWN).write_text("{", encoding="utf-8")
    assert kept(tmp_path, SMALL, other) is None


def test_worlds_live_again_where_the_calibrated_table_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SMALL.with_(scheme="null")
    module = "demerit.lab.drawn._table"
    monkeypatch.setattr(module, lambda: None)
    assert drawn(SMALL, other, 2, tmp_path).calibrated == []
    table = table_of(CALIBRATED)
    monkeypatch.setattr(module, lambda: table)
    told = drawn(SMALL, other, 2, tmp_path)
    assert (len(told.calibrated), told.table) == (2, table.digest)


def test_one_world_has_no_range() -> None:
    with pytest.raises(InputError, match="--worlds 1"):
        drawn(SMALL, SMALL.with_(scheme="null"), 1, Path("nowhere"))


def shipped_files() -> list[str]:
    there = files("demerit.lab").joinpath("worlds").iterdir()
    return sorted(f.name for f in there if "-" in f.name and f.name.endswith(".json"))


def of(name: str) -> tuple[Drawn, Order, Order]:
    a, b = (Order(side, people=2_000) for side in name.removesuffix(".json").split("-"))
    told = shipped(a, b)
    assert told is not None, f"{name} is of another law: write it anew"
    return told, a, b


@pytest.mark.parametrize("name", shipped_files())
def test_a_shipped_table_is_of_the_law_as_it_is(name: str) -> None:
    told, *_ = of(name)
    assert len(told.worlds) == 24 and told.between(CHANGE) is not None
    assert [world["set"] for world in told.worlds] == draws(told.numbers, 24)


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_files())
def test_a_shipped_table_is_what_its_worlds_give(name: str, tmp_path: Path) -> None:
    """The first two worlds are run again, to the last digit of every row."""
    told, a, b = of(name)
    again = drawn(a.with_(weeks=told.weeks), b.with_(weeks=told.weeks), 24, tmp_path, first=2)
    assert [world["rows"] for world in again.worlds] == [world["rows"] for world in told.worlds[:2]]
    assert [world["rows"] for world in again.calibrated] == [world["rows"] for world in told.calibrated[:2]]
    assert (again.whole, again.untold) == (told.whole, told.untold)


def test_the_lowest_and_the_highest_are_of_two_or_more() -> None:
    rows = [{"rows": {"x": value}} for value in (-0.2, 0.1)]
    assert Drawn("", "", 1, 1, 1, [], rows).between("x") == (-0.2, 0.1)
    assert Drawn("", "", 1, 1, 1, [], rows[:1]).between("x") is None
    again = json.loads(json.dumps(Drawn("", "", 1, 1, 1, [Number("n", 0, 1)], rows).plain()))
    assert again["numbers"][0]["name"] == "n"
