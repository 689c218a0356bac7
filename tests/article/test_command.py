"""`demerit article`: the table, one statement, what is disputed; on the page and as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.article import article
from demerit.lab.article import statement
from demerit.lab.worlds import NOTHING
from tests.cli.conftest import SMALL, Call
from tests.cli.test_json import held


def test_all_as_data(demerit: Call, empty: Path) -> None:
    told = demerit("article", "--json").told
    held("article", told)
    assert [item["id"] for item in told["statements"]] == list(article().statements)
    assert set(told["statements"][0]) >= {"id", "says", "grade", "modelled_by", "question", "claim", "status"}


def test_a_schema_that_does_not_hold_is_seen() -> None:
    with pytest.raises(AssertionError, match="grade"):
        held("article", {"statements": [{"id": "S01", "says": "x"}]})


def test_the_table_has_every_statement_in_the_width_there_is(
    demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = demerit("article")
    assert [line.split()[0] for line in said.out.splitlines() if line[:1] in "SEBXNCGDL" and line[1:2].isdigit()] == [
        *article().statements
    ]
    assert max(len(line) for line in said.out.splitlines()) <= 80
    assert said.err.startswith("141 statements: ")


@pytest.mark.parametrize("id_", list(article().statements))
def test_every_statement_has_a_page(id_: str, demerit: Call, empty: Path) -> None:
    out = demerit("article", id_).out
    one = article().statements[id_]
    assert out.startswith(f"{id_}, {one.status}")
    for heading in ("What is known", "Sources"):
        assert f"\n{heading}\n" in out
    assert ("What the laboratory has to answer" in out) == (one.question is not None)
    if one.compare:
        assert f"demerit compare {' '.join(one.compare)}" in " ".join(out.split())


def test_a_page_follows_the_rule_to_its_points_and_its_source(demerit: Call, empty: Path) -> None:
    out = " ".join(demerit("article", "E03").out.split())
    assert "rule:article_2015/dissenting_post" in out
    assert "−8 points for speak.dissent, account behaviour; disputed (falkvinge_2015, aclu_2015)" in out
    assert "No run here bears on it yet" in out
    told = demerit("article", "E03", "--json").told
    held("article", told)
    (item,) = told["statements"]
    assert item["finding"] is None
    assert [m["pointer"] for m in item["mechanism"]] == item["modelled_by"]


def test_a_comparison_that_tests_a_statement_is_its_finding(demerit: Call, workshop: Path) -> None:
    told = demerit("article", "B01", "--json").told
    held("article", told)
    found = told["statements"][0]["finding"]
    assert (found["a"], found["b"], found["is_test"]) == ("article_2015", "null", True)
    assert {row["name"] for row in found["rows"]} == {"gates.instant_loan.open"}
    assert "with it" in demerit("article", "B01").out


def test_a_run_that_only_bears_on_it_says_so(demerit: Call, workshop: Path) -> None:
    told = demerit("article", "E15", "--json").told
    found = told["statements"][0]["finding"]
    assert found["is_test"] is False
    assert found["b"] is None
    out = " ".join(demerit("article", "E15").out.split())
    assert "does not part this mechanism from all others" in out
    assert "demerit compare article_2015 article_2015+credit_only" in out


def test_a_damaged_run_is_passed_over(demerit: Call, empty: Path) -> None:
    assert demerit("run", "article_2015", *SMALL, "--out", "runs/good").status == 0
    (empty / "runs" / "bad").mkdir()
    (empty / "runs" / "bad" / "manifest.json").write_text("{", encoding="utf-8")
    found = demerit("article", "E15", "--json").told["statements"][0]["finding"]
    assert found["folder"] == "runs/good"


def test_a_run_without_the_rule_is_no_finding(demerit: Call, empty: Path) -> None:
    assert demerit("run", "article_2015", *SMALL, "--reform", "no_speech", "--out", "runs/silent").status == 0
    assert demerit("article", "E01", "--json").told["statements"][0]["finding"] is None
    assert demerit("article", "E15", "--json").told["statements"][0]["finding"] is not None


def test_what_is_disputed_stands_beside_what_is_documented(demerit: Call, empty: Path) -> None:
    told = demerit("article", "--disputed", "--json").told
    held("article", told)
    items = {item["id"]: item for item in told["statements"]}
    assert set(items) == {one.id for one in article().statements.values() if one.is_disputed}
    assert {f"E0{k}" for k in range(1, 8)} <= set(items)
    assert "dissenting_post" in items["E03"]["worlds"]["article_2015"][0]
    assert items["E03"]["worlds"]["zhima_2015"] == ["no rule on speak.dissent; no bureau sees the act speak"]
    for id_ in ("S05", "E07", "C13"):
        assert items[id_]["worlds"]["article_2015"] != items[id_]["worlds"]["zhima_2015"]
        assert [NOTHING] not in items[id_]["worlds"].values()
    assert told["outcomes"] is None
    rows = {row["what"]: row for row in told["differences"]}
    assert "dissenting_post" in rows["rules in one"]["article_2015"]
    assert "dissenting_post" not in rows["rules in one"]["zhima_2015"]


def test_with_a_comparison_of_the_two_worlds_the_outcomes_stand_there_too(demerit: Call, empty: Path) -> None:
    before = demerit("article", "--disputed")
    assert "demerit compare article_2015 zhima_2015" in before.err
    assert demerit("compare", "article_2015", "zhima_2015", *SMALL).status == 0
    told = demerit("article", "--disputed", "--json").told
    held("article", told)
    assert told["outcomes"]["people"] == 300
    assert next(item for item in told["statements"] if item["id"] == "E07")["outcome"]
    after = demerit("article", "--disputed")
    assert "What came out: article_2015 against zhima_2015, 300 citizens" in after.out
    assert not after.err


@pytest.mark.parametrize("written", ["C27", "Z1", "dissent", "141", "-", "S1x"])
def test_an_unknown_statement_is_named_with_the_way_out(written: str, demerit: Call, empty: Path) -> None:
    said = demerit("article", "--", written)
    assert said.status == 2
    assert not said.out
    assert f"no statement is called {written!r}" in said.err
    assert "demerit article" in said.err


def test_near_ids_are_offered(demerit: Call, empty: Path) -> None:
    assert "Did you mean" in demerit("article", "C27").err


CARELESS = [("e3", "E03"), ("E3", "E03"), ("n09", "N9"), ("x0", "X00"), (" l14 ", "L14")]


@pytest.mark.parametrize(("written", "id_"), CARELESS)
def test_an_id_may_be_written_carelessly(written: str, id_: str) -> None:
    assert statement(written).id == id_
