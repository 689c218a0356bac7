"""A small scheme that anyone may break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.law import new, problems

from .names import DEEDS, QUANTITIES, STATES

Breaks = Callable[[str, str, str], list[str]]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a scheme without mistakes, relative to the working folder."""
    monkeypatch.chdir(tmp_path)
    new("scheme", "town", tmp_path)
    return Path("town")


@pytest.fixture
def broken(town: Path) -> Breaks:
    """Give a function that replaces a text in a file of the town and gives the problems found."""

    def found(file: str, old: str, text: str) -> list[str]:
        path = town / file
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, text, 1), encoding="utf-8")
        return problems(town, DEEDS, STATES, quantities=QUANTITIES)

    return found
