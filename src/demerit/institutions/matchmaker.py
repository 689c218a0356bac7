"""The matchmaker: single citizens of a neighbourhood meet, and a good score stands in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, words
from demerit.base.knob import knob
from demerit.institutions._blocks import BLOCK
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, FEMALE, MARRIED
from demerit.rows.face import HIDDEN, shown_on

if TYPE_CHECKING:
    from demerit.society import Society


class Knobs(NamedTuple):
    """What `matchmaker` can be tuned by."""

    meetings: Annotated[int, knob(8, 1, 16, "a month", "People of the neighbourhood whom the service shows one.")]
    pull: Annotated[int, knob(3072, 256, 16384, "of 65536",
                              "Chance that two of one age, whose scores nobody sees, become a couple.",
                              source="assumed: a tenth of the singles under 60 a year")]
    window: Annotated[int, knob(96, 0, 512, "of 65536 for ten points", "What the lower of both scores adds above 580.",
                                source="assumed; Baihe showed good scores more prominently (China Daily 2015)")]
    like: Annotated[int, knob(96, 0, 512, "of 65536 for ten points", "What a difference of scores in sight takes away.",
                              source="assumed; assortative mating is known of schooling and income")]
    years: Annotated[int, knob(256, 64, 1024, "of 65536 a year", "What a year of difference above three takes away.")]
    oldest: Annotated[int, knob(59, 35, 80, "years", "Oldest whom the service shows.")]
    line: Annotated[int, knob(550, 400, 650, "points", "A score below this counts as low.", grade="reported",
                              source="the band `fair` begins at 550 (guides)")]


class Keeps(NamedTuple):
    """Its own columns."""

    single: Annotated[Array, kept(np.uint8, "1 while one looks for somebody, else 0.", bits=1)]
    matched: Annotated[Array, kept(np.uint8, "1 for one whom the service brought into a couple, else 0.", bits=1)]
    mate: Annotated[Array, kept(np.int32, "In the month of the match, the other and one; else 0.", rows=True)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    score: int
    single: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    face: Array
    traits: Array
    age: Array
    score: Array
    single: Array
    mate: Array


class Law(NamedTuple):
    """What it reads of the law: the ends of the scale."""

    low: int
    high: int


class Counted(NamedTuple):
    """What is counted: singles, couples, and the scores of those who meet and who become couples.

    One of low score has a score, and it is below `line`.
    """

    single: Array
    mated: Array
    met: Array
    """Meetings of two who both have a score."""
    met_gap: Array
    """Sum of the differences of their scores, points."""
    mates: Array
    """Those in a couple, where both have a score."""
    gap: Array
    """Sum of the differences of their scores, points."""
    low: Array
    low_mated: Array


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Note who is single: adults without husband or wife up to the age of `oldest`."""
    adult = (world.status & ADULT) != 0
    free = adult & ((world.traits & MARRIED) == 0) & (world.age <= knobs.oldest)
    world.more["single"][:] = free


