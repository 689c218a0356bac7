"""Classrooms for morals: lessons that move what people think for a while, and a line that everyone is guided to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda

FRESH = 240
"""What is left of a lesson in the month in which it was given."""
FULL = 16384
"""Full conviction."""


class Knobs(NamedTuple):
    """What `classrooms` can be tuned by."""

    share: Annotated[int, knob(
        1024, 0, 16384, "of 65536 a month", "Chance that an adult is taught: about one in five a year.",
        source="assumed; the outline names classrooms and no numbers")]
    push: Annotated[int, knob(
        256, 0, 2048, "of 16384 a month", "How far a fresh lesson moves conviction to the official line.",
        source="assumed: a sixty-fourth of full conviction")]
    wear: Annotated[int, knob(32, 8, 128, "of 256 a month",
                              "How fast a lesson wears off: half gone in five months.")]
    guide: Annotated[int, knob(
        128, 0, 2048, "of 16384", "How far everyone's conviction at rest is led to the official line (G01).",
        source="assumed: a 128th of full conviction")]
    tells: Annotated[int, knob(
        32, 0, 256, "of 256", "How much further the news of the scheme reaches because classes tell it.")]


class Keeps(NamedTuple):
    """Its own columns."""

    lesson: Annotated[Array, kept(np.uint8, "What is left of a lesson, of 256: 240 fresh, 0 none or worn off.")]


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Guide everyone's conviction at rest, and tell of the scheme."""
    agenda.guide += knobs.guide
    agenda.loud = agenda.loud * (256 + knobs.tells) // 256


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    conviction: int
    lesson: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    conviction: Array
    lesson: Array


class Counted(NamedTuple):
    """What is counted: who is taught this month, and in whom a lesson still works."""

    attended: Array
    taught: Array


def touch(i: int, own: Own, citizens: Citizens, knobs: Knobs, lot: Four, counted: Counted) -> None:
    """Teach a citizen by chance, and let an older lesson work and wear off.

    ``lesson <- 240`` for those taught this month, else ``lesson - (wear lesson + 255) / 256``;
    ``conviction += push lesson / 256``, rounded at random, at most full conviction. What is taught pulls against where
    conviction rests (`learn.anchor`), so it is lost again once the lesson has worn off. Writes lesson, conviction.
    """
    lesson = own.lesson - ((knobs.wear * own.lesson + 255) >> 8)
    if lot[0] & 0xFFFF < knobs.share:
        lesson = FRESH
        counted.attended[own.cell] += 1
    if lesson > 0:
        counted.taught[own.cell] += 1
        moved = (knobs.push * lesson + (lot[1] & 255)) >> 8
        citizens.conviction[i] = min(own.conviction + moved, FULL)
    citizens.lesson[i] = lesson


classrooms = Institution(
    name="classrooms",
    summary="Classes in morals move the convictions of those taught for a while, and tell everyone of the scheme.",
    reads=(),
    writes=("guide", "loud", "lesson", "conviction"),
    knobs_are=Knobs,
    keeps=Keeps,
    write=write,
    touch=touch,
    abreast=("touch",),
)
