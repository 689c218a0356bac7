"""The matchmaker: single citizens of a neighbourhood meet, and a good score stands in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FEMALE, MARRIED
from demerit.base.draws import philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions._blocks import BLOCK
from demerit.institutions.institution import AroundLaw, Column, OldInstitution
from demerit.institutions.reading import HIDDEN, shown_on

if TYPE_CHECKING:
    from demerit.society import Society

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

SINGLE, MATED, MET, MET_GAP, MATES, GAP, LOW, LOW_MATED = range(8)

KNOBS = (
    Knob("meetings", 8, 1, 16, "a month", "People of the neighbourhood whom the service shows one.", source="assumed"),
    Knob("pull", 3072, 256, 16384, "of 65536", "Chance that two of one age, whose scores nobody sees, become a couple.",
         source="assumed: a tenth of the singles under 60 a year"),
    Knob("window", 96, 0, 512, "of 65536 for ten points", "What the lower of both scores adds above 580.",
         source="assumed; Baihe showed good scores more prominently (China Daily 2015)"),
    Knob("like", 96, 0, 512, "of 65536 for ten points", "What a difference of scores in sight takes away.",
         source="assumed; assortative mating is known of schooling and income"),
    Knob("years", 256, 64, 1024, "of 65536 a year", "What a year of difference above three takes away.",
         source="assumed"),
    Knob("oldest", 59, 35, 80, "years", "Oldest whom the service shows.", source="assumed"),
    Knob("line", 550, 400, 650, "points", "A score below this counts as low.", grade="reported",
         source="the band `fair` begins at 550 (guides)"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    meetings: int
    pull: int
    window: int
    like: int
    years: int
    oldest: int
    line: int


class View(NamedTuple):
    """Columns that `matchmaker` reads and writes, whole."""

    cell: NDArray[np.uint16]
    traits: NDArray[np.uint8]
    age: NDArray[np.uint8]
    score: NDArray[np.int16]
    single: NDArray[np.uint8]
    matched: NDArray[np.uint8]
    mate: NDArray[np.int32]


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Note who is single: adults without husband or wife up to the age of `oldest`."""
    adult = (world.status & ADULT) != 0
    free = adult & ((world.traits & MARRIED) == 0) & (world.age <= k.oldest)
    world.more["single"][:] = free


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let single citizens `lo` to `hi` meet, and note whom each takes.

    In a block of 400 neighbours, meeting ``q`` of the month brings together ``c`` and ``(draw - c) mod 400``: both ends
    reckon alike. The odds of a man and a woman, both single, of 65536::

        odds = pull + window (min(s, s') - m) - like |s - s'| - years max(|age - age'| - 3, 0)

    with the scores shown in their faces in 60ths of the scale, and ``m`` that of 580 points; the two terms of scores
    stand only where both are in sight. Of those met each takes the one with the largest ``odds - lot``, if above 0; two
    who take each other are a couple. Scores of the last settling are counted, in points, whether in sight or not.
    Writes mate.
    """
    n = x.cell.shape[0]
    for i in range(lo, hi):
        x.mate[i] = 0
        cell = i32(x.cell[i])
        if x.single[i] == 0:
            continue
        low = x.score[i] >= 0 and x.score[i] < k.line
        counts[SINGLE, cell] += 1
        counts[LOW, cell] += 1 if low else 0
        first = (i // BLOCK) * BLOCK
        length = min(BLOCK, n - first)
        for q in range(k.meetings):
            other = met(i - first, first, length, week, q, r) + first
            if other != i and suits(i, other, x) and x.score[i] >= 0 and x.score[other] >= 0:
                counts[MET, cell] += 1
                counts[MET_GAP, cell] += abs(i32(x.score[i]) - i32(x.score[other]))
        best = taken(i, first, length, week, x, k, r, face)
        if best >= 0 and taken(best, first, length, week, x, k, r, face) == i:
            x.mate[i] = i32(best + 1)
            counts[MATED, cell] += 1
            counts[LOW_MATED, cell] += 1 if low else 0
            if x.score[i] >= 0 and x.score[best] >= 0:
                counts[MATES, cell] += 1
                counts[GAP, cell] += abs(i32(x.score[i]) - i32(x.score[best]))


@inner
def met(c, first, length, week, q, r):  # type: ignore[no-untyped-def]
    """Give whom the `c`-th of a block meets in meeting `q`, by place in the block; oneself where nobody."""
    word, _, _, _ = philox(u32(first), u32(week), u32(r.stream), u32(q), u32(r.k0), u32(r.k1))
    turn = i64(word) % length
    return (turn - c) % length


@inner
def suits(i, other, x):  # type: ignore[no-untyped-def]
    """Say whether two can be a couple: both single adults, a man and a woman."""
    if x.single[other] == 0:
        return False
    return (x.traits[i] & FEMALE) != (x.traits[other] & FEMALE)


@inner
def taken(i, first, length, week, x, k, r, face):  # type: ignore[no-untyped-def]
    """Give whom `i` takes among those met; -1 nobody. Of equals, the one met first."""
    best = i64(-1)
    most = i32(0)
    for q in range(k.meetings):
        other = met(i - first, first, length, week, q, r) + first
        if other == i or not suits(i, other, x):
            continue
        a, b = min(i, other), max(i, other)
        word, _, _, _ = philox(u32(a), u32(week), u32(r.stream), u32(b), u32(r.k0), u32(r.k1))
        more = odds(i, other, x, k, r, face) - i32(word & u32(0xFFFF))
        if more > most:
            best, most = i64(other), more
    return best


@inner
def odds(i, other, x, k, r, face):  # type: ignore[no-untyped-def]
    """Give the chance of 65536 that two who met become a couple; the same for both."""
    found = i32(k.pull) - i32(k.years) * max(abs(i32(x.age[i]) - i32(x.age[other])) - i32(3), i32(0))
    mine, theirs = shown_on(face[i]), shown_on(face[other])
    if mine != HIDDEN and theirs != HIDDEN:
        middle = i32(60 * (580 - r.low) // (r.high - r.low))
        found += i32(k.window) * (min(mine, theirs) - middle) - i32(k.like) * abs(mine - theirs)
    return found


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Take couples out of the window. Writes single, matched."""
    for i in range(lo, hi):
        if x.mate[i] > 0:
            x.matched[i] = u8(1)
            x.single[i] = u8(0)


matchmaker = OldInstitution(
    name="matchmaker",
    summary="Single citizens of a neighbourhood meet through a service that puts good scores in its window.",
    reads=("faces", "scores", "age"),
    writes=("single", "matched", "mate"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("single", np.uint8, "1 while one looks for somebody, else 0."),
        Column("matched", np.uint8, "1 for one whom the service brought into a couple, else 0."),
        Column("mate", np.int32, "In the month of the match, the other and one; else 0."),
    ),
    begin=begin,
    counts=("single", "mated", "met", "met_gap", "mates", "gap", "low", "low_mated"),
    view=View,
    around=AroundLaw,
    touch=touch,
    post=post,
)
