"""Every message between a page and the server, both ways: one schema, of which the pages' types are made.

`tools/write_types.py` makes them. A page sends what `Asked` names, and nothing else is read; the server sends what
`Told` names. `n` numbers the messages of a page, rising by at least one: what was sent before is refused.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from demerit.app.asked import Ask, Begin, Card, Choose, Finish, Hello, Join, Leave, Pass, Place, Speed, Teach
from demerit.app.class_parts import CardSays, Csv, Histogram, Province, Pupil, Room, Series, Tied
from demerit.app.law_parts import (
    Account,
    Act,
    ActKind,
    Booked,
    ByGrade,
    Candidate,
    Debrief,
    Friend,
    Gate,
    GateLaw,
    Happened,
    Law,
    Listed,
    MapSays,
    Match,
    Person,
    Rests,
    Side,
    Tip,
    View,
)
from demerit.app.message import Grade, Message
from demerit.app.told import Answer, Choices, Ended, Gone, Picked, Refused, Seen, Welcome

Asked = Annotated[
    Hello | Begin | Choose | Pass | Ask | Finish | Leave | Join | Teach | Speed | Place | Card,
    Field(discriminator="kind"),
]
ASKED: TypeAdapter[Any] = TypeAdapter(Asked)
"""Reads what a page sends."""

Told = Welcome | Law | Choices | Seen | Picked | Answer | Ended | Room | Csv | Refused | Gone
TOLD: TypeAdapter[Any] = TypeAdapter(Annotated[Told, Field(discriminator="kind")])
"""What the server sends."""

__all__ = [
    "ASKED",
    "TOLD",
    "Account",
    "Act",
    "ActKind",
    "Answer",
    "Ask",
    "Asked",
    "Begin",
    "Booked",
    "ByGrade",
    "Candidate",
    "Card",
    "CardSays",
    "Choices",
    "Choose",
    "Csv",
    "Debrief",
    "Ended",
    "Finish",
    "Friend",
    "Gate",
    "GateLaw",
    "Gone",
    "Grade",
    "Happened",
    "Hello",
    "Histogram",
    "Join",
    "Law",
    "Leave",
    "Listed",
    "MapSays",
    "Match",
    "Message",
    "Pass",
    "Person",
    "Picked",
    "Place",
    "Province",
    "Pupil",
    "Refused",
    "Rests",
    "Room",
    "Seen",
    "Series",
    "Side",
    "Speed",
    "Teach",
    "Tied",
    "Tip",
    "Told",
    "View",
    "Welcome",
]
