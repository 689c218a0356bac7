"""What the terminal offers: rows that are asked for, reforms that fit a scheme, words that complete a line, plurals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from demerit.errors import InputError
from demerit.lab.picking import picked
from tests.cli.conftest import Call


def test_a_measure_and_its_groups_can_be_asked_for(demerit: Call, workshop: Path) -> None:
    asked = ("--measure", "silence.dissent", "--by", "income", "--json")
    told = demerit("compare", "runs/one", "runs/pair/b", *asked).told
    rows = {(row["name"], row["group"]) for row in told["measures"]}
    assert {name.rpartition(".")[0] for name, _ in rows} >= {"silence.dissent"}
    assert all(name.startswith("silence.dissent.") for name, _ in rows)
    assert {group for _, group in rows} == {"all", "income:low", "income:middle", "income:high"}


def test_a_measure_alone_gives_everyone_and_every_row_is_one_of_all(demerit: Call, workshop: Path) -> None:
    pair = ("compare", "runs/one", "runs/pair/b", "--json")
    whole = {(r["name"], r["group"]): r for r in demerit(*pair).told["measures"]}
    some = demerit(*pair, "--measure", "silence", "--measure", "gates").told["measures"]
    assert some
    assert {r["group"] for r in some} == {"all"}
    assert all(whole[r["name"], r["group"]] == r for r in some)
    kinds = demerit(*pair, "--by", "sex", "--by", "age").told["measures"]
    assert {r["group"].partition(":")[0] for r in kinds} == {"all", "sex", "age"}


def test_the_table_shows_what_is_asked_for_only(demerit: Call, workshop: Path) -> None:
    said = demerit("compare", "runs/one", "runs/pair/b", "--measure", "silence.dissent.rate", "--by", "sex")
    assert "silence.dissent.rate sex:woman" in said.out
    assert "gates" not in said.out


@pytest.mark.parametrize(("words", "says"), [
    (("--measure", "silense"), "no measure is called 'silense'. Did you mean 'silence'"),
    (("--by", "incom"), "no kind of group is called 'incom'. Did you mean 'income'"),
])  # fmt: skip
def test_what_there_is_not_is_refused_before_anything_runs(
    words: tuple[str, ...], says: str, demerit: Call, empty: Path
) -> None:
    said = demerit("compare", "article_2015", "null", *words)
    assert said.status == 2
    assert says in said.err
    assert not (empty / "runs").exists()


def test_a_row_that_a_measure_did_not_give_is_refused_with_those_it_gave() -> None:
    table = pl.DataFrame({"name": ["silence.dissent.rate", "gates.refused"], "group": ["all", "all"]})
    with pytest.raises(InputError, match=r"--measure silence\.x: no row.*It gave: silence\.dissent\.rate"):
        picked(table, ["silence.x"], [])


def test_reforms_of_a_scheme_are_those_that_fit_it(demerit: Call, empty: Path) -> None:
    every = {item["name"] for item in demerit("list", "reforms", "--json").told["items"]}
    fit = {item["name"] for item in demerit("list", "reforms", "--scheme", "zhima_2015", "--json").told["items"]}
    assert "no_speech" in every - fit
    assert fit
    assert fit < every


@pytest.mark.parametrize(("line", "offers"), [
    ("demerit run art", "article_2015"), ("demerit run article_2015+no_sp", "article_2015+no_speech"),
    ("demerit run null --recipe vil", "village"), ("demerit list ref", "reforms"),
    ("demerit compare null null --by inc", "income"), ("demerit compare null null --measure sil", "silence"),
    ("demerit run null --reform no_sp", "no_speech"), ("demerit report la", "last"), ("demerit ru", "run"),
])  # fmt: skip
def test_the_shell_is_told_what_completes_a_line(line: str, offers: str, empty: Path) -> None:
    asked = {"_DEMERIT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    done = subprocess.run([sys.executable, "-c", "from demerit.cli import main; main([])"], capture_output=True,
                          text=True, cwd=empty, env={**os.environ, **asked}, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert offers in done.stdout.split()
    assert done.stderr == ""


def test_one_rule_is_one_rule(demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town")
    for rule in sorted((empty / "schemes" / "town" / "rules").glob("*.yaml"))[1:]:
        rule.unlink()
    said = demerit("check", "town")
    assert "1 rules" not in said.out
    assert "1 examples" not in said.out


def test_choices_are_explained(demerit: Call) -> None:
    told = " ".join(demerit("run", "--help").out.split())
    assert "week, citizen (both from 0), act, deed (`demerit list acts`)" in told
