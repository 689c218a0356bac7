"""The text of loops: for Python and to be compiled, and how tracebacks and debuggers show it."""

from __future__ import annotations

import linecache
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Source:
    """The text of all loops of one form.

    Parameters
    ----------
    plain, native
        For Python, and to be compiled.
    near
        Arrays that hold a range only.
    globals
        What the text calls things outside it.
    names
        What it calls each array.
    places, array_places
        `Fixed` parameter -> where its words begin and end in the block, and its arrays among all.
    fields
        The same parameter, where it is a tuple -> where the words of each field begin, and where the last end.
    """

    plain: str
    native: str
    near: frozenset[int]
    globals: dict[str, Any]
    names: tuple[str, ...]
    places: dict[str, tuple[int, int]]
    array_places: dict[str, tuple[int, int]]
    fields: dict[str, tuple[int, ...]]


def coded(name: str, text: str) -> Any:
    """Give written source as code that tracebacks and debuggers can show."""
    where = f"<loop of {name}>"
    linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
    return compile(text, where, "exec")
