"""What a class is told, and who sits in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demerit.app.ground import played_order

if TYPE_CHECKING:
    from demerit.app.line import Line
    from demerit.lab.order import Order

KIND = "class"
PLACES = 150
"""Seats of a class."""
SECONDS = 30
"""Seconds of a week, unless the teacher says otherwise."""


@dataclass
class Lesson:
    """What a class is told.

    Parameters
    ----------
    order
        The society, the law and the weeks.
    fresh
        Begin anew although a class that is not over is kept.
    """

    order: Order
    fresh: bool = False


def lesson_order(people: int = 20_000, weeks: int = 12, seed: int = 1) -> Order:
    """Give the order of a class: three months, unless told otherwise."""
    return played_order(people, weeks, seed)


@dataclass
class Pupil:
    """A seat that somebody took."""

    seat: int
    citizen: int
    nickname: str
    frozen: bool = False
    gone: bool = False
    lines: set[Line] = field(default_factory=set)


def plain_name(name: str) -> str:
    """Give a nickname without anything that is no visible character; pages write it as text, never as markup."""
    return " ".join("".join(sign for sign in name if sign.isprintable()).split())[:24]


def card_written(card: str, on: bool) -> str:
    """Give how a card that was played is kept."""
    return f"{card}:{'on' if on else 'off'}"


def card_read(written: str) -> tuple[str, bool]:
    """Give a card as it was kept."""
    card, _, on = written.partition(":")
    return card, on == "on"
