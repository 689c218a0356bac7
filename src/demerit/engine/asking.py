"""Asking: by the names and types of its parameters a function of one citizen says what it is handed (`binding`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_type_hints

from demerit.engine.steps.look import Heard
from demerit.engine.steps.means import Means
from demerit.engine.steps.stake import Stakes
from demerit.engine.world import COLUMNS
from demerit.institutions import columns

WORDS = {f"word_{q}": q for q in range(4)}
"""What the words of the week's draw are called, as numbers about a citizen."""

LOT = re.compile(r"(lot|always|ways)(_[1-9]\d*)?")
"""What a draw of the citizen is called: the week's, the one for good, or that in the stream `ways`; and its k."""


def asks_for_good(parameters: Iterable[str]) -> bool:
    """Say whether a draw is among them that is the same for good."""
    return any(name == "ever_words" or ((found := LOT.fullmatch(name)) and found[1] != "lot") for name in parameters)


def asks_this_week(hints: Mapping[str, Any]) -> bool:
    """Say whether a draw of this week is among parameters with their types, or the words of which it is made."""
    return any(name == "week_words" or ((found := LOT.fullmatch(name)) and found[1] == "lot")
               or not WORDS.keys().isdisjoint(getattr(kind, "_fields", ())) for name, kind in hints.items())


@cache
def asked(function: Any) -> dict[str, Any]:
    """Give the parameters of a function that are handed to it, with their types."""
    return {name: kind for name, kind in get_type_hints(function).items()
            if name not in ("return", "i", "lo", "hi") and not (name == "week" and kind is int)}


def writable() -> frozenset[str]:
    """Give the name of every column that there can be."""
    return frozenset((*COLUMNS, "next_face", *columns()))


def readable() -> frozenset[str]:
    """Give the name of every number about a citizen that can be asked for."""
    return writable() | {*Heard._fields, *Stakes._fields, *Means._fields, *WORDS}


@cache
def asks_face(function: Any) -> bool:
    """Say whether a function reads or writes faces."""
    fields = [f for kind in asked(function).values() for f in getattr(kind, "_fields", ())]
    return "face" in fields or "next_face" in fields
