"""Look: what each citizen who is on-line sees in the faces of friends, as they were last week."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.ahead import TOGETHER, fetch_tied, is_far
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.rows.bits import READER
from demerit.rows.face import HIDDEN, NO_RUMOUR, floor_on, shown_on
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

u32 = np.uint32
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


class Citizens(NamedTuple):
    """Columns that it reads: status, ties, and faces."""

    status: Array
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


def look(lo: int, hi: int, citizens: Citizens, law: LookLaw, week_words: Array, words_of: Array,
         heard: Heard) -> None:
    """Let those of citizens `lo` to `hi` who are on-line read the faces of friends.

    They are noted first: a jump nobody foresees costs more. `words_of`, uint32 ``[word, i]``, is scratch.
    """
    hear_nothing(lo, hi, heard)
    n = note_readers(lo, hi, citizens.status, words_of[0])
    for first in range(lo, lo + n, TOGETHER):
        last = min(first + TOGETHER, lo + n)
        if is_far(citizens.face):
            fetch_tied(int(words_of[0, first]), int(words_of[0, last - 1]) + 1, citizens.start, citizens.friend,
                       citizens.face)
        for q in range(u64(first), u64(last)):
            read_faces(int(words_of[0, q]), citizens, law, week_words[0], heard)


def hear_nothing(lo: int, hi: int, heard: Heard) -> None:
    """Write what those hear who are not on-line."""
    for i in range(u64(lo), u64(hi)):
        heard.n_heard[i] = 0
        heard.n_praise[i] = 0
        heard.n_question[i] = 0
        heard.n_dissent[i] = 0
        heard.n_enrolled[i] = 0
        heard.n_shown[i] = 0
        heard.pressure[i] = 0
        heard.rumour[i] = NO_RUMOUR
        heard.value[i] = 128


def note_readers(lo: int, hi: int, status: Array, who: Array) -> int:
    """Note who is on-line, from the place `lo` on; give how many."""
    end = u64(lo)
    for i in range(u64(lo), u64(hi)):
        who[end] = i
        end += u64(status[i] & READER == READER)
    return int(end) - lo


def read_faces(i: int, citizens: Citizens, law: LookLaw, word: Array, heard: Heard) -> None:
    """Read the faces of a citizen's friends; the low half of their `word` picks the friend whose rumour is heard.

    What friends said is summed up in one word, 16 bits a kind of speech; who they are in another.
    """
    said, are, pressing = 0, 0, 0
    row = u64(i)
    first = u64(citizens.start[row])
    mine = shown_on(citizens.face[row])
    low = 64 if mine == HIDDEN else max(mine - law.near, 0)
    live = u64(0)
    for t in range(first, u64(citizens.start[row + u64(1)])):
        other = citizens.friend[t]
        if other < 0:
            break
        live += u64(1)
        face = int(citizens.face[u64(other)])
        said += law.speech[u64(face & 7)]
        are += law.marks[u64(face >> 29)]
        if floor_on(face) > low:
            pressing += 2 if citizens.kind[t] & 3 == KIN else 1
    if live > u64(0):
        spoke = first + ((u64(word[row] & u32(0xFFFF)) * live) >> u64(16))
        face = int(citizens.face[u64(citizens.friend[spoke])])
        if face >> 31:
            heard.rumour[row] = (face >> 15) & 31
            heard.value[row] = (face >> 20) & 255
    heard.n_heard[row] = min(255, are >> 32)
    heard.n_praise[row] = min(255, (said >> 16) & 0xFFFF)
    heard.n_question[row] = min(255, (said >> 32) & 0xFFFF)
    heard.n_dissent[row] = min(255, (said >> 48) & 0x7FFF)
    heard.n_enrolled[row] = min(255, are & 0xFFFF)
    heard.n_shown[row] = min(255, (are >> 16) & 0xFFFF)
    heard.pressure[row] = min(6, pressing)


LOOK = Step("look", look, law, whole=True)
