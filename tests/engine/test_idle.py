"""What can never act is named, with what to do about it; what can is not; and doing what is said mends it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from demerit.engine.idle import idle_parts
from demerit.lab.checking import check_one
from demerit.lab.never import never_acted
from demerit.lab.order import Order
from demerit.lab.perform import perform
from demerit.lab.reading import read
from demerit.law import Scheme, dump, list_schemes, load, new, restore

PRAISE, DISCOUNT, HEAD, TOWN = "rules/praise.yaml", "gates/discount.yaml", "scheme.yaml", "bureaus/town.yaml"
DEAD: dict[str, tuple[str, Any, str]] = {
    "a happening of one that is not there": ("rules.praise.when", "courts.judged", "Add institutions/courts"),
    "an act of one": ("rules.praise.when", "obey.fare_dodged", "Add institutions/wardens.yaml"),
    "a deed that the bureau does not see": ("bureaus.town.sees", {"pay": 1.0}, "sees nothing of `speak`"),
    "a share that comes to nothing": ("bureaus.town.sees", {"speak": 0.001}, "sees nothing of `speak`"),
    "no bureau": ("bureaus", {}, "Add a file to bureaus/"),
    "more posts than a month can hold": ("rules.praise.per", 300, "252 times a month at most, not 300"),
    "a cap of nought": ("rules.praise.cap", 0, "its `cap` is 0"),
    "no points": ("rules.praise.points", 0, "it gives no points"),
    "an age that nobody has": ("rules.praise.when", {"column": "age", "at_least": 121}, "lies from 18 to 120"),
    "a child's age": ("rules.praise.when", {"column": "age", "at_most": 17}, "lies from 18 to 120"),
    "a fifth that is none": ("rules.praise.when", {"column": "income_fifth", "equals": 6}, "from 1 to 5"),
    "a day after the end": ("rules.praise.since", "2150-01-01", "lies after the last week"),
    "a day before the start": ("rules.praise.until", "1950-01-01", "lies before the scheme starts"),
    "nobody scored": ("scored.who", "nobody", "nobody bears a score"),
    "a line below the scale's": ("gates.discount.condition.score.at_least", 350, "everybody meets its condition"),
    "a gate that nobody tries": ("gates.discount.tries_a_year", 0, "nobody tries it"),
    "a gate of an act that is not there": ("gates.discount", "travel.trip", "Add institutions/border.yaml"),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    place = tmp_path_factory.mktemp("towns")
    return read(new("scheme", "town", place))


def changed(scheme: Scheme, path: str, value: Any) -> Scheme:
    """Give a scheme with one field changed, whatever else no longer fits."""
    tree = dump(scheme)
    inside, steps = tree, path.split(".")
    if value == "travel.trip":
        inside["gates"]["discount"] |= {"tried_by": value, "tries_a_year": None}
        return restore(tree)
    for step in steps[:-1]:
        inside = inside[step]
    assert steps[-1] in inside or steps[-1] in ("since", "until"), inside
    inside[{"since": "from"}.get(steps[-1], steps[-1])] = value
    inside.pop("since", None)
    return restore(tree)


def test_a_scheme_as_it_is_begun_has_nothing_idle(town: Scheme) -> None:
    assert list(idle_parts(town)) == []


@pytest.mark.parametrize("case", DEAD)
def test_what_can_never_act_is_named(case: str, town: Scheme) -> None:
    path, value, says = DEAD[case]
    found = dict(idle_parts(changed(town, path, value)))
    assert any(says in why for why in found.values()), found
    expected = ("gates", "discount") if path.startswith("gates") else ("rules", "praise")
    assert expected in found


def test_every_scheme_that_comes_with_the_package_can_act_in_all_its_parts() -> None:
    assert {one.name: check_one(one.name).idle for one in list_schemes() if check_one(one.name).idle} == {}


def test_to_do_what_is_said_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = new("scheme", "town", tmp_path)
    rule = folder / "rules" / "praise.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("speak.praise", "obey.fare_dodged"), encoding="utf-8")
    before = check_one(str(folder)).idle
    assert len(before) == 1
    assert "rules/praise.yaml:2:1: this rule can never act" in before[0]
    bureau = folder / "bureaus" / "town.yaml"
    text = bureau.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith("sees:"))
    bureau.write_text(text.replace(line, "sees: {speak: 1.0, obey: 1.0}"), encoding="utf-8")
    (folder / "institutions").mkdir()
    text = "summary: Wardens look.\nevidence: {grade: projected}\nsize: {grade: assumed, range: [0, 1]}\n"
    (folder / "institutions" / "wardens.yaml").write_text(text, encoding="utf-8")
    assert check_one(str(folder)).idle == ()


def test_a_run_names_what_could_and_never_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    order = Order("zhima_2015", recipe="village", people=120, weeks=8)
    run = perform(order, tmp_path / "run", threads=1).folder
    idle = never_acted(run)
    booked = set(run.ledger["entry"].cast(pl.String).unique())
    assert set(idle) == {"rules", "gates", "registers", "news", "institutions"}
    assert set(idle["rules"]) == set(run.scheme.rules) - booked
    assert set(idle["rules"]) != set(run.scheme.rules)


@pytest.mark.parametrize("how", ["barred", "not_obtained", "not_member"])
def test_a_gate_that_lets_nobody_in_acted_on_whoever_tried(how: str) -> None:
    """It is open to nobody, and yet not idle."""
    scheme = load("zhima_2015")
    gate = next(iter(scheme.gates))
    rows = {"week": [3, 3], "table": ["gate"] * 2, "key": [f"{gate}:shut", f"{gate}:{how}"], "group": ["all"] * 2}
    ledger = pl.DataFrame({"entry": []}, schema={"entry": pl.String})
    about = SimpleNamespace(weeks=8, society={"adults": 50})
    for times, acted in ((0, False), (2, True)):
        counts = pl.DataFrame({**rows, "n": [9, times]})
        run = SimpleNamespace(scheme=scheme, ledger=ledger, counts=counts, about=about)
        assert (gate not in never_acted(run)["gates"]) == acted  # type: ignore[arg-type]


def test_news_to_come_and_institutions_with_nothing_to_do_never_acted() -> None:
    """The tale breaks some weeks into the article's world: nobody can have read it before; many do in its week."""
    scheme = load("article_2015")
    (news,) = scheme.news
    first = scheme.week_of(scheme.news[news].since)
    ledger = pl.DataFrame({"entry": []}, schema={"entry": pl.String})
    rows = [(3, "institution", f"{name}:x", "all", int(name != "courts")) for name in scheme.institutions]
    counts = pl.DataFrame(rows, schema=["week", "table", "key", "group", "n"], orient="row")
    for weeks, told in ((first, False), (first + 1, True)):
        about = SimpleNamespace(weeks=weeks, society={"adults": 50})
        run = SimpleNamespace(scheme=scheme, ledger=ledger, counts=counts, about=about)
        idle = never_acted(run)  # type: ignore[arg-type]
        assert idle["news"] == ([] if told else [news])
        assert idle["institutions"] == ["courts"]
