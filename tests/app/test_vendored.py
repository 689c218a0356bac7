"""The libraries that come with the pages: each as its list says, with a licence, and small."""

from __future__ import annotations

import gzip
import hashlib
import json
import re

from tests.house import PACKAGE

SHARED = PACKAGE / "app" / "pages" / "shared"
HERE = SHARED / "vendored"
LISTED = json.loads((HERE / "list.json").read_text(encoding="utf-8"))
FREE = {"MIT", "ISC", "Apache-2.0", "BSD-3-Clause"}


def test_every_file_is_the_one_that_its_list_names() -> None:
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in HERE.iterdir() if path.is_file()}
    del there["list.json"]
    assert there == {one["file"]: one["sha256"] for one in LISTED}


def test_every_library_has_a_licence_that_lets_it_be_passed_on() -> None:
    texts = {path.stem for path in (HERE / "licences").iterdir()}
    assert texts == {one["package"].replace("/", "-").lstrip("@") for one in LISTED}
    assert {one["licence"] for one in LISTED} <= FREE


def test_no_module_is_imported_but_by_a_path_that_is_there() -> None:
    asked = {(path, name) for path in SHARED.rglob("*.js") for name in _imports(path.read_text(encoding="utf-8"))}
    assert [(path.name, name) for path, name in asked if not (path.parent / name).is_file()] == []


def _imports(text: str) -> list[str]:
    read = re.sub(r"/\*.*?\*/", "", text, flags=re.S)  # types are imported in comments, and no browser asks for them
    return re.findall(r"""(?:\bfrom|^import)\s*["']([^"']+)["']""", read, re.M)


def test_all_of_them_together_are_small() -> None:
    """The first page is at most 150 KB compressed; the libraries leave it two thirds."""
    assert sum(len(gzip.compress(path.read_bytes())) for path in HERE.glob("*.*s")) < 50_000
