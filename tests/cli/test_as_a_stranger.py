"""What a stranger stumbles over: names that hide others, a broken scheme beside whole ones, results that give way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demerit.engine.folder import read_run
from demerit.lab.listing import listed
from tests.cli.conftest import SMALL, Call


def test_a_scheme_of_ones_own_hides_none_of_the_package(demerit: Call, empty: Path) -> None:
    said = demerit("new", "scheme", "null")
    assert said.status == 2
    assert "would hide it" in said.err
    assert not (empty / "schemes" / "null").exists()


def test_a_broken_scheme_is_left_out_and_named(demerit: Call, empty: Path) -> None:
    assert demerit("new", "scheme", "town").status == 0
    law = empty / "schemes" / "town" / "scheme.yaml"
    law.write_text(law.read_text(encoding="utf-8") + "merge: all\n", encoding="utf-8")
    said = demerit("list", "schemes")
    assert said.status == 0
    assert "article_2015" in said.out
    assert "town" not in said.out
    assert "'town' of this folder has mistakes and is left out" in said.err
    assert demerit("show", "village").status == 0
    assert demerit("list", "rules", "--scheme", "town").status == 2


def test_a_file_where_a_folder_should_be_is_no_law(demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town")
    (empty / "schemes" / "town" / "registers").write_text("hi\n", encoding="utf-8")
    said = demerit("check", "town")
    assert said.status == 2
    assert "schemes/town/registers:1:1: registers must be a folder" in said.err


def test_a_run_of_a_law_that_has_changed_gives_way_and_it_is_said(demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town")
    first = demerit("run", "town", *SMALL)
    assert first.status == 0
    assert "gave way" not in first.err
    rule = empty / "schemes" / "town" / "rules" / "praise.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("points: 2 ", "points: 3 ").replace("conduct: 122", "conduct: 123"), encoding="utf-8")
    assert "gave way" in demerit("run", "town", *SMALL).err
    assert "there already" in demerit("run", "town", *SMALL).err


def test_half_a_run_that_is_made_anew_is_no_other_law(demerit: Call, empty: Path) -> None:
    """One that was killed before its first checkpoint stands there unfinished, under the very same law."""
    assert demerit("run", "null", *SMALL).status == 0
    (manifest,) = (empty / "runs").glob("*/manifest.json")
    told = json.loads(manifest.read_text(encoding="utf-8"))
    read_run(manifest.parent).sealed.seal(finished=False, digest=None)
    again = demerit("run", "null", *SMALL)
    assert again.status == 0
    assert "gave way" not in again.err
    assert json.loads(manifest.read_text(encoding="utf-8"))["digest"] == told["digest"]


@pytest.mark.parametrize(("words", "says"), [
    (("run", "article_2015+no_speech", "--reform", "no_speech"), "'no_speech' is named twice"),
    (("run", "null", "--threads", "9999"), "at most 256"),
    (("run", "article_2015", "--evidence", ""), "names no grade"),
])  # fmt: skip
def test_what_contradicts_itself_is_told(words: tuple[str, ...], says: str, demerit: Call, empty: Path) -> None:
    said = demerit(*words, *SMALL)
    assert said.status == 2
    assert says in said.err
    assert not (empty / "runs").exists()


@pytest.mark.parametrize("kind", ["institutions", "bureaus", "sources", "measures", "knobs", "reforms"])
def test_nothing_of_a_list_is_cut_off_at_60_columns(
    kind: str, demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    whole = " ".join(demerit("list", kind).out.split())
    for item in listed(kind):
        assert item["name"] in whole
        assert " ".join(item["summary"].split()) in whole or kind == "reforms"


def test_quantities_and_numbers_of_a_replication_stand_whole_at_80_columns(
    demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = demerit("replicate", "society").out
    told = demerit("replicate", "society", "--json").told["replications"]
    assert "\u2026" not in out
    assert all(" ".join(row["quantity"].split()) in " ".join(out.split()) for row in told)
    assert sum(line.endswith("within") and len(line) <= 80 for line in out.splitlines()) == len(told)


def test_a_scheme_with_a_reform_and_the_pointers_of_the_article_can_be_shown(demerit: Call, empty: Path) -> None:
    whole, reformed = (demerit("show", f"article_2015{more}", "--json").told["told"] for more in ("", "+no_speech"))
    assert set(reformed["rules"]) < set(whole["rules"])
    told = demerit("show", "rule:article_2015/dissenting_post", "--json").told
    assert (told["kind"], told["name"], told["scheme"]) == ("rule", "dissenting_post", "article_2015")


def test_a_statement_of_the_article_is_pointed_to(demerit: Call, empty: Path) -> None:
    said = demerit("show", "c11")
    assert said.status == 2
    assert "demerit article C11" in said.err
