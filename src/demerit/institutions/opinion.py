"""Opinion: what citizens hold of the scheme, and what experience and information do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE
from demerit.base.draws import columns4, philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

if TYPE_CHECKING:
    from demerit.society import Society

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

LEAST, MOST, LINE = 1, 256, 128
ASKED, APPROVE, HURT, HURT_APPROVE, HELD, TOLD, TOLD_APPROVE = range(7)
LOOK_UP = 0

KNOBS = (
    Knob("at_start", 205, 128, 243, "of 256", "Share of adults who approve at the start: 80 percent.",
         grade="reported", source="K01: survey of internet users in 2018 (Free University of Berlin)"),
    Knob("fall", 16, 0, 96, "of 256", "Approval lost by one who sees their score fall by five points or more.",
         source="assumed"),
    Knob("rise", 4, 0, 48, "of 256", "Approval won by one who sees it rise by so much.",
         source="assumed: a quarter of what a fall costs"),
    Knob("shut", 12, 0, 96, "of 256", "Approval lost by a gate that shuts.", source="assumed"),
    Knob("opened", 6, 0, 48, "of 256", "Approval won by a gate that opens.", source="assumed"),
    Knob("told", 23, 0, 96, "of 256", "Approval lost by one who comes to know of the scheme.", grade="reported",
         source="K02: minus 12 percent of 7.5 in 10 in an experiment with students (Xu, Kostka and Cao 2022)"),
    Knob("mend", 4, 0, 32, "per 256 a month", "How fast approval goes back to where it was at the start.",
         source="assumed: half of the way in four years"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    at_start: int
    fall: int
    rise: int
    shut: int
    opened: int
    told: int
    mend: int


class View(NamedTuple):
    """Columns that `opinion` reads and writes, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    score: NDArray[np.int16]
    gates: NDArray[np.uint32]
    approval: NDArray[np.int16]
    approval_home: NDArray[np.int16]
    score_seen: NDArray[np.int16]
    gates_seen: NDArray[np.uint8]
    hurt: NDArray[np.uint8]


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Give everyone the approval they begin with, such that `at_start` of 256 adults approve.

    It leans with conviction, age, income and town as in surveys (Kostka 2019: approval rises with age, income and urban
    residence), with a spread drawn for each: ``home/4 + age/2 + 6 fifth + 12 urban + noise``, noise the sum of four
    bytes over 4, moved so that the share is met. The weights are assumed.
    """
    noise = (columns4(seed, "opinion", world.n) & np.uint32(255)).astype(np.int32).sum(axis=1) // 4
    lean = (world.home.astype(np.int32) >> 2) + (world.age.astype(np.int32) >> 1) + noise
    lean += 6 * (world.traits.astype(np.int32) >> 4) + 12 * (world.place & 1).astype(np.int32)
    adult = (world.status & ADULT) != 0
    if not adult.any():
        return
    line = np.sort(lean[adult])[int(adult.sum()) * (256 - k.at_start) // 256]
    world.more["approval_home"][:] = np.where(adult, np.clip(LINE + lean - line, LEAST, MOST), 0)
    world.more["approval"][:] = world.more["approval_home"]


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let the approval of citizens `lo` to `hi` follow what they see of their score, their gates and the scheme.

    Approval ``a``, 1 .. 256, is lost and won once a month: by a score that fell (rose) by five points or more since it
    was last looked up, by every gate that shut (opened), and once by learning of the scheme; then
    ``a += mend (home - a) / 256``, rounded at random. Who had a fall or a shut gate counts as hurt for a year. Writes
    approval, score_seen, gates_seen, hurt. One approves from 128 on.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        j = i - lo
        a = i32(x.approval[i])
        hurt = max(i32(x.hurt[i] & u8(15)) - i32(1), i32(0))
        told = i32(x.hurt[i] >> u8(4))
        if told == 0 and i32(x.status[i]) & AWARE:
            told = i32(1)
            a -= i32(k.told)
        if deeds[r.act[LOOK_UP], j] > 0 and x.score[i] >= 0:
            before, now = i32(x.score_seen[i]), i32(x.score[i])
            if before > 0 and before - now >= 5:
                a -= i32(k.fall)
                hurt = i32(12)
            elif before > 0 and now - before >= 5:
                a += i32(k.rise)
            x.score_seen[i] = i16(now)
        bits = i32(0)
        word = u32(x.gates[i])
        while word:
            bits += i32(word & u32(1))
            word >>= u32(1)
        seen = i32(x.gates_seen[i])
        if seen > 0 and bits + 1 < seen:
            a -= i32(k.shut) * (seen - bits - i32(1))
            hurt = i32(12)
        elif seen > 0:
            a += i32(k.opened) * (bits + i32(1) - seen)
        x.gates_seen[i] = u8(bits + 1)
        a = min(max(a, i32(LEAST)), i32(MOST))
        w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(1), u32(r.k0), u32(r.k1))
        a += (i32(k.mend) * (i32(x.approval_home[i]) - a) + i32(w0 & u32(255))) >> i32(8)
        x.approval[i] = i16(a)
        x.hurt[i] = u8(hurt + i32(16) * told)
        approves = 1 if a >= LINE else 0
        counts[ASKED, cell] += 1
        counts[APPROVE, cell] += approves
        counts[HELD, cell] += a
        if hurt > 0:
            counts[HURT, cell] += 1
            counts[HURT_APPROVE, cell] += approves
        if told:
            counts[TOLD, cell] += 1
            counts[TOLD_APPROVE, cell] += approves


opinion = OldInstitution(
    name="opinion",
    summary="Citizens approve of the scheme or not, and what they live through and learn of it changes that.",
    reads=("scores", "gates", "deeds of `look_up`"),
    writes=("approval", "score_seen", "gates_seen", "hurt"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("approval", np.int16, "Approval of the scheme, 1 (none) .. 256 (all); one approves from 128 on."),
        Column("approval_home", np.int16, "The approval that one began with, to which it goes back."),
        Column("score_seen", np.int16, "The score when it was last looked up; 0 never."),
        Column("gates_seen", np.uint8, "Open gates of last month and one; 0 not yet counted."),
        Column("hurt", np.uint8, "Months, up to 12, that a fall or a shut gate is still remembered; plus 16 for those "
               "who know of the scheme."),
    ),
    begin=begin,
    counts=("asked", "approve", "hurt", "hurt_approve", "held", "told", "told_approve"),
    acts=("look_up",),
    sums=True,
    view=View,
    touch=touch,
)
