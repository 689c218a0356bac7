"""Every result says how it is made again; both ways are gone, and the digests are the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.errors import InputError
from demerit.lab.reproducing import Reproduction, cite, reproduce
from tests.house import ROOT

SMALL: dict[str, Any] = {"recipe": "village", "people": 60, "weeks": 8}
TWO: dict[str, Any] = {"placebo": False, "settings": {"learn.forget": 3}, **SMALL}


KINDS: dict[str, Callable[[], Any]] = {
    "lived": lambda: demerit.live("article_2015+no_tale", settings={"learn.forget": 3}, seed=4, **SMALL),
    "run": lambda: demerit.perform("null", "runs/one", **SMALL).folder,
    "two sides": lambda: demerit.compare("article_2015", "null", out="runs/two", **TWO),
    "three sides": lambda: demerit.compare("weibo_2024", "article_2015", "null", out="runs/three", **SMALL),
    "study": lambda: demerit.study(["zhima_2015", "null"], seeds=2, measures=["degree"], workers=1, **SMALL),
}
QUICK = ("lived", "study")
"""Kinds whose ways draw no report."""


def digests(folder: Path) -> set[str]:
    """Give the digests of all runs and studies below a folder."""
    told = [json.loads(file.read_text()) for name in ("manifest", "study") for file in folder.rglob(f"{name}.json")]
    return {str(one["digest"]) for one in told}


def shell(told: Reproduction, home: Path) -> None:
    """Go the way of the shell, with the program that is tested."""
    home.mkdir()
    program = home / "demerit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m demerit "$@"\n')
    program.chmod(0o755)
    path = os.pathsep.join([str(home), os.environ["PATH"]])
    said = subprocess.run(["sh", "-ec", "\n".join(told.lines)], cwd=home, capture_output=True, text=True,
                          env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("kind", [k if k in QUICK else pytest.param(k, marks=pytest.mark.slow) for k in KINDS])
def test_both_ways_give_the_same(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the shell, and the script."""
    for place in ("made", "python"):
        (tmp_path / place).mkdir()
    monkeypatch.chdir(tmp_path / "made")
    result = KINDS[kind]()
    told = reproduce(result)
    assert told.digests and all(len(digest) >= 32 for digest in told.digests.values())
    shell(told, tmp_path / "shell")
    assert set(told.digests.values()) <= digests(tmp_path / "shell")
    monkeypatch.chdir(tmp_path / "python")
    exec(compile(told.python, kind, "exec"), {"__name__": "again"})
    for digest in told.digests.values():
        assert digest in told.python and digest in cite(result)
    assert json.loads(json.dumps(told.plain()))["digests"] == told.digests
    assert str(told).startswith(told.lines[0])


def test_a_script_that_gives_something_else_fails() -> None:
    """The digest in it is held."""
    told = reproduce(demerit.live("null", **SMALL))
    (digest,) = told.digests.values()
    with pytest.raises(AssertionError):
        exec(told.python.replace(digest, "0" * 32), {})


def test_a_law_that_stands_in_no_file_is_not_made_again() -> None:
    """It says what to do instead."""
    changed = demerit.change("article_2015", settings={"moral_weight": 0.4})
    with pytest.raises(InputError, match="changed in memory"):
        reproduce(demerit.live(changed, **SMALL))
    assert "article_2015" in cite(demerit.live(changed, **SMALL))


@pytest.mark.parametrize("call", [reproduce, cite])
def test_what_is_no_result_is_refused(call: Any) -> None:
    """In words."""
    with pytest.raises(InputError, match="is no result"):
        call("article_2015")
