"""YAML with positions: plain values, and for every one of them the line and column where it stands."""

from __future__ import annotations

import os
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from demerit.base.text import UNSHOWABLE, named, one_line
from demerit.law.reading.dialect import NUMBER, NUMBERLIKE, Foreign, composed
from demerit.law.reading.files import Unreadable, text_of

Path_ = tuple[str | int, ...]


@dataclass
class Mistakes:
    """Every mistake found so far, each as ``file:line:col: what. why. what to do``."""

    found: list[str] = field(default_factory=list)

    def add(self, place: str, message: str) -> None:
        """Note a mistake at a place, once."""
        line = f"{place}: {message}"
        if line not in self.found:
            self.found.append(line)


@dataclass
class Page:
    """One file as read: its tree of plain values, and where each value stands."""

    path: str
    tree: dict[str, Any]
    places: dict[Path_, tuple[int, int]]
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def place(self, where: Path_, is_key: bool = False) -> str:
        """Give ``file:line:col`` of the value at `where` (or its key), or of the nearest around it."""
        here: Path_ = ()
        for step in where:
            if (*here, step) in self.places:
                here = (*here, step)
        line, column = self.places.get(here, (1, 1))
        if is_key or self.keys.get(here, (line, 0))[0] != line:
            line, column = self.keys.get(here, (line, column))
        return f"{self.path}:{line}:{column}"


def shown(path: Path) -> str:
    """Give a path as a person would write it: relative to the working folder where it lies inside."""
    try:
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_page(path: Path, mistakes: Mistakes, folder: Path | None = None) -> Page | None:
    """Read one file of law, which `folder` must hold; where it is no mapping, note why and give None."""
    name = shown(path)
    try:
        text = text_of(path, folder)
    except Unreadable as error:
        mistakes.add(f"{name}:1:1", str(error))
        return None
    page, found = _read(name, text)
    for line in found:
        mistakes.found += [line] if line not in mistakes.found else []
    return None if page is None else replace(page, tree=deepcopy(page.tree))


@lru_cache(maxsize=4096)
def _read(name: str, text: str) -> tuple[Page | None, tuple[str, ...]]:
    """Give what a file's text holds, and its mistakes; the same text is parsed once."""
    mistakes = Mistakes()
    return _parsed(name, text, mistakes), tuple(mistakes.found)


def _parsed(name: str, text: str, mistakes: Mistakes) -> Page | None:
    """Parse the text of a file."""
    try:
        node = composed(text)
    except Foreign as error:
        mistakes.add(f"{name}:{error.line}:{error.column}", error.message)
        return None
    if node is None:
        mistakes.add(f"{name}:1:1", "the file is empty. Write `key: value` lines, or take the file away")
        return None
    return _page(name, node, mistakes)


def _page(name: str, node: Node, mistakes: Mistakes) -> Page | None:
    if not isinstance(node, MappingNode):
        found = "a list" if isinstance(node, SequenceNode) else "a single value"
        place = f"{name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
        listed = isinstance(node, SequenceNode) and Path(name).name in ("calendar.yaml", "to_come.yaml")
        if not listed:
            mistakes.add(place, f"the file holds {found}, not `key: value` lines. Take the leading `- ` away")
            return None
    page = Page(name, {}, {})
    tree = _plain(node, (), page, mistakes)
    page.tree = tree if isinstance(tree, dict) else {"": tree}
    if not isinstance(tree, dict):
        page.places = {("", *where): place for where, place in page.places.items()}
        page.keys = {("", *where): place for where, place in page.keys.items()}
    return page


def value_of(text: str) -> Any:
    """Give the plain value that a text is, read as a file of law would be.

    Raises
    ------
    ValueError
        It is none; with what is wrong.
    """
    mistakes = Mistakes()
    try:
        node = composed(text)
    except Foreign as error:
        raise ValueError(error.message) from error
    value = None if node is None else _plain(node, (), Page("", {}, {}), mistakes)
    if mistakes.found:
        raise ValueError(mistakes.found[0].split(": ", 1)[1])
    return value


def _plain(node: Node, where: Path_, page: Page, mistakes: Mistakes) -> Any:
    """Turn a node into plain values and note where each stands."""
    mark = node.start_mark
    page.places.setdefault(where, (mark.line + 1, mark.column + 1))
    if isinstance(node, MappingNode):
        return _mapping(node, where, page, mistakes)
    if isinstance(node, SequenceNode):
        return [_plain(child, (*where, k), page, mistakes) for k, child in enumerate(node.value)]
    return _scalar(node, where, page, mistakes) if isinstance(node, ScalarNode) else None


def _mapping(node: MappingNode, where: Path_, page: Page, mistakes: Mistakes) -> Any:
    tree: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        said = f"{page.path}:{place[0]}:{place[1]}"
        if not isinstance(key_node, ScalarNode):
            mistakes.add(said, "a key must be a word, not a list or `key: value` lines. Write a name before the colon")
            continue
        key = _scalar(key_node, (*where, None), page, mistakes)  # type: ignore[arg-type]  # no key is None
        if str(key_node.tag).endswith(":merge"):
            mistakes.add(said, "merges (`<<`) are not read. Write the lines out")
            continue
        if not isinstance(key, str):
            mistakes.add(said, f"the key {key!r} is no word. Put it in quotes if it is meant as a name")
            continue
        if key in tree:
            first = page.keys[(*where, key)][0]
            mistakes.add(said, f"the key {one_line(key)} stands twice (first in line {first}). Keep one of them")
            continue
        page.keys[(*where, key)] = place
        tree[key] = _plain(value_node, (*where, key), page, mistakes)
    return tree


def _scalar(node: ScalarNode, where: Path_, page: Page, mistakes: Mistakes) -> Any:
    kind = str(node.tag).rsplit(":", 1)[-1]
    text = node.value
    at = f"{page.path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
    hidden = UNSHOWABLE.search(text)
    if hidden:
        mistakes.add(at, f"the text holds the character {named(hidden[0])}, which cannot be seen. Take it out")
        return UNSHOWABLE.sub("", text)
    if kind in ("int", "float") and NUMBERLIKE.fullmatch(text):
        if NUMBER.fullmatch(text):
            return int(text)
        mistakes.add(at, f"{one_line(text, 24)} is not read as a number: versions of YAML take it for different ones, "
                         "or it is too long. Write decimal digits, without a leading 0 or _")  # fmt: skip
        return 0
    try:
        if kind == "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
        if kind == "timestamp":
            return date.fromisoformat(text)
    except ValueError:
        if kind == "timestamp" and len(text) <= 10:
            mistakes.add(page.place(where), f"{text} is no day of the calendar. Write it as year-month-day")
        return text
    if kind == "bool":
        return text.lower() == "true"
    return None if kind == "null" else text


def near(name: str, known: Any, cutoff: float = 0.5) -> str:
    """Give ``. Did you mean 'x'?`` where a known name is near, else the names known where they are few."""
    names = sorted(str(k) for k in known)
    close = get_close_matches(str(name), names, n=3, cutoff=cutoff)
    likeness = [SequenceMatcher(None, str(name), c).ratio() for c in close]
    close = [c for c, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.1]
    if close:
        return f". Did you mean {' or '.join(repr(c) for c in close)}?"
    if names and len(names) <= 16:
        return f". There are: {', '.join(names)}."
    return "."
