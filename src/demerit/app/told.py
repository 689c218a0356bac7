"""What the server sends to whoever plays."""

from __future__ import annotations

from typing import Literal

from demerit.app.law_parts import Candidate, Debrief, Happened, Listed, View
from demerit.app.message import Message


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
