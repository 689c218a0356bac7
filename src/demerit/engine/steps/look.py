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

u64 = np.uint64
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
    """What each deed of `speak` adds to the word of what was said: 1 in the bits from 16 times its kind on: 0 nothing,
    1 praise, 2 question, 3 dissent; int64 ``(8,)``."""
    marks: Array
    """What the three highest bits of a face add to the word of who friends are: 1 in the bits from 0 on for the
    enrolled, from 16 on for those who show their score, from 32 on for adults; int64 ``(8,)``."""
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
    speech = np.zeros(8, np.int64)
    speech[: len(speak.deeds)] = [1 << (16 * SPEECH.get(deed, 0)) for deed in speak.deeds]
    marks = [(bits & 1) | (bits >> 1 & 1) << 16 | (bits >> 2) << 32 for bits in range(8)]
    return LookLaw(speech, np.array(marks, np.int64), terms.values["run.near"])


def look(i: int, own: Own, citizens: Citizens, law: LookLaw, lot: Four, heard: Heard) -> None:
    """Read the faces of friends; the low half of the first word of `lot` picks the friend whose rumour is heard.

    What friends said is summed up in one word, 16 bits a kind of speech; who they are in another.
    """
    said, are, pressing, live = 0, 0, 0, 0
    rumour, value = NO_RUMOUR, 128
    if own.status & READER == READER:
        first = citizens.start[i]
        mine = shown_on(citizens.face[i])
        low = 64 if mine == HIDDEN else max(mine - law.near, 0)
        for t in range(u64(first), u64(citizens.start[i + 1])):
            other = citizens.friend[t]
            if other < 0:
                break
            live += 1
            face = int(citizens.face[u64(other)])
            said += law.speech[u64(face & 7)]
            are += law.marks[u64(face >> 29)]
            if floor_on(face) > low:
                pressing += 2 if citizens.kind[t] & 3 == KIN else 1
        if live > 0:
            face = int(citizens.face[citizens.friend[first + (((lot[0] & 0xFFFF) * live) >> 16)]])
            if face >> 31:
                rumour = (face >> 15) & 31
                value = (face >> 20) & 255
    heard.n_heard[i] = min(255, are >> 32)
    heard.n_praise[i] = min(255, (said >> 16) & 0xFFFF)
    heard.n_question[i] = min(255, (said >> 32) & 0xFFFF)
    heard.n_dissent[i] = min(255, (said >> 48) & 0x7FFF)
    heard.n_enrolled[i] = min(255, are & 0xFFFF)
    heard.n_shown[i] = min(255, (are >> 16) & 0xFFFF)
    heard.pressure[i] = min(6, pressing)
    heard.rumour[i] = rumour
    heard.value[i] = value


LOOK = Step("look", look, law, stream="week")
