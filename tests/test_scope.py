"""SCOPE.md, held: synthetic people only, no reader of records, no way out to the world."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from demerit.engine.settling import world_of
from demerit.lab.choosing import choices_of
from demerit.lab.order import Order
from demerit.society import Society
from tests.house import ROOT, modules, parsed, shown

OUTWARD = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "websockets"}
READS_PEOPLE = {"sklearn", "torch", "transformers", "nltk", "spacy", "tensorflow", "recordlinkage", "dedupe"}
ARGUED = {
    "src/demerit/app/serving.py": {"socket"},  # listens for the reader's own browser
    "src/demerit/app/opening.py": {"socket"},  # asks the system for this machine's own address; nothing is sent
    "src/demerit/app/guard.py": {"urllib"},  # takes an address apart (urllib.parse)
    "src/demerit/lab/calibration/emulating.py": {"sklearn"},  # Gaussian processes over numbers of the model
}
"""What a module may import all the same, and what for: another has to be argued for here."""
FILES = {"scheme", "society", "ties", "attributes", "choices"}
"""All that an order may name a file or folder by."""


def _imports(module: Path) -> set[str]:
    """Give the first words of all that a module imports."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_no_module_speaks_to_the_net_or_reads_texts_and_persons() -> None:
    """Neither connections, nor classifiers, nor matching of records."""
    found = {shown(m): _imports(m) & (OUTWARD | READS_PEOPLE) for m in modules()}
    assert {name: words for name, words in found.items() if words} == ARGUED
    assert "urllib.parse import urlsplit" in (ROOT / "src/demerit/app/guard.py").read_text(encoding="utf-8")
    emulating = (ROOT / "src/demerit/lab/calibration/emulating.py").read_text(encoding="utf-8")
    assert set(re.findall(r"sklearn\.(\w+)", emulating)) == {"exceptions", "gaussian_process"}


def test_an_order_names_law_structure_and_choices_and_nothing_else() -> None:
    """There is no option through which records could come in: a new one has to be argued for here."""
    texts = {f.name for f in dataclasses.fields(Order) if "str" in str(f.type) and "tuple" not in str(f.type)}
    assert texts == FILES | {"recipe", "form", "hubs"}


def test_choices_from_outside_hold_numbers_and_names_of_deeds_only(tmp_path: Path) -> None:
    """A further column, a name for instance, is not even read."""
    file = tmp_path / "choices.csv"
    file.write_text("week,citizen,act,deed,name\n0,3,speak,silent,somebody\n", encoding="utf-8")
    assert [tuple(c) for c in choices_of(Order("null", choices=str(file)))] == [(0, 3, "speak", "silent")]


def test_a_citizen_is_whole_numbers(village: Society) -> None:
    """No column of a society or a running world can hold a text."""
    arrays = dict(world_of(village).items()) | village.citizens._asdict() | village.ties._asdict()
    assert {name for name, array in arrays.items() if not np.issubdtype(array.dtype, np.integer)} == set()


def test_a_report_asks_nothing_of_the_net() -> None:
    """No address stands in the page or the style it is drawn with, but in the words of a link to a source."""
    for file in (ROOT / "src" / "demerit" / "report").glob("page.*"):
        text = file.read_text(encoding="utf-8")
        assert "src=\"http" not in text and "@import" not in text and "url(http" not in text, file.name


@pytest.mark.parametrize("test", ["tests/society/test_imported.py", "tests/report"])
def test_the_tests_that_scope_names_are_there(test: str) -> None:
    """SCOPE.md points at them."""
    assert (ROOT / test).exists() and test in (ROOT / "SCOPE.md").read_text(encoding="utf-8")
