"""The gazette: a local paper that prints who lost points, with name and reason; friends read it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

PRINTED, READ, BLAMED = range(3)
MANY = 4
"""So many friends frighten and shame as much as any more do."""

KNOBS = (
    Knob("prints", 256, 0, 256, "of 256", "Share of those who lost points whom the paper prints.",
         source="assumed; the first report of Suining listed 1,926 reasons for lost points"),
    Knob("least", 10, 1, 100, "points", "Points lost in a month from which one is printed.", source="assumed"),
    Knob("reads", 64, 0, 256, "of 256", "Chance that a friend reads a name that is printed.", source="assumed"),
    Knob("fright", 16, 0, 128, "of 256", "Fear that reading the name of a friend adds.", source="assumed"),
    Knob("shame", 48, 0, 128, "of 256", "Fear that being read by a friend adds to the one printed.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    prints: int
    least: int
    reads: int
    fright: int
    shame: int


class View(NamedTuple):
    """What `gazette` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    score: NDArray[np.int16]
    """The score given out last month, -1 where there is none."""
    start: NDArray[np.int32]
    """Where each row of ties begins."""
    friend: NDArray[np.int32]
    """The other end of each tie, -1 none."""
    fear: NDArray[np.int16]
    """Written: Q8."""
    score_last_month: NDArray[np.int16]
    """Written: the score of the month before, 0 never."""
    printed: NDArray[np.uint8]
    """Written by `post`: 1 where the name stands in this month's paper, as all can read."""
    to_print: NDArray[np.uint8]
    """Written: 1 where it will stand in the next."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Note whose score fell, and let the paper of this month be read.

    One whose score fell by `least` points or more is printed next month, with chance ``prints / 256``. Each friend in
    this month's paper whom one comes to read of, chance ``reads / 256`` by a draw of the pair, adds `fright` to one's
    fear; each who reads of oneself adds `shame`; four of each at most. Writes fear, score_last_month, to_print.
    """
    for i in range(lo, hi):
        w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        score, before = i32(x.score[i]), i32(x.score_last_month[i])
        fell = score >= 0 and before > 0 and before - score >= k.least
        x.to_print[i] = u8(1) if fell and i32(w0 & u32(255)) < k.prints else u8(0)
        x.score_last_month[i] = i16(max(score, i32(0)))
        read_names(i, week, x, k, r, counts)


@inlined
def read_names(i, week, x, k, r, counts):  # type: ignore[no-untyped-def]
    """Let citizen `i` read of friends, and be read of. Writes fear."""
    cell = x.cell[i]
    if x.printed[i] > 0:
        counts[PRINTED, cell] += 1
    saw = i32(0)
    eyes = i32(0)
    for t in range(x.start[i], x.start[i + 1]):
        other = x.friend[t]
        if other < 0:
            break
        if x.printed[i] == 0 and x.printed[other] == 0:
            continue
        word, _, _, _ = philox(
            u32(min(i, other)), u32(week), u32(r.stream), u32(max(i, other)), u32(r.k0), u32(r.k1)
        )
        mine = i32((word >> u32(0 if i < other else 8)) & u32(255)) < k.reads
        theirs = i32((word >> u32(8 if i < other else 0)) & u32(255)) < k.reads
        saw += i32(1) if x.printed[other] > 0 and mine else i32(0)
        eyes += i32(1) if x.printed[i] > 0 and theirs else i32(0)
    counts[READ, cell] += saw
    counts[BLAMED, cell] += eyes
    added = i32(k.fright) * min(saw, i32(MANY)) + i32(k.shame) * min(eyes, i32(MANY))
    x.fear[i] = i16(min(i32(x.fear[i]) + added, i32(512)))


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Print the names that were noted. Writes printed."""
    for i in range(lo, hi):
        x.printed[i] = x.to_print[i]


gazette = OldInstitution(
    name="gazette",
    summary="A local paper prints who lost points, with name and reason; friends read it, and it shames.",
    reads=("scores", "ties"),
    writes=("fear", "score_last_month", "printed", "to_print"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("score_last_month", np.int16, "The score of the month before; 0 where there was none."),
        Column("printed", np.uint8, "1 where one's name stands in this month's paper."),
        Column("to_print", np.uint8, "1 where it will stand in the next."),
    ),
    counts=("printed", "read", "read_of"),
    view=View,
    touch=touch,
    post=post,
)
