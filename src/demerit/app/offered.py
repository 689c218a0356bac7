"""What the laboratory's page is told without its line: what can be chosen and changed, what a written law lacks."""

from __future__ import annotations

from demerit.app.message import Grade, Message


class Said(Message):
    """Something by its name, in a sentence."""

    name: str
    summary: str


class SchemeSays(Said):
    """A scheme that can be chosen."""

    title: str
    world: str
    weeks: int
    start: str


class Offer(Message):
    """What can be chosen, and how large a world may be."""

    schemes: list[SchemeSays]
    recipes: list[Said]
    grades: list[Grade]
    people: int
    weeks: int


class Knob(Message):
    """A number of the law that can be turned."""

    name: str
    says: str
    value: float
    low: float
    high: float
    unit: str


class Parts(Message):
    """What of one scheme can be changed: reforms that fit it, and its numbers."""

    name: str
    reforms: list[Said]
    knobs: list[Knob]


class ReadLaw(Message):
    """What came of reading a law: under what name it is kept, and each mistake with file, line and column."""

    name: str
    mistakes: list[str]
