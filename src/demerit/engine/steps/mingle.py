"""Mingle: new ties form, in the circle, in the place, in the whole society, or by introduction.

Both ends of a tie compute the same answer from both faces and a draw keyed by the pair, and each writes its own row:
no lock is needed, and the two halves never disagree. Who meets whom is an involution (the partner of my partner is me).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.base.draws import Draws, words
from demerit.base.knob import knob
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.meeting import partner_of
from demerit.rows.diary import MONTH
from demerit.rows.face import GROWN, HIDDEN, OPEN, floor_on, shown_on
from demerit.rows.ties import FRIEND

if TYPE_CHECKING:
    from demerit.engine.terms import Terms, When

CIRCLE, INTRODUCED, PLACE, SOCIETY = 1, 2, 3, 4


class Knobs(NamedTuple):
    """What mingling can be tuned by."""

    rest: Annotated[int, knob(512, 128, 1024, "of 65536 a month",
                              "Chance that a friendship ends anyway: half in seven years.",
                              source="assumed; after Mollenhorst (2009), unverified")]
    cut: Annotated[int, knob(96, 0, 192, "of 65536 a month and point",
                             "What a point below a friend's floor adds to it.")]
    kin_cost: Annotated[int, knob(16, 1, 64, "times", "How much harder kin are to cut.")]
    circle: Annotated[int, knob(32, 16, 120, "adults", "Neighbours in memory among whom people meet.")]
    place: Annotated[int, knob(400, 160, 1600, "adults", "Adults of one zone among whom people meet.")]


class MeetLaw(NamedTuple):
    """How ties form this week."""

    channel: int
    """1 circle, 2 introduction, 3 place, 4 society."""


MEETINGS = (None, *(MeetLaw(channel) for channel in (CIRCLE, INTRODUCED, PLACE, SOCIETY)))
"""Channel -> the law of a week in which ties form by it."""


def channel_of(week: int) -> int:
    """Give how ties form in a week: 1 circle, 2 introduction, 3 place, 4 society, 0 not at all.

    The first week of each month belongs to circles, the second to introductions, the third in turn to the place, a
    circle, the place again and the whole society, the fourth, when scores move, to nothing new.
    """
    return (1, 2, (3, 1, 3, 4)[week // MONTH % MONTH], 0)[week % MONTH]


def meet_law(terms: Terms, when: When) -> MeetLaw | None:
    """Read how ties form this week; None where they do not."""
    return MEETINGS[channel_of(when.week)]


def met(i: int, n: int, channel: int, knobs: Knobs, draws: Draws, week: int) -> int:
    """Give whom citizen `i` meets this week in the circle or place (blocks in memory) or in the whole society."""
    size = knobs.circle if channel == CIRCLE else (knobs.place if channel == PLACE else n)
    block = i // size
    first = block * size
    m = min(size, n - first)
    key, c, _, _ = words(draws, week, block, channel)
    if channel == CIRCLE:
        return first + (c % m - (i - first)) % m
    return int(first + partner_of(i - first, m, key))


def introduced(i: int, start: Array, friend: Array, face: Array, draws: Draws, week: int) -> int:
    """Give the friend of a friend to whom the first introducing friend in the row of `i` introduces them, or -1."""
    for t in range(start[i], start[i + 1]):
        k = friend[t]
        if k < 0:
            break
        if int(face[k]) & OPEN:
            live = 0
            for s in range(start[k], start[k + 1]):
                if friend[s] < 0:
                    break
                live += 1
            if live < 2:
                continue
            w0, w1, _, _ = words(draws, week, k, INTRODUCED)
            one = (w0 * live) >> 32
            two = (w1 * (live - 1)) >> 32
            if two >= one:
                two += 1
            x, y = int(friend[start[k] + one]), int(friend[start[k] + two])
            if x == i:
                return y
            if y == i:
                return x
    return -1


def tied(i: int, other: int, start: Array, friend: Array) -> bool:
    """Say whether `other` stands in the row of `i`."""
    for t in range(start[i], start[i + 1]):
        if friend[t] < 0:
            return False
        if friend[t] == other:
            return True
    return False


def short_of(mine: int, yours: int) -> int:
    """Give by how many 60ths two friends stand below each other's floors, 0 unless both show their scores."""
    a, b = shown_on(mine), shown_on(yours)
    if a == HIDDEN or b == HIDDEN:
        return 0
    return max(0, floor_on(mine) - b) + max(0, floor_on(yours) - a)


class Proposing(NamedTuple):
    """Columns of `propose`; written: partner."""

    partner: Array
    start: Array
    friend: Array
    face: Array


def propose(i: int, week: int, citizens: Proposing, knobs: Knobs, law: MeetLaw, draws: Draws) -> None:
    """Write into partner whom a citizen would tie themselves to this week, -1 nobody.

    One proposes who is open (or was introduced), has a free slot, is not yet tied to the other, and where neither
    stands below the other's floor. Reads rows and last week's faces, writes only the own row.
    """
    citizens.partner[i] = -1
    mine = int(citizens.face[i])
    if mine & GROWN == 0 or citizens.friend[citizens.start[i + 1] - 1] >= 0:
        return
    other = -1
    if law.channel == INTRODUCED:
        other = introduced(i, citizens.start, citizens.friend, citizens.face, draws, week)
    elif mine & OPEN:
        other = met(i, citizens.partner.shape[0], law.channel, knobs, draws, week)
    if other < 0 or other == i:
        return
    yours = int(citizens.face[other])
    if yours & GROWN == 0 or (law.channel != INTRODUCED and yours & OPEN == 0):
        return
    if short_of(mine, yours) == 0 and not tied(i, other, citizens.start, citizens.friend):
        citizens.partner[i] = other


class Forming(NamedTuple):
    """Columns of `form`; written: friend, kind."""

    partner: Array
    start: Array
    friend: Array
    kind: Array


class Formed(NamedTuple):
    """What is counted: half-ties formed, by channel, ``(5,)``."""

    formed: Array


def form(i: int, week: int, citizens: Forming, law: MeetLaw, draws: Draws, counted: Formed) -> None:
    """Tie those who proposed to each other."""
    other = int(citizens.partner[i])
    if other >= 0 and citizens.partner[other] == i:
        bond = words(draws, week, min(i, other), max(i, other))[0] >> 26
        for t in range(citizens.start[i], citizens.start[i + 1]):
            if citizens.friend[t] < 0:
                citizens.friend[t] = other
                citizens.kind[t] = FRIEND | (bond << 2)
                counted.formed[law.channel] += 1
                break


PROPOSE = Step("propose", propose, meet_law, stream="meet", others=("start", "friend"), weekly=True)
FORM = Step("form", form, meet_law, stream="bond", others=("partner",), weekly=True)
