"""Institutions on the command line: listed, shown, made."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.institutions import institutions
from tests.cli.conftest import Call


def test_every_institution_is_listed_with_the_schemes_it_works_in(demerit: Call, empty: Path) -> None:
    items = {item["name"]: item for item in demerit("list", "institutions", "--json").told["items"]}
    assert set(items) == set(institutions())
    masses = items["masses"]
    assert masses["at_work"] == ["article_2015"]
    assert "masses.reported" in masses["happens"]
    own = demerit("list", "institutions", "--scheme", "null", "--json").told["items"]
    assert {tuple(item["at_work"]) for item in own} == {()}


@pytest.mark.parametrize("name", list(institutions()))
def test_every_institution_can_be_shown(name: str, demerit: Call, empty: Path) -> None:
    told = demerit("show", name, "--json").told
    one = institutions()[name]
    assert told["kind"] == "institution"
    assert told["told"]["does"] == one.summary
    assert [knob["name"] for knob in told["told"]["knobs"]] == [f"{name}.{knob.name}" for knob in one.knobs]
    assert (told["told"]["reads"], told["told"]["happens"]) == (list(one.reads), list(one.names))


def test_a_scheme_shows_who_is_at_work_in_it(demerit: Call, empty: Path) -> None:
    out = demerit("show", "article_2015").out
    assert "Institutions at work" in out
    assert "\n  masses " in out


def test_a_scheme_shows_its_registers(demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert demerit("new", "scheme", "town").status == 0
    assert demerit("new", "register", "dodgers", "--scheme", "town").status == 0
    out = demerit("show", "town").out
    assert "by 1 x borrow.default, until 104 weeks" in " ".join(out.split())


def test_a_new_institution_is_a_file_of_law(demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town")
    made = demerit("new", "institution", "masses", "--scheme", "town", "--json").told
    assert made["path"].endswith("schemes/town/institutions/masses.yaml")
    assert demerit("check", "town").status == 0
    listed = demerit("list", "institutions", "--scheme", "town", "--json").told["items"]
    assert [item["name"] for item in listed if item["at_work"]] == ["masses"]


def test_a_reform_that_turns_no_knob_is_refused_in_words(demerit: Call, empty: Path) -> None:
    reform = Path("nobody.yaml")
    reform.write_text("summary: A.\nwhy: B.\nset: {institutions.masses.set.nown: 3}\n", encoding="utf-8")
    said = demerit("run", "article_2015", "--reform", "nobody.yaml", "--people", "100", "--weeks", "4")
    assert said.status == 2
    assert "no knob of masses is called 'nown'" in said.err
    assert "Traceback" not in said.err
