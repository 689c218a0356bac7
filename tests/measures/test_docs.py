"""The page about measures names all of them, as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.measures import measures
from demerit.report import figures

PAGE = Path(__file__).parents[2] / "docs" / "model" / "measures.md"


@pytest.mark.parametrize("name", list(measures()))
def test_the_page_tells_every_measure(name: str) -> None:
    part = measures()[name]
    row = f"| `{name}` | {part.summary.rstrip('.')} | {part.unit} | {part.twin} | {'yes' if part.groups else 'no'} |"
    assert row in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(figures()))
def test_the_page_names_every_figure(name: str) -> None:
    assert f"| `{name}` | {figures()[name].title} |" in PAGE.read_text(encoding="utf-8")
