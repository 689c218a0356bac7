"""What a page may send; nothing else is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from demerit.app.message import Key, Message, Nickname, Number


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
