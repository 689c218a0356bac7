"""Bad input: a clear message, exit status 2, no traceback, nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Call

RUN = ("run", "article_2015", *SMALL)
EDGES = {
    "loops.csv": "u,v\n0,1\n1,1\n1,2\n",
    "doubled.csv": "u,v\n0,1\n1,0\n1,2\n",
    "one_column.csv": "u\n0\n1\n",
    "names.csv": "u,v\nwei,li\nli,wang\n",
    "negative.csv": "u,v\n-1,2\n0,1\n",
    "empty.csv": "u,v\n",
    "torn.parquet": "no parquet",
}
WRONG: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("rnu", "null"), ("no such command", "run")),
    (("run",), ("missing", "SCHEME")),
    (("run", "null", "--peple", "3"), ("--peple", "--people")),
    (("run", "artcle_2015"), ("scheme", "Did you mean 'article_2015'")),
    ((*RUN, "--reform", "no_speach"), ("reform", "Did you mean", "no_speech")),
    (("run", "article_2015+no_speach"), ("reform", "no_speech")),
    ((*RUN, "--evidence", "documnted"), ("documented",)),
    ((*RUN, "--set", "moral_wight=1"), ("moral_weight",)),
    ((*RUN, "--set", "moral_weight"), ("NAME=VALUE",)),
    ((*RUN, "--set", "moral_weight=7"), ("range",)),
    ((*RUN, "--set", "learn.anchor=x"), ("no number",)),
    (("run", "null", "--people", "0"), ("--people 0",)),
    (("run", "null", "--people", "-5"), ("--people -5",)),
    (("run", "null", "--people", "1000000000000"), ("would fit", "GiB")),
    (("run", "null", "--people", "many"), ("--people many", "whole number")),
    (("run", "null", "--weeks", "0"), ("--weeks 0",)),
    (("run", "null", "--weeks", "-3"), ("--weeks -3",)),
    (("run", "null", "--weeks", "100000000"), ("--weeks 100000000", "5200 weeks")),
    (("run", "null", "--weeks", "2.5"), ("--weeks 2.5", "whole number")),
    (("run", "null", "--seed", "x"), ("--seed x", "whole number")),
    (("run", "null", "--seed", "-1"), ("--seed -1",)),
    (("run", "null", "--threads", "0"), ("--threads 0",)),
    (("run", "null", "--recipe", "vilage"), ("recipe", "village")),
    (("run", "null", "--recipe", "village", "--ties", "loops.csv"), ("contradict",)),
    (("run", "null", "--people", "10", "--society", "s"), ("contradict",)),
    (("run", "null", "--clean"), ("--ties",)),
    (("replicate", "contagon"), ("replication", "Did you mean 'contagion'")),
    (("replicate", "gaming", "--set", "perk=600"), ("setting of gaming", "'perks'")),
    (("replicate", "gaming", "--set", "cost=0"), ("cost=0", "from 0.0001")),
    (("replicate", "gaming", "--set", "benefits=1,2"), ("one a line",)),
    (("replicate", "--set", "cost=1"), ("demerit replicate NAME",)),
    (("replicate", "gaming", "--seed", "-1"), ("--seed -1",)),
    (("run", "null", "--society", "nowhere"), ("nowhere",)),
    (("run", "null", "--ties", "nowhere.csv"), ("nowhere.csv",)),
    (("run", "null", "--ties", "loops.csv"), ("loops.csv", "--clean")),
    (("run", "null", "--ties", "doubled.csv"), ("doubled.csv", "--clean")),
    (("run", "null", "--ties", "one_column.csv"), ("column",)),
    (("run", "null", "--ties", "names.csv"), ("names.csv",)),
    (("run", "null", "--ties", "negative.csv"), ("negative",)),
    (("run", "null", "--ties", "empty.csv"), ("empty.csv",)),
    (("run", "null", "--ties", "torn.parquet"), ("torn.parquet",)),
    ((*RUN, "--choices", "loops.csv"), ("week", "citizen")),
    ((*RUN, "--resume", "--out", "runs/none"), ("no run to resume",)),
    ((*RUN, "--out", "loops.csv/run"), ("loops.csv/run", "--out")),
    (("compare", "article_2015", "nul"), ("null",)),
    (("compare", "article_2015", "null", "--seeds", "0"), ("--seeds 0",)),
    (("explain", "last", "1"), ("demerit run",)),
    (("report", "runs/none"), ("runs/none",)),
    (("explain", "loops.csv", "1"), ("loops.csv",)),
    (("list", "rulez"), ("rules",)),
    (("show", "schengen_viza"), ("schengen_visa",)),
    (("check", "artcle_2015"), ("article_2015",)),
    (("new", "schem", "x"), ("scheme",)),
    (("new", "rule", "x"), ("--scheme",)),
    (("new", "rule", "x", "--scheme", "null"), ("comes with the program",)),
    (("new", "act", "Bad Name"), ("cannot be a name",)),
    (("society", "chna_2015"), ("china_2015",)),
    (("society", "china_2015", "--people", "0"), ("--people 0",)),
]  # fmt: skip


@pytest.fixture
def folder(empty: Path) -> Path:
    """A working folder with edge lists, none of them good."""
    for name, text in EDGES.items():
        (empty / name).write_text(text, encoding="utf-8")
    return empty


@pytest.mark.parametrize(("words", "says"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_bad_input_is_told_and_leaves_nothing(
    words: tuple[str, ...], says: tuple[str, ...], demerit: Call, folder: Path
) -> None:
    said = demerit(*words)
    assert said.status == 2, said
    assert said.err.startswith("demerit: ")
    assert "Traceback" not in said.err
    assert not said.out
    for word in says:
        assert word in said.err, said.err
    assert {path.name for path in folder.iterdir()} == set(EDGES)


def test_a_folder_that_exists_is_refused(demerit: Call, workshop: Path) -> None:
    said = demerit(*RUN, "--out", "runs/one")
    assert said.status == 2
    assert "--resume" in said.err
    assert demerit("compare", "article_2015", "null", *SMALL, "--out", "runs/pair").status == 2


def test_another_run_is_not_resumed(demerit: Call, workshop: Path) -> None:
    said = demerit("run", "article_2015", *SMALL, "--seed", "9", "--out", "runs/one", "--resume")
    assert said.status == 2
    assert "seed" in said.err


@pytest.mark.parametrize("harm", ["manifest", "version", "counts", "scheme"])
def test_a_damaged_run_is_told(harm: str, demerit: Call, empty: Path) -> None:
    demerit("run", "null", *SMALL, "--out", "r")
    manifest = empty / "r" / "manifest.json"
    if harm == "manifest":
        manifest.write_text("{", encoding="utf-8")
    if harm == "version":
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}), encoding="utf-8")
    if harm == "counts":
        (empty / "r" / "counts.parquet").write_bytes(b"torn")
    if harm == "scheme":
        (empty / "r" / "scheme.json").write_text("[]", encoding="utf-8")
    said = demerit("report", "r")
    assert said.status == 2
    assert said.err.startswith("demerit: r")


def test_runs_of_different_societies_are_not_compared(demerit: Call, workshop: Path, tmp_path: Path) -> None:
    demerit("run", "null", "--recipe", "village", "--people", "310", "--weeks", "16", "--out", tmp_path / "other")
    said = demerit("compare", "runs/one", tmp_path / "other")
    assert said.status == 2
    assert "different societies" in said.err


def test_a_run_that_is_there_keeps_its_society(demerit: Call, workshop: Path) -> None:
    said = demerit("compare", "runs/one", "null", "--people", "500")
    assert said.status == 2
    assert "settled" in said.err


def test_mistakes_in_law_are_all_told_with_their_places(demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town", "--from", "zhima_2015")
    rule = empty / "schemes" / "town" / "rules" / "bill_late.yaml"
    text = rule.read_text(encoding="utf-8").replace("pay.late", "pay.lat").replace("credit_history", "credit_histry")
    rule.write_text(text, encoding="utf-8")
    said = demerit("check", "town")
    assert said.status == 2
    assert "pay.late" in said.err
    assert "credit_history" in said.err
    assert said.err.count("bill_late.yaml:") >= 2
    assert demerit("run", "town", *SMALL).status == 2
    assert not (empty / "runs").exists()


def test_a_full_disk_leaves_nothing_behind(empty: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); "
    quiet = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    call = f"from demerit.cli import main; {limit}{quiet}main({[*RUN, '--out', 'runs/full']!r})"
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, cwd=empty, check=False)
    assert done.returncode == 2, done.stderr
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (empty / "runs").exists()


def test_an_unexpected_error_is_short_and_says_how_to_see_more(
    demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*words: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("demerit.lab.listing.listed", broken)
    said = demerit("list", "acts")
    assert said.status == 1
    assert "--debug" in said.err
    assert "Traceback" not in said.err
    with pytest.raises(ZeroDivisionError):
        from demerit.cli import _status

        _status(["list", "acts"], debug=True)
