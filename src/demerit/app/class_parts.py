"""A class, as its teacher is told."""

from __future__ import annotations

from typing import Literal

from demerit.app.message import Message


class Pupil(Message):
    """A seat of a class, as the teacher sees it."""

    seat: int
    nickname: str
    here: bool
    frozen: bool
    score: int | None
    picked: int


class Histogram(Message):
    """How many citizens stand where: counts of steps of the scale from its low end."""

    low: int
    step: int
    counts: list[int]
    class_: list[int]


class Tied(Message):
    """Citizens, and the ties among them: pairs are of places in `citizens`; `seats` says who plays whom, if anybody."""

    citizens: list[int]
    scores: list[int | None]
    seats: list[int | None]
    pairs: list[tuple[int, int]]
    mean: int | None
    """Mean score of all who bear one, in points."""


class Province(Message):
    """A province, by those of it who bear a score."""

    name: str
    people: int
    mean: float
    silent: float
    """Share who did not post last week."""


class CardSays(Message):
    """A change of the law that the teacher can make."""

    name: str
    on: bool
    coming: bool


class Series(Message):
    """Figures of the whole society, month by month."""

    weeks: list[int]
    dissent: list[float]
    fear: list[float]
    score: list[float]
    friends: list[float]


class Room(Message):
    """A class, as its teacher sees it."""

    kind: Literal["room"] = "room"
    code: str
    address: str
    qr: str
    state: Literal["waiting", "running", "paused", "over"]
    week: int
    weeks: int
    day: str
    people: int
    seconds: int
    until: float | None
    pupils: list[Pupil]
    cards: list[CardSays]
    histogram: Histogram
    ties: Tied
    provinces: list[Province]
    series: Series
    series_null: Series | None = None


class Csv(Message):
    """What happened to a class, as a table; seats bear numbers there, no nicknames."""

    kind: Literal["csv"] = "csv"
    name: str
    text: str
