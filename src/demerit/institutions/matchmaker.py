"""The matchmaker: singles meet, a good score stands in the window, and couples come to share a home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, of_place, words
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, FEMALE, MARRIED
from demerit.rows.blocks import BLOCK, PLACE_BITS, neighbour, place_of
from demerit.rows.face import HIDDEN, shown_on
from demerit.rows.ties import FRIEND, KIN

if TYPE_CHECKING:
    from demerit.society import Society

CLOSE = 63 << 2
"""The bond of a couple's tie, as it stands in `kind`: the strongest there is."""


MEETINGS = 16
"""Most meetings a month."""


class Knobs(NamedTuple):
    """What `matchmaker` can be tuned by."""

    meetings: Annotated[int, knob(8, 1, MEETINGS, "a month", "People of the neighbourhood whom the service shows one.")]
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
    tie: Annotated[int, knob(1, 0, 1, "no or yes", "Whether a couple is a tie, and so counts as company.",
                             source="assumed: a couple that is no tie is there to see what the tie does")]
    home: Annotated[int, knob(12, 1, 60, "months", "After so many months a couple shares a household, as kin.",
                              source="assumed: about a year from meeting to marriage")]


class Keeps(NamedTuple):
    """Its own columns."""

    single: Annotated[Array, kept(np.uint8, "1 while one looks for somebody, else 0.", bits=1)]
    couple_age: Annotated[Array, kept(
        np.uint8, "Months in a couple that the service brought together, at most 127; 0 in none.", bits=7)]
    mate: Annotated[Array, kept(
        np.uint16, "Place in the block, and one, of the other of that couple; 0 nobody.", PLACE_BITS)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    score: int
    single: int
    mate: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
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
    """What is counted: singles, couples, and the scores of those who meet, who become couples and who are couples.

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
    coupled: Array
    """Those in a couple that the service brought together, where both have a score; not in the month of the match."""
    apart: Array
    """Sum of the differences of their scores, points."""
    parted: Array
    """Those whose couple came apart, since its tie ended."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Note who is single: adults without husband or wife up to the age of `oldest`."""
    adult = (world.status & ADULT) != 0
    free = adult & ((world.traits & MARRIED) == 0) & (world.age <= knobs.oldest)
    world.more["single"][:] = free


def touch(i: int, week: int, own: Own, citizens: Citizens, knobs: Knobs, law: Law, draws: Draws,
          counted: Counted) -> None:
    """Let a single citizen meet others, and note whom they take.

    In a block of 400 neighbours, meeting ``q`` of the month brings together ``c`` and ``(draw - c) mod 400``: both ends
    reckon alike; nobody whose row of ties is full takes anyone. The odds of a man and a woman, both single, of 65536::

        odds = pull + window (min(s, s') - m) - like |s - s'| - years max(|age - age'| - 3, 0)

    with the scores shown in their faces in 60ths of the scale, and ``m`` that of 580 points; the two terms of scores
    stand only where both are in sight. Of those met each takes the one with the largest ``odds - lot``, if above 0; two
    who take each other are a couple. A couple whose tie has ended is none any more. Scores of the last settling
    are counted, in points, whether in sight or not. Writes mate.
    """
    if own.mate > 0:
        stay(i, own, citizens, knobs, counted)
        return
    if own.single == 0 or full(i, citizens):
        return
    low = 0 <= own.score < knobs.line
    counted.single[own.cell] += 1
    counted.low[own.cell] += 1 if low else 0
    best, most = -1, 0
    for q in range(knobs.meetings):
        other = met(i, q, week, citizens.single.shape[0], draws)
        if not suits(i, other, citizens):
            continue
        if own.score >= 0 and citizens.score[other] >= 0:
            counted.met[own.cell] += 1
            counted.met_gap[own.cell] += abs(own.score - citizens.score[other])
        more = liking(i, other, week, citizens, knobs, law, draws)
        if more > most:
            best, most = other, more
    if best >= 0 and taken(best, week, citizens, knobs, law, draws) == i:
        citizens.mate[i] = place_of(best) + 1
        counted.mated[own.cell] += 1
        counted.low_mated[own.cell] += 1 if low else 0
        if own.score >= 0 and citizens.score[best] >= 0:
            counted.mates[own.cell] += 1
            counted.gap[own.cell] += abs(own.score - citizens.score[best])


def stay(i: int, own: Own, citizens: Citizens, knobs: Knobs, counted: Counted) -> None:
    """Let one of a couple be counted, or part from the other where the tie has ended; both ends find the same."""
    other = neighbour(i, own.mate - 1)
    if knobs.tie and not tied(i, other, citizens):
        citizens.mate[i] = 0
        counted.parted[own.cell] += 1
    elif own.score >= 0 and citizens.score[other] >= 0:
        counted.coupled[own.cell] += 1
        counted.apart[own.cell] += abs(own.score - citizens.score[other])


def tied(i: int, other: int, citizens: Citizens) -> bool:
    """Say whether `other` stands in the row of `i`."""
    for t in range(citizens.start[i], citizens.start[i + 1]):
        if citizens.friend[t] == other:
            return True
        if citizens.friend[t] < 0:
            break
    return False


def full(i: int, citizens: Citizens) -> bool:
    """Say whether the row of `i` has no room for one more tie."""
    return bool(citizens.friend[citizens.start[i + 1] - 1] >= 0)


def met(i: int, q: int, week: int, n: int, draws: Draws) -> int:
    """Give whom `i` of `n` citizens meets in meeting `q`, one of the same block; oneself where nobody."""
    first = i // BLOCK * BLOCK
    length = min(BLOCK, n - first)
    drawn = of_place(draws, MEETINGS * week + q, i // BLOCK)
    return int(first + (drawn % length - (i - first)) % length)


def suits(i: int, other: int, citizens: Citizens) -> bool:
    """Say whether a single with room for a tie and somebody else can be a couple: both so, a man and a woman."""
    if other == i or citizens.single[other] == 0 or full(other, citizens):
        return False
    return int(citizens.traits[i]) & FEMALE != int(citizens.traits[other]) & FEMALE


def taken(i: int, week: int, citizens: Citizens, knobs: Knobs, law: Law, draws: Draws) -> int:
    """Give whom `i` takes among those met; -1 nobody. Of equals, the one met first."""
    best, most = -1, 0
    for q in range(knobs.meetings):
        other = met(i, q, week, citizens.single.shape[0], draws)
        if not suits(i, other, citizens):
            continue
        more = liking(i, other, week, citizens, knobs, law, draws)
        if more > most:
            best, most = other, more
    return best


def liking(i: int, other: int, week: int, citizens: Citizens, knobs: Knobs, law: Law, draws: Draws) -> int:
    """Give by how much the odds of two who met are above the lot of the pair; the same for both."""
    found = odds(i, other, citizens.age, citizens.face, knobs, law)
    if found <= 0:
        return 0
    w0, _, _, _ = words(draws, week, min(i, other), max(i, other))
    return found - (w0 & 0xFFFF)


def odds(i: int, other: int, age: Array, face: Array, knobs: Knobs, law: Law) -> int:
    """Give the chance of 65536 that two who met become a couple; the same for both."""
    apart = abs(int(age[i]) - int(age[other]))
    found = knobs.pull - knobs.years * max(apart - 3, 0)
    mine, theirs = int(shown_on(int(face[i]))), int(shown_on(int(face[other])))
    if mine != HIDDEN and theirs != HIDDEN:
        middle = 60 * (580 - law.low) // (law.high - law.low)
        found += knobs.window * (min(mine, theirs) - middle) - knobs.like * abs(mine - theirs)
    return found


class Mated(NamedTuple):
    """What `show` reads of a citizen."""

    mate: int
    couple_age: int
    traits: int


class Window(NamedTuple):
    """What `show` writes."""

    start: Array
    friend: Array
    kind: Array
    traits: Array
    single: Array
    couple_age: Array


def show(i: int, own: Mated, citizens: Window, knobs: Knobs) -> None:
    """Take couples out of the window, tie them, and after `home` months put them into one household.

    The tie is that of close friends (bond 63) at first, that of kin after `home` months, when both count as married. No
    tie is made where ``tie`` is 0. One whose couple came apart stands in the window again. Ties form and end in other
    weeks, so that both ends have the room that they had when they met. Writes friend, kind, traits, single, couple_age.
    """
    if own.mate == 0:
        if own.couple_age > 0:
            citizens.couple_age[i] = 0
            citizens.single[i] = 1
            citizens.traits[i] = own.traits & ~MARRIED
        return
    months = min(127, own.couple_age + 1)
    citizens.couple_age[i] = months
    citizens.single[i] = 0
    if knobs.tie and months in (1, knobs.home):
        settled = months == knobs.home
        hold(i, neighbour(i, own.mate - 1), (KIN if settled else FRIEND) | CLOSE, citizens)
        if settled:
            citizens.traits[i] = own.traits | MARRIED


def hold(i: int, other: int, kind: int, citizens: Window) -> None:
    """Make `other` a tie of this kind, or one that there is already; where there is no room left, nothing."""
    for t in range(citizens.start[i], citizens.start[i + 1]):
        if citizens.friend[t] < 0 or citizens.friend[t] == other:
            citizens.friend[t] = other
            citizens.kind[t] = kind
            break


matchmaker = Institution(
    name="matchmaker",
    summary="Singles of a neighbourhood meet through a service that puts good scores in its window, and pair off.",
    reads=("faces", "scores", "age", "ties"),
    writes=("single", "couple_age", "mate", "friend", "kind", "traits"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    show=show,
    others=("start", "friend", "traits", "age", "score", "single"),
)
