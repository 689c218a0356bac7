"""A command line to call, and a folder in which a run and a comparison lie already."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demerit.cli import main

SMALL = ("--recipe", "village", "--people", "300", "--weeks", "16")


@dataclass(frozen=True)
class Said:
    """What a command left: exit status, stdout, stderr."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """The one object on stdout."""
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def demerit(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line in this process."""

    def call(*words: object) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(int(end.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``runs/one`` and ``runs/pair`` were made; nothing else is written to it."""
    place = tmp_path_factory.mktemp("made")
    before = Path.cwd()
    os.chdir(place)
    try:
        for words in (
            ("run", "article_2015", *SMALL, "--out", "runs/one"),
            ("compare", "article_2015", "null", *SMALL, "--out", "runs/pair"),
        ):
            with pytest.raises(SystemExit) as end:
                main([*words, "--json"])
            assert end.value.code == 0, words
    finally:
        os.chdir(before)
    return place


@pytest.fixture
def workshop(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working folder with the run and the comparison."""
    monkeypatch.chdir(made)
    yield made
