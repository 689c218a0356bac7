"""The documented schemes on the command line: checked, shown, run; and what is said of mistakes in their parts."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from demerit.engine.folder import open_run
from demerit.measures import evaluate
from tests.cli.conftest import Call
from tests.schemes_of_government import OWN


@pytest.mark.parametrize("name", OWN)
def test_it_is_checked_and_shown(name: str, demerit: Call, empty: Path) -> None:
    """A fair page: what is known and not, what it rewards or shuts, who sees it, how one recovers, what is its own."""
    assert demerit("check", name).status == 0
    page = " ".join(demerit("show", name).out.split())
    for words in ("Its own mechanism", OWN[name], "What is known, and what is not", "assumed:", "Who sees it",
                  "How one recovers", "Sources"):  # fmt: skip
        assert words in page
    assert "Its own mechanism:" not in page, "it has a section of its own"


@pytest.mark.parametrize("name", OWN)
def test_it_runs(name: str, demerit: Call, empty: Path) -> None:
    told = demerit("run", name, "--recipe", "village", "--people", "500", "--weeks", "60", "--json").told
    assert re.fullmatch("[0-9a-f]{32}", told["digest"])


def test_who_is_listed_and_what_each_was_refused_is_measured(demerit: Call, empty: Path) -> None:
    """Of all people somewhat fewer than of adults; without a list there is nothing to tell."""
    words = ("--recipe", "village", "--people", "500", "--weeks", "60", "--set", "courts.suits=4000", "--out")
    assert demerit("run", "court_list_2013", *words, "runs/listed").status == 0
    assert demerit("run", "null", *words[:6], "--out", "runs/null").status == 0
    rows = evaluate(open_run(empty / "runs" / "listed"), names=["lists"]).filter(pl.col("group") == "all")
    told = dict(rows.select("name", "value").iter_rows())
    assert told["lists.court_list.on"] == told["lists.on"] > told["lists.on_of_people"] > 0
    assert told["lists.entered"] > 0 < told["lists.refused_each.flights"]
    assert evaluate(open_run(empty / "runs" / "null"), names=["lists"]).is_empty()


def test_a_page_of_a_scheme_without_a_mechanism_of_its_own_leaves_it_out(demerit: Call, empty: Path) -> None:
    page = demerit("show", "zhima_2015").out
    assert "Its own mechanism" not in page
    assert "What it opens" in page and "What it shuts" not in page
    assert "nothing to see" in demerit("show", "null").out


WRONG = [
    (("run", "rongcheng", "--set", "obey.traffic=5"), ("obey.traffic", "from -320 to -128")),
    (("run", "rongcheng", "--set", "deal.contrct=-300"), ("Did you mean", "deal.contract")),
    (("run", "rongcheng", "--set", "wardens.warn=25"), ("wardens.warn", "from 0 to 24")),
    (("run", "rongcheng", "--set", "trade.sues=-1"), ("trade.sues", "from 0 to 65536")),
    (("run", "suining_2010", "--set", "gazette.reads=300"), ("gazette.reads", "from 0 to 256")),
    (("run", "rongcheng", "--set", "rule.late_fees=x"), ("late_fees", "whole number")),
    (("run", "rongchen"), ("Did you mean 'rongcheng'",)),
    (("run", "rongcheng", "--reform", "map_dark"), ("courts",)),
    (("show", "rongcheng/late_fes"), ("no thing is called", "Did you mean")),
]


@pytest.mark.parametrize(("words", "says"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_bad_input_is_told(words: tuple[str, ...], says: tuple[str, ...], demerit: Call, empty: Path) -> None:
    said = demerit(*words)
    assert said.status == 2, said
    assert not said.out
    assert "Traceback" not in said.err
    assert all(word in said.err for word in says), said.err
    assert not list(empty.iterdir())


IN_FILES = [
    ("rules/late_fees.yaml", "when: pay.late", "when: deal.contrat_broken", "Did you mean 'deal.contract_broken'"),
    ("rules/theft.yaml", "when: wardens.theft", "when: wardens.thef", "Did you mean 'wardens.theft'"),
    ("rules/theft.yaml", "points: -60", "points: -70", "the example fails"),
    ("institutions/wardens.yaml", "warn: 12", "warn: 30", "from 0 to 24"),
    ("institutions/wardens.yaml", "warn: 12", "warns: 12", "Did you mean 'warn'"),
    ("bureaus/city.yaml", "deal: 0.25", "deals: 0.25", "Did you mean 'deal'"),
    ("gates/honours.yaml", "{band: B}", "{band: BB}", "no band is called 'BB'"),
    ("scheme.yaml", "sd: 0", "sd: -1", "sd"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), IN_FILES, ids=[f"{f}: {n}" for f, _, n, _ in IN_FILES])
def test_a_mistake_in_a_file_is_told_with_line_and_column(
    file: str, old: str, new: str, says: str, demerit: Call, empty: Path
) -> None:
    assert demerit("new", "scheme", "town", "--from", "rongcheng").status == 0
    path = empty / "schemes" / "town" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = demerit("check", "town")
    assert said.status == 2
    assert re.search(rf"town/{re.escape(file)}:\d+:\d+: ", said.err + said.out)
    assert says in said.err + said.out
