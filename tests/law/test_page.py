"""The page that teaches the language shows law that holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from demerit.law.reading.schema import FILES

PAGE = Path(__file__).parents[2] / "docs" / "model" / "law.md"
KINDS = {"rules": "rule", "gates": "gate", "registers": "register", "bureaus": "bureau", "reforms": "reform"}
KINDS |= {
    "institutions": "institution",
    "news": "news",
    "tips": "tip",
    "calendar.yaml": "calendar",
    "to_come.yaml": "to_come",
}
BLOCKS = re.findall(r"```yaml\n# ([a-z_./0-9]+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize(("file", "text"), BLOCKS, ids=[file for file, _ in BLOCKS])
def test_every_example_on_the_page_is_law(file: str, text: str) -> None:
    kind = FILES[KINDS[file.partition("/")[0]]]
    tree = YAML(typ="safe", pure=True).load(text)
    assert TypeAdapter(kind).validate_python(tree)


def test_the_page_shows_every_kind_of_part() -> None:
    assert {KINDS[file.partition("/")[0]] for file, _ in BLOCKS} == set(KINDS.values())
