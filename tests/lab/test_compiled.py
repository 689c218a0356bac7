"""Compiled code belongs to the sources it was compiled from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demerit.base import compiled

WHERE = "import demerit, os; print(os.environ['NUMBA_CACHE_DIR'])"


def where(environment: dict[str, str]) -> str:
    """Give the folder that a fresh process keeps compiled code in."""
    mine = {key: value for key, value in os.environ.items() if key not in (compiled.VARIABLE, "XDG_CACHE_HOME")}
    words = [sys.executable, "-c", WHERE]
    said = subprocess.run(words, env=mine | environment, capture_output=True, text=True, check=True)
    return said.stdout.strip()


def test_the_folder_is_named_after_the_sources(tmp_path: Path) -> None:
    assert where({"XDG_CACHE_HOME": str(tmp_path)}) == str(tmp_path / "demerit" / f"compiled-{compiled.sources_hash()}")


def test_a_folder_that_the_user_named_is_kept(tmp_path: Path) -> None:
    assert where({compiled.VARIABLE: str(tmp_path / "mine")}) == str(tmp_path / "mine")


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    folder = where({"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert "demerit-compiled-" in folder
    assert not Path(folder).exists()


def test_old_folders_go(tmp_path: Path) -> None:
    for number in range(9):
        old = tmp_path / "demerit" / f"compiled-{number}"
        old.mkdir(parents=True)
        os.utime(old, (number, number))
    where({"XDG_CACHE_HOME": str(tmp_path)})
    left = {path.name for path in (tmp_path / "demerit").iterdir()}
    assert left == {f"compiled-{compiled.sources_hash()}", *(f"compiled-{n}" for n in range(4, 9))}


def test_loops_written_long_ago_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "LOOPS", 3)
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path))
    loops = tmp_path / "loops"
    loops.mkdir()
    for number in (5, 2, 4, 1, 3):
        (loops / f"{number}.loop").touch()
        os.utime(loops / f"{number}.loop", (number, number))
    assert compiled.keep_loops() == loops
    assert sorted(path.name for path in loops.iterdir()) == ["3.loop", "4.loop", "5.loop"]


def test_other_sources_give_another_name() -> None:
    assert compiled.sources_hash(("acts",)) != compiled.sources_hash(("base",))
