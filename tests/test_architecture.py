"""ARCHITECTURE.md holds: the tree is the disk's, the layers are the contracts', every room is told."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.house import MADE, PACKAGE, ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
INSIDE = ("schemes/*/*", "law/templates/scheme", "law/templates/scheme/*")
"""Folders of parts, which hold as many as there are."""


def told() -> list[Path]:
    """Give every path of the page's tree, as seen from the root."""
    tree = next(block for block in re.findall(r"```\n(.*?)```", PAGE, re.S) if block.startswith("demerit/\n"))
    above: list[str] = []
    found: list[Path] = []
    for line in tree.splitlines()[1:]:
        match = re.match(r"((?:│   |    )*)(?:├── |└── )(.+)$", line)
        assert match, line
        depth = len(match[1]) // 4
        names = re.split(r"\s{2,}", match[2])
        several = [n for n in names if re.fullmatch(r"[A-Z]+(\.[a-z]+)?", n)]
        for name in several or names[:1]:
            found.append(Path(*above[:depth], name))
        above = [*above[:depth], names[0]]
    return found


def test_whatever_the_tree_tells_is_there() -> None:
    """Files and folders."""
    assert [str(path) for path in told() if not (ROOT / path).exists()] == []


def test_every_room_of_the_package_is_told() -> None:
    """Folders of parts apart."""
    rooms = {
        p.relative_to(ROOT)
        for p in PACKAGE.rglob("*/")
        if p.is_dir()
        and not any(part in MADE or part.endswith("_cache") for part in p.relative_to(PACKAGE).parts)
        and not any(p.relative_to(PACKAGE).match(inside) for inside in INSIDE)
    }
    assert {str(p) for p in rooms} == {str(p) for p in told() if (ROOT / p).is_dir() and PACKAGE in (ROOT / p).parents}


def test_every_page_at_the_root_is_told() -> None:
    """Pages and settings that lie at the top."""
    known = {str(p) for p in told()}
    lies = {p.name for p in ROOT.iterdir() if p.is_file() and not p.name.startswith(".")}
    assert lies <= known, lies - known


def test_the_layers_told_are_the_contract() -> None:
    """The list on the page is the one that import-linter reads."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    block = re.search(r"## The layers.*?```\n(.*?)```", PAGE, re.S)
    assert block
    layers = [re.split(r"\s{3,}", line)[0] for line in block[1].strip().splitlines()]
    assert layers == [layer for layer in contract["layers"] if layer != "__main__"]


def test_tests_mirror_the_package() -> None:
    """Every folder of tests is named after a room."""
    folders = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name not in MADE}
    rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir()} | {"golden", "naive_institutions"}
    assert {name for name in folders if not name.endswith("_cache")} <= rooms


def test_the_files_named_on_the_page_are_there() -> None:
    """Paths with a slash in backquotes."""
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]+\.(?:py|md|yaml))`", PAGE)
    assert [name for name in named if not ((ROOT / name).exists() or (PACKAGE / name).exists())] == []