def touch(i: int, week: int, own: Own, citizens: Citizens, knobs: Knobs, law: Law, draws: Draws,
          counted: Counted) -> None:
    """Let a single citizen meet others, and note whom they take.

    In a block of 400 neighbours, meeting ``q`` of the month brings together ``c`` and ``(draw - c) mod 400``: both ends
    reckon alike. The odds of a man and a woman, both single, of 65536::

        odds = pull + window (min(s, s') - m) - like |s - s'| - years max(|age - age'| - 3, 0)

    with the scores shown in their faces in 60ths of the scale, and ``m`` that of 580 points; the two terms of scores
    stand only where both are in sight. Of those met each takes the one with the largest ``odds - lot``, if above 0; two
    who take each other are a couple. Scores of the last settling are counted, in points, whether in sight or not.
    Writes mate.
    """
    citizens.mate[i] = 0
    if own.single == 0:
        return
    low = 0 <= own.score < knobs.line
    counted.single[own.cell] += 1
    counted.low[own.cell] += 1 if low else 0
    best, most = -1, 0
    for q in range(knobs.meetings):
        other = met(i, q, week, citizens.single.shape[0], draws)
        if not suits(i, other, citizens.single, citizens.traits):
            continue
        if own.score >= 0 and citizens.score[other] >= 0:
            counted.met[own.cell] += 1
            counted.met_gap[own.cell] += abs(own.score - citizens.score[other])
        more = liking(i, other, week, citizens, knobs, law, draws)
        if more > most:
            best, most = other, more
    if best >= 0 and taken(best, week, citizens, knobs, law, draws) == i:
        citizens.mate[i] = best + 1
        counted.mated[own.cell] += 1
        counted.low_mated[own.cell] += 1 if low else 0
        if own.score >= 0 and citizens.score[best] >= 0:
            counted.mates[own.cell] += 1
            counted.gap[own.cell] += abs(own.score - citizens.score[best])


def met(i: int, q: int, week: int, n: int, draws: Draws) -> int:
    """Give whom `i` of `n` citizens meets in meeting `q`, one of the same block; oneself where nobody."""
    first = i // BLOCK * BLOCK
    length = min(BLOCK, n - first)
    w0, _, _, _ = words(draws, week, first, q)
    return int(first + (w0 % length - (i - first)) % length)


def suits(i: int, other: int, single: Array, traits: Array) -> bool:
    """Say whether a single citizen and somebody else can be a couple: both single adults, a man and a woman."""
    if other == i or single[other] == 0:
        return False
    return int(traits[i]) & FEMALE != int(traits[other]) & FEMALE


def taken(i: int, week: int, citizens: Citizens, knobs: Knobs, law: Law, draws: Draws) -> int:
    """Give whom `i` takes among those met; -1 nobody. Of equals, the one met first."""
    best, most = -1, 0
    for q in range(knobs.meetings):
        other = met(i, q, week, citizens.single.shape[0], draws)
        if not suits(i, other, citizens.single, citizens.traits):
            continue
        more = liking(i, other, week, citizens, knobs, law, draws)
        if more > most:
            best, most = other, more
    return best


def liking(i: int, other: int, week: int, citizens: Citizens, knobs: Knobs, law: Law, draws: Draws) -> int:
    """Give by how much the odds of two who met are above the lot of the pair; the same for both."""
    w0, _, _, _ = words(draws, week, min(i, other), max(i, other))
    return odds(i, other, citizens.age, citizens.face, knobs, law) - (w0 & 0xFFFF)


def odds(i: int, other: int, age: Array, face: Array, knobs: Knobs, law: Law) -> int:
    """Give the chance of 65536 that two who met become a couple; the same for both."""
    apart = abs(int(age[i]) - int(age[other]))
    found = knobs.pull - knobs.years * max(apart - 3, 0)
    mine, theirs = int(shown_on(int(face[i]))), int(shown_on(int(face[other])))
    if mine != HIDDEN and theirs != HIDDEN:
        middle = 60 * (580 - law.low) // (law.high - law.low)
        found += knobs.window * (min(mine, theirs) - middle) - knobs.like * abs(mine - theirs)
    return found


class Met(NamedTuple):
    """What `show` reads of a citizen."""

    mate: int


class Window(NamedTuple):
    """What `show` writes."""

    single: Array
    matched: Array


def show(i: int, own: Met, citizens: Window) -> None:
    """Take couples out of the window. Writes single, matched."""
    if own.mate > 0:
        citizens.matched[i] = 1
        citizens.single[i] = 0


matchmaker = Institution(
    name="matchmaker",
    summary="Single citizens of a neighbourhood meet through a service that puts good scores in its window.",
    reads=("faces", "scores", "age"),
    writes=("single", "matched", "mate"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    show=show,
    others=("traits", "age", "score", "single"),
)
