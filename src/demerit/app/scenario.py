"""What the laboratory's page and the server tell each other: a scenario, how it goes, what came of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from demerit.app.asked import Hello
from demerit.app.class_parts import Province, Tied
from demerit.app.law_parts import Person
from demerit.app.message import Grade, Key, Message, Number
from demerit.app.told import Refused

MOST_PEOPLE, MOST_WEEKS = 10_000, 520
"""The largest society of the page, of which everybody is in the panel and can be explained; the longest run."""
Law = Annotated[str, Field(min_length=1, max_length=240, pattern=r"^[a-z0-9_]+(\+[a-z0-9_]+)*$")]
"""A scheme by its name, with reforms behind it; no path. One that was written in the page is called ``own_HASH``."""


SLOWEST = 0.1
"""The fewest months a second that one may ask for, besides 0."""


def _pace(months_a_second: float) -> float:
    if 0 < months_a_second < SLOWEST:
        raise ValueError(f"0, or {SLOWEST} or more")
    return months_a_second


class Scenario(Message):
    """All that decides both worlds: the same scenario gives the same digests."""

    a: Law = "article_2015"
    b: Law = "null"
    recipe: Key = "china_2015"
    people: Annotated[int, Field(ge=50)] = 2000
    weeks: Annotated[int, Field(ge=4)] = 104
    seed: Annotated[int, Field(ge=0, lt=2**53)] = 1
    evidence: Annotated[list[Grade], Field(max_length=5, default_factory=list)]
    settings: Annotated[dict[Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9_.]+$")], float],
                        Field(max_length=32, default_factory=dict)]  # fmt: skip


class Start(Message):
    """Let two worlds live; whatever lived on this line ends."""

    kind: Literal["start"]
    n: Number
    scenario: Scenario


class Pace(Message):
    """Pause, go on, or let one month pass; how many months a second at most (0: as fast as may be; else .1 or more)."""

    kind: Literal["pace"]
    n: Number
    do: Literal["pause", "go", "step"]
    months_a_second: Annotated[float, Field(ge=0, le=50), AfterValidator(_pace)] = 0


class Why(Message):
    """Show a citizen of one side of a run that is over."""

    kind: Literal["why"]
    n: Number
    run: Key
    side: Literal["a", "b"]
    citizen: Number


class Side(Message):
    """One world at the end of a month."""

    week: int
    score: float | None
    """Mean of all who bear one."""
    dissent: float
    """Weeks in which somebody dissents, per 1,000 adult-weeks of the month; so of the next two."""
    questions: float
    praise: float
    fear: float
    """Mean, 0 .. 512."""
    friends: float
    """Ties an adult has."""


class Month(Message):
    """Both worlds at the end of a month, and where scores stand."""

    kind: Literal["month"] = "month"
    run: str
    done: int
    of: int
    a: Side
    b: Side
    low: int
    step: int
    bars_a: list[int]
    bars_b: list[int]


class Doing(Message):
    """What is going on."""

    kind: Literal["doing"] = "doing"
    what: Literal["waiting", "making", "living", "paused", "measuring"]
    run: str


class Row(Message):
    """A row of the table of differences."""

    section: str
    name: str
    a: str
    b: str
    delta: str


class Drawn(Message):
    """A chart that the server draws."""

    name: str
    title: str
    caption: str
    absent: str


class Found(Message):
    """What came of a scenario."""

    kind: Literal["found"] = "found"
    run: str
    digest_a: str
    digest_b: str
    rows: list[Row]
    charts: list[Drawn]
    ties: Tied
    provinces_a: list[Province]
    provinces_b: list[Province]
    command: str
    python: str


class Booking(Message):
    """An entry of a ledger with its ground."""

    week: int
    account: str
    rule: str
    points: int
    summary: str
    sources: list[str]
    grade: Grade | None
    size: str | None


class Known(Message):
    """Somebody to whom a citizen is tied, as their face shows them."""

    citizen: int
    kind: str
    score: int | None


class Citizen(Message):
    """A citizen of one side: who they are, what others see, to whom they are tied, and every entry of the score."""

    kind: Literal["citizen"] = "citizen"
    side: Literal["a", "b"]
    person: Person
    low: int
    score: int | None
    said: str
    """The deed of the last week that others heard."""
    friends: list[Known]
    ledger: list[Booking]
    left_out: int
    """Older entries of which only the sum is told."""
    left_out_points: int


ASKED: TypeAdapter[Any] = TypeAdapter(Annotated[Hello | Start | Pace | Why, Field(discriminator="kind")])
"""Reads what the laboratory's page sends."""
TOLD: TypeAdapter[Any] = TypeAdapter(Annotated[Doing | Month | Found | Citizen | Refused, Field(discriminator="kind")])
"""What the server sends it."""
