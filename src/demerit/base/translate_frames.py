"""Calls that are being written: their variables, and where their values go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from demerit.base.sources import Written


class CannotCompile(Exception):  # noqa: N818 - reads as what is so
    """A function says what no loop can do; the message holds its file and line."""


@dataclass(frozen=True)
class Held:
    """What a variable holds that changes: it stands in slots."""

    slot: Any


@dataclass
class Frame:
    """A call that is being written: its function, its variables, where its value goes."""

    of: Written
    names: dict[str, Any] = field(default_factory=dict)
    given: Any = None
    """Where what it gives back stands; None as long as it gave nothing."""
    end: str = ""
    depth: int = 0
    """So many loops and conditions stand around what is being written: where it is 0, all that follows comes by it."""
    loops: list[tuple[str, str]] = field(default_factory=list)
    """Of each loop around, where the next turn and where its end is."""
