"""Classrooms for morals: lessons that move what people think for a while, and a line that everyone is guided to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

ATTENDED, TAUGHT = range(2)
FRESH = 240
"""What is left of a lesson in the month in which it was given."""

KNOBS = (
    Knob("share", 1024, 0, 16384, "of 65536 a month", "Chance that an adult is taught: about one in five a year.",
         source="assumed; the outline names classrooms and no numbers"),
    Knob("push", 256, 0, 2048, "of 16384 a month", "How far a fresh lesson moves conviction to the official line.",
         source="assumed: a sixty-fourth of full conviction"),
    Knob("wear", 32, 8, 128, "of 256 a month", "How fast a lesson wears off: half gone in five months.",
         source="assumed"),
    Knob("guide", 128, 0, 2048, "of 16384", "How far everyone's conviction at rest is led to the official line (G01).",
         source="assumed: a 128th of full conviction"),
    Knob("tells", 32, 0, 256, "of 256", "How much further the news of the scheme reaches because classes tell it.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    share: int
    push: int
    wear: int
    guide: int
    tells: int


class View(NamedTuple):
    """Columns that `classrooms` reads and writes, whole."""

    cell: NDArray[np.uint16]
    conviction: NDArray[np.int16]
    lesson: NDArray[np.uint8]


def write(agenda: Agenda, memory: dict[str, int], k: Knobs) -> None:
    """Guide everyone's conviction at rest, and tell of the scheme."""
    agenda.guide += k.guide
    agenda.loud = agenda.loud * (256 + k.tells) // 256


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Teach some of the citizens `lo` to `hi`, and let older lessons work and wear off.

    ``lesson <- 240`` for those taught this month, else ``lesson - (wear lesson + 255) / 256``;
    ``conviction += push lesson / 256``, rounded at random, at most full conviction. What is taught pulls against where
    conviction rests (`learn.anchor`), so it is lost again once the lesson has worn off. Writes lesson, conviction.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        lesson = i32(x.lesson[i])
        lesson -= (i32(k.wear) * lesson + i32(255)) >> i32(8)
        if i32(w0 & u32(0xFFFF)) < k.share:
            lesson = i32(FRESH)
            counts[ATTENDED, cell] += 1
        if lesson > 0:
            counts[TAUGHT, cell] += 1
            moved = (i32(k.push) * lesson + i32(w1 & u32(255))) >> i32(8)
            x.conviction[i] = i16(min(i32(x.conviction[i]) + moved, i32(16384)))
        x.lesson[i] = u8(lesson)


classrooms = OldInstitution(
    name="classrooms",
    summary="Classes in morals move the convictions of those taught for a while, and tell everyone of the scheme.",
    reads=(),
    writes=("guide", "loud", "lesson", "conviction"),
    knobs=KNOBS,
    knob_class=Knobs,
    write=write,
    columns=(Column("lesson", np.uint8, "What is left of a lesson, of 256: 240 fresh, 0 none or worn off."),),
    counts=("attended", "taught"),
    view=View,
    touch=touch,
)
