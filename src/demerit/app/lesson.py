"""What a class is told, and who sits in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from demerit.app.ground import played_order
from demerit.app.house import new_code
from demerit.app.story import order_from

if TYPE_CHECKING:
    from demerit.app.line import Line
    from demerit.app.store import Store
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


def room_of(store: Store, lesson: Lesson, teacher: str) -> tuple[int, dict[str, Any], str, bool]:
    """Find the class of a lesson that is not wiped, or begin one; one that is begun anew wipes those before it.

    Returns
    -------
    tuple
        Its number, what it was told, its state, and whether it was kept. `teacher` (the hash of a token) opens it.
    """
    before = [room for room in store.rooms(KIND)
              if room.state != "wiped" and order_from(room.told["order"]) == lesson.order]  # fmt: skip
    if before and not lesson.fresh:
        kept = before[0]
        told = kept.told | {"teachers": [*kept.told["teachers"][-2:], teacher]}
        store.put_told(kept.id, told)
        return kept.id, told, "over" if kept.state == "over" else "paused" if kept.week else "waiting", True
    for room in before:
        store.wipe(room.id)
    told = {"order": lesson.order.plain(), "code": new_code(), "seconds": SECONDS, "teachers": [teacher]}
    return store.new_room(KIND, told, "waiting"), told, "waiting", False


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
