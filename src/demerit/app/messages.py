"""Every message between a page and the server, both ways: one schema, from which the pages' types are written.

A page sends what `Asked` names, and nothing else is read; the server sends what `Told` names. `n` numbers the messages
of a page, rising by at least one: what was sent before is refused.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""A name of the law or the model, or a token."""
Number = Annotated[int, Field(ge=0, le=2**53 - 1)]
Nickname = Annotated[str, Field(min_length=1, max_length=24)]
Grade = Literal["documented", "reported", "disputed", "projected", "fiction"]
SizeGrade = Literal["documented", "reported", "calibrated", "assumed"]


class Message(BaseModel):
    """A message, or a part of one; nothing is in it that is not named here."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# ---- what a page sends ---------------------------------------------------------------------------------------------


class Hello(Message):
    """The first message of every line: who one is, if one was here before."""

    kind: Literal["hello"]
    token: Key | None = None
    code: Annotated[str, Field(max_length=16)] | None = None
    """The code of a server that others than this machine may call."""


class Begin(Message):
    """Begin a story as one of the prepared citizens, or as any by number."""

    kind: Literal["begin"]
    n: Number
    citizen: Number


class Choose(Message):
    """Decide an act; no deed leaves it to the citizen's habit."""

    kind: Literal["choose"]
    n: Number
    act: Key
    deed: Key | None


class Pass(Message):
    """Let weeks pass: one, the rest of the month, or a year by habit."""

    kind: Literal["pass"]
    n: Number
    how: Literal["week", "month", "year"]


class Ask(Message):
    """Look somebody up in the public register."""

    kind: Literal["ask"]
    n: Number
    citizen: Number


class Finish(Message):
    """See the end of a story now."""

    kind: Literal["finish"]
    n: Number


class Leave(Message):
    """End a story; it is forgotten."""

    kind: Literal["leave"]
    n: Number


class Join(Message):
    """Join a class."""

    kind: Literal["join"]
    n: Number
    code: Annotated[str, Field(min_length=6, max_length=6)]
    nickname: Nickname


class Teach(Message):
    """What a teacher does with a class as a whole."""

    kind: Literal["teach"]
    n: Number
    what: Literal["start", "pause", "step", "end", "wipe", "csv"]


class Speed(Message):
    """How many seconds a week lasts."""

    kind: Literal["speed"]
    n: Number
    seconds: Annotated[int, Field(ge=2, le=600)]


class Place(Message):
    """What a teacher does with one seat."""

    kind: Literal["seat"]
    n: Number
    seat: Number
    what: Literal["freeze", "thaw", "kick"]


class Card(Message):
    """Change the law from next month on."""

    kind: Literal["card"]
    n: Number
    card: Key


Asked = Annotated[
    Hello | Begin | Choose | Pass | Ask | Finish | Leave | Join | Teach | Speed | Place | Card,
    Field(discriminator="kind"),
]
ASKED: TypeAdapter[Any] = TypeAdapter(Asked)
"""Reads what a page sends."""


# ---- parts of what the server sends --------------------------------------------------------------------------------


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
    """The ties among those who are played, and one step beyond."""

    citizens: list[int]
    scores: list[int | None]
    seats: list[int | None]
    pairs: list[tuple[int, int]]


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


# ---- what the server sends ------------------------------------------------------------------------------------------


class Welcome(Message):
    """Who one is from now on; the token is the only key to the seat."""

    kind: Literal["welcome"] = "welcome"
    token: str
    role: Literal["player", "pupil", "teacher", "guest"]


class Choices(Message):
    """Whom one may play."""

    kind: Literal["candidates"] = "candidates"
    candidates: list[Candidate]
    people: int
    weeks: int
    scheme: str


class Seen(Message):
    """What one sees now, and what came of the weeks before."""

    kind: Literal["seen"] = "seen"
    view: View
    happened: Happened | None = None
    state: Literal["running", "paused", "over"] = "running"
    until: float | None = None
    """Seconds until the next week passes by itself."""
    frozen: bool = False


class Picked(Message):
    """An act was decided."""

    kind: Literal["picked"] = "picked"
    n: int
    act: str
    deed: str | None


class Answer(Message):
    """What the public register says."""

    kind: Literal["answer"] = "answer"
    listed: Listed


class Ended(Message):
    """A life is over."""

    kind: Literal["ended"] = "ended"
    debrief: Debrief


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


class Refused(Message):
    """Nothing was done, and why."""

    kind: Literal["refused"] = "refused"
    n: int | None
    why: str
    """A key of the catalogue."""
    says: str = ""


class Gone(Message):
    """The seat is no longer there."""

    kind: Literal["gone"] = "gone"
    why: str


Told = Welcome | Law | Choices | Seen | Picked | Answer | Ended | Room | Csv | Refused | Gone
TOLD: TypeAdapter[Any] = TypeAdapter(Annotated[Told, Field(discriminator="kind")])
"""What the server sends."""
