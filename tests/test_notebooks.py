"""The notebooks run, at small size, and say the same when they run again."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from pathlib import Path
from typing import Any

import jupytext
import pytest

from tests.house import ROOT

SMALL = {
    "first_study": {"people": 80, "weeks": 16, "seeds": 2, "worlds": 1},
    "a_claim": {"people": 60, "weeks": 8, "worlds": 8, "seeds": 1},
    "your_own_scheme": {"people": 120, "weeks": 16, "seeds": 2},
}
"""Notebook -> its parameters in tests."""
HEAVY = {"your_own_scheme"}
"""An assessment lets every rule be switched off alone."""
FOLDER = ROOT / "docs" / "notebooks"


def cells(name: str) -> list[Any]:
    """Give the cells of code of a notebook."""
    return [cell for cell in jupytext.read(FOLDER / f"{name}.md").cells if cell.cell_type == "code"]


def said(name: str) -> str:
    """Run a notebook's cells in one room, its parameters small, and give all that they print or end with."""
    room: dict[str, Any] = {}
    out = io.StringIO()
    for cell in cells(name):
        source = cell.source
        if "parameters" in cell.metadata.get("tags", []):
            source += "".join(f"\n{parameter} = {value!r}" for parameter, value in SMALL[name].items())
        lines = ast.parse(source)
        last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(out):
            exec(compile(lines, f"{name}.md", "exec"), room)
            if last is not None:
                print(eval(compile(ast.Expression(last.value), f"{name}.md", "eval"), room))
    return re.sub(r"0x[0-9a-f]+", "", out.getvalue())


def test_every_notebook_is_tested() -> None:
    """And has parameters that make it small."""
    assert {file.stem for file in FOLDER.glob("*.md")} == set(SMALL)
    for name, parameters in SMALL.items():
        (head,) = (cell for cell in cells(name) if "parameters" in cell.metadata.get("tags", []))
        assert {word.strip() for word in head.source.split("=")[0].split(",")} == set(parameters)


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n in HEAVY else n for n in SMALL])
def test_notebooks_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in an empty folder."""
    monkeypatch.chdir(tmp_path)
    assert len(said(name)) > 500


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_notebooks_say_the_same_again(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every number that is printed is there again."""
    told = []
    for k in range(2):
        (tmp_path / str(k)).mkdir()
        monkeypatch.chdir(tmp_path / str(k))
        told.append(said(name))
    assert told[0] == told[1]
