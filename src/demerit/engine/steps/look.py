"""Look: what each citizen who is on-line sees in the faces of friends, as they were last week."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.draws import Four
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.rows.bits import READER
from demerit.rows.face import HIDDEN, NO_RUMOUR, floor_on, shown_on
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

SPEECH = {"praise": 1, "unlicensed": 1, "question": 2, "history": 2, "dissent": 3}
"""What friends take a deed of `speak` for: 1 praise, 2 question, 3 dissent; all else is nothing to them."""


class Heard(NamedTuple):
    """What was seen and heard this week; every array is uint8 over the range, at most 255."""

    n_heard: Array
    """Adult friends."""
    n_praise: Array
    """Of these, those who praised, with a licence or without."""
    n_question: Array
    """Those who asked, or told history otherwise."""
    n_dissent: Array
    """Those who dissented."""
    n_enrolled: Array
    """Those enrolled."""
    n_shown: Array
    """Those who show their score of their own will."""
    pressure: Array
    """Those who would leave a friend as low as oneself; kin count twice; at most 6."""
    rumour: Array
    """The kind of deed that one random friend spoke of; 31 none."""
    value: Array
    """What the friend said it does: quarter points plus 128."""


class LookLaw(NamedTuple):
    """What `look` is told."""

    speech: Array
    """What each deed of `speak` counts as: 0 nothing, 1 praise, 2 question, 3 dissent; int32 ``(8,)``."""
    near: int
    """A friend presses who would leave somebody less than this many 60ths of the scale above oneself."""


class Own(NamedTuple):
    """What it reads of a citizen."""

    status: int


class Citizens(NamedTuple):
    """Columns that it reads: ties, and the faces of others."""

    start: Array
    friend: Array
    kind: Array
    face: Array


def law(terms: Terms) -> LookLaw:
    """Read what counts as what, and how near is near."""
    speak = next(act for act in acts() if act.name == "speak")
    return LookLaw(np.array([SPEECH.get(deed, 0) for deed in speak.deeds], np.int32), terms.values["run.near"])


def look(i: int, own: Own, citizens: Citizens, law: LookLaw, lot: Four, heard: Heard) -> None:
    """Read the faces of friends; the low half of the first word of `lot` picks the friend whose rumour is heard."""
    n, praise, question, dissent, members, shows, pressing = 0, 0, 0, 0, 0, 0, 0
    rumour, value = NO_RUMOUR, 128
    if own.status & READER == READER:
        mine = shown_on(citizens.face[i])
        first = citizens.start[i]
        live = 0
        for t in range(first, citizens.start[i + 1]):
            other = citizens.friend[t]
            if other < 0:
                break
            live += 1
            face = int(citizens.face[other])
            n += face >> 31
            said = law.speech[face & 7]
            praise += 1 if said == 1 else 0
            question += 1 if said == 2 else 0
            dissent += 1 if said == 3 else 0
            members += (face >> 29) & 1
            shows += (face >> 30) & 1
            floor = floor_on(face)
            if mine != HIDDEN and floor > mine - law.near and floor > 0:
                pressing += 2 if citizens.kind[t] & 3 == KIN else 1
        if live > 0:
            face = int(citizens.face[citizens.friend[first + (((lot[0] & 0xFFFF) * live) >> 16)]])
            if face >> 31:
                rumour = (face >> 15) & 31
                value = (face >> 20) & 255
    heard.n_heard[i] = min(255, n)
    heard.n_praise[i] = min(255, praise)
    heard.n_question[i] = min(255, question)
    heard.n_dissent[i] = min(255, dissent)
    heard.n_enrolled[i] = min(255, members)
    heard.n_shown[i] = min(255, shows)
    heard.pressure[i] = min(6, pressing)
    heard.rumour[i] = rumour
    heard.value[i] = value


LOOK = Step("look", look, law, stream="week")
