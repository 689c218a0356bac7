"""The law, and what moves under it, as pages are told."""

from __future__ import annotations

from typing import Literal

from demerit.app.message import Grade, Message, SizeGrade


class Person(Message):
    """Who a citizen is."""

    citizen: int
    age: int
    sex: str
    occupation: str
    education: str
    province: str
    urban: bool
    origin: str
    married: bool
    online: bool
    fifth: int


class Rests(Message):
    """What a piece of law rests on."""

    summary: str
    grade: Grade
    size: SizeGrade | None
    sources: list[str]
    disputed_by: list[str]


class Account(Message):
    """A category of the score."""

    name: str
    cap: int
    rests: Rests


class GateLaw(Message):
    """A service, as it is written."""

    treatment: Literal["benefit", "detriment"]
    rests: Rests


class ActKind(Message):
    """A decision, and how it can end."""

    name: str
    monthly: bool
    deeds: list[str]


class Tip(Message):
    """A printed piece of advice."""

    name: str
    text: str
    grade: Grade


class Law(Message):
    """All of the law that a page shows, with what it rests on."""

    kind: Literal["law"] = "law"
    scheme: str
    title: str
    low: int
    high: int
    bands: dict[str, int]
    accounts: list[Account]
    gates: dict[str, GateLaw]
    entries: dict[str, Rests]
    """Entry of the ledger -> what it rests on; `decay` and `limit` stand with their account behind a colon."""
    registers: dict[str, Rests]
    tips: list[Tip]
    acts: list[ActKind]


class Gate(Message):
    """Whether a service is open to one."""

    name: str
    open: bool
    line: int | None
    """The score from which it is; none where no score opens it."""


class Act(Message):
    """A decision that is due."""

    name: str
    open: list[bool]
    """Deed -> whether it can be done."""
    believed: list[float | None]
    """Deed -> points that the citizen believes it moves the score by; none where nothing is believed of it."""
    picked: str | None


class Friend(Message):
    """Somebody one is tied to."""

    citizen: int
    kind: Literal["kin", "friend", "colleague"]
    age: int
    sex: str
    occupation: str
    bond: int
    score: int | None
    said: str
    floor: int | None
    """The score below which they would not have one, where they have such a line."""
    drops: bool
    """Whether one stands below it."""
    lowest: bool
    """Whether one could cut this tie now."""


class Booked(Message):
    """One entry of the ledger."""

    week: int
    account: str
    entry: str
    points: int


class Listed(Message):
    """What the public registers say of somebody."""

    citizen: int
    registers: list[str]


class MapSays(Message):
    """What the crowd-made map says a visit does, in points; it may be wrong."""

    museum: float
    rally: float
    hostile: float
    marked: bool
    reports: int


class Match(Message):
    """What the matchmaker says."""

    looking: bool
    mate: int | None
    months: int


class View(Message):
    """All that a citizen whom somebody plays can see."""

    person: Person
    week: int
    weeks: int
    day: str
    score: int | None
    band: str | None
    points: list[int]
    """Account -> points, in the order of the law's accounts."""
    fear: int
    """0 none .. 512."""
    pressed: int
    acts: list[Act]
    gates: list[Gate]
    friends: list[Friend]
    ledger: list[Booked]
    registers: list[str]
    map: MapSays | None
    match: Match | None


class Happened(Message):
    """What came of the weeks that passed."""

    first: int
    weeks: int
    before: int | None
    after: int | None
    entries: list[Booked]
    did: dict[str, int]
    opened: list[str]
    shut: list[str]
    gained: int
    lost: int


class Side(Message):
    """A life in figures, under the scheme or without it."""

    scores: list[int | None]
    friends: list[int]
    fear: list[int]
    posts: int
    political: int
    dissent: int
    praise: int
    lost_for_score: int
    friends_end: int
    months_pressed: int


class ByGrade(Message):
    """How many points what moved them rests on."""

    grade: str
    points: int
    entries: int


class Debrief(Message):
    """The end of a life: beside the twin who lived without the scheme, and what of it was documented."""

    mine: Side
    twin: Side
    grades: list[ByGrade]
    rules: list[Booked]
    gates: list[Gate]
    digest: str
    command: str
    choices: str


class Candidate(Message):
    """A citizen one may play."""

    person: Person
    score: int | None
    friends: int
    prepared: str | None
