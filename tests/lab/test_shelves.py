"""Acts, measures and charts of one's own: run when their folder is named, and not otherwise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def demerit(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own: what is added stays added."""
    return subprocess.run(
        [sys.executable, "-m", "demerit", *words], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that holds an act and a measure as `demerit new` writes them."""
    folder = tmp_path_factory.mktemp("own")
    for kind, name in (("act", "pray"), ("measure", "loudness")):
        assert demerit("new", kind, name, folder=folder).returncode == 0
    return folder


def names(kind: str, folder: Path, *options: str) -> set[str]:
    done = demerit(*options, "list", kind, "--json", folder=folder)
    return {item["name"] for item in json.loads(done.stdout)["items"]}


@pytest.mark.parametrize(("kind", "name"), [("acts", "pray"), ("measures", "loudness")])
def test_what_stands_in_a_named_folder_is_listed_and_nothing_else_is(own: Path, kind: str, name: str) -> None:
    assert name in names(kind, own, "--with", ".")
    assert name not in names(kind, own)


def test_an_act_of_ones_own_is_done_and_counted(own: Path) -> None:
    run = ("run", "null", "--recipe", "village", "--people", "100", "--weeks", "4", "--json")
    mine = json.loads(demerit("--with", ".", *run, "--out", "mine", folder=own).stdout)
    plain = json.loads(demerit(*run, "--out", "plain", folder=own).stdout)
    import polars as pl

    prayed = pl.read_parquet(own / "mine" / "counts.parquet").filter(pl.col("key").str.starts_with("pray."))
    assert prayed.filter(pl.col("group") == "all")["n"].sum() > 50
    assert mine["digest"] == plain["digest"]  # it adds no draw to any other act


def test_a_file_that_cannot_be_run_is_named(own: Path, tmp_path: Path) -> None:
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "broken.py").write_text("import nothing_of_this_name\n")
    for folder, said in ((tmp_path, "broken.py: it cannot be run"), (tmp_path / "none", "there is no such folder")):
        done = demerit("--with", str(folder), "list", "acts", folder=own)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_the_names_of_the_program_are_taken(own: Path, tmp_path: Path) -> None:
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "speak.py").write_text("speak = 1\n")
    done = demerit("--with", str(tmp_path), "list", "acts", folder=own)
    assert done.returncode == 2
    assert "speak.py has the name of one that comes with demerit" in done.stderr


def test_weekly_acts_that_the_diary_has_no_room_for_are_refused(own: Path, tmp_path: Path) -> None:
    (tmp_path / "acts").mkdir()
    text = (own / "acts" / "pray.py").read_text().replace("monthly=True", "monthly=False").replace("pray", "sing")
    (tmp_path / "acts" / "sing.py").write_text(text)
    run = ("run", "null", "--recipe", "village", "--people", "60", "--weeks", "1")
    done = demerit("--with", str(tmp_path), *run, folder=own)
    assert done.returncode == 2
    assert "Let one of them be monthly" in done.stderr
    assert not (own / "runs").exists()
