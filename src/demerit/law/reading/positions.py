"""YAML with positions: plain values, and for every one of them the line and column where it stands."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

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
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_page(path: Path, mistakes: Mistakes) -> Page | None:
    """Read one file of law; where it is no mapping, note why and give None."""
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or "unreadable")
        mistakes.add(f"{name}:1:1", f"the file cannot be read: {reason}. Save it again as plain text")
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
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else f"{name}:1:1"
        mistakes.add(place, f"this is no YAML: {_problem(error)}. Look at the indentation, quotes and colons here")
        return None
    except YAMLError as error:
        mistakes.add(f"{name}:1:1", f"this is no YAML: {str(error).splitlines()[0]}. Write it again as plain text")
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
    tree = _plain(node, (), page, mistakes, ())
    page.tree = tree if isinstance(tree, dict) else {"": tree}
    if not isinstance(tree, dict):
        page.places = {("", *where): place for where, place in page.places.items()}
        page.keys = {("", *where): place for where, place in page.keys.items()}
    return page


def _problem(error: MarkedYAMLError) -> str:
    said = (error.problem or error.context or "it cannot be parsed").strip()
    return said.splitlines()[0].rstrip(".")


def _plain(node: Node, where: Path_, page: Page, mistakes: Mistakes, above: tuple[int, ...]) -> Any:
    """Turn a node into plain values and note where each stands; `above` finds aliases in a circle."""
    mark = node.start_mark
    page.places.setdefault(where, (mark.line + 1, mark.column + 1))
    if id(node) in above:
        mistakes.add(page.place(where), "this alias (`*name`) holds itself. Write the value out")
        return None
    inside = (*above, id(node))
    if isinstance(node, MappingNode):
        return _mapping(node, where, page, mistakes, inside)
    if isinstance(node, SequenceNode):
        return [_plain(child, (*where, k), page, mistakes, inside) for k, child in enumerate(node.value)]
    return _scalar(node, where, page, mistakes) if isinstance(node, ScalarNode) else None


def _mapping(node: MappingNode, where: Path_, page: Page, mistakes: Mistakes, above: tuple[int, ...]) -> Any:
    tree: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = _plain(key_node, (*where, None), page, mistakes, above)  # type: ignore[arg-type]  # no key is None
        place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        said = f"{page.path}:{place[0]}:{place[1]}"
        if not isinstance(key, str):
            mistakes.add(said, f"the key {key!r} is no word. Put it in quotes if it is meant as a name")
            continue
        if key in tree:
            first = page.keys[(*where, key)][0]
            mistakes.add(said, f"the key {key!r} stands twice (first in line {first}). Keep one of them")
            continue
        page.keys[(*where, key)] = place
        tree[key] = _plain(value_node, (*where, key), page, mistakes, above)
    return tree


def _scalar(node: ScalarNode, where: Path_, page: Page, mistakes: Mistakes) -> Any:
    kind = str(node.tag).rsplit(":", 1)[-1]
    text = node.value
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0 if text.lstrip("+-")[:2].lower() in ("0x", "0o", "0b") else 10)
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
