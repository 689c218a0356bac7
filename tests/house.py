"""Where things stand in this repository, for the tests that hold the house in order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "demerit"
MADE = {".venv", ".git", ".hypothesis", "__pycache__", "runs", "societies", "dist", "build", "_build", "gallery"}
"""Folders that the program or its tools make; whatever else begins with a dot and ends in cache is one too."""


def kept_files() -> Iterator[Path]:
    """Give every file that belongs to the project, none that was made from others."""
    yield from _below(ROOT)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        made = path.name in MADE or path.name.endswith((".egg-info", "_cache")) or path.name.startswith(".coverage")
        if path.is_dir() and not made:
            yield from _below(path)
        elif path.is_file() and not made:
            yield path


def modules() -> list[Path]:
    """Give every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def documents() -> list[Path]:
    """Give every page that people read."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(page for page in found if MADE.isdisjoint(page.relative_to(ROOT).parts))


def parsed(module: Path) -> ast.Module:
    """Give a module's syntax tree."""
    return ast.parse(module.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """Give a path as seen from the root."""
    return path.relative_to(ROOT).as_posix()
