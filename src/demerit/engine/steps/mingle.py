"""Mingle: new ties form, in the circle, in the place, in the whole society, or by introduction (`propose`).

Two who meet take to each other the sooner the more alike they are in age, schooling and conviction at home; two who are
introduced need friends in common besides.

Both ends of a tie compute the same answer from both faces and a draw keyed by the pair, and each writes its own row:
no lock is needed, and the two halves never disagree. Who meets whom is an involution (the partner of my partner is me).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed, words
from demerit.base.knob import knob
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.meeting import partner_of
from demerit.rows.diary import MONTH
from demerit.rows.face import HIDDEN, floor_on, shown_on
from demerit.rows.ties import FRIEND, KIN

if TYPE_CHECKING:
    from demerit.engine.terms import Terms, When

u32: Any = np.uint32
u64: Any = np.uint64

CIRCLE, INTRODUCED, PLACE, SOCIETY = 1, 2, 3, 4

NOTCH = 64
"""Two who are so many points apart take to each other with half the chance of two who are alike."""
TAKING = np.rint(65536 * 0.5 ** (np.arange(16 * NOTCH) / NOTCH)).astype(np.int32)
"""Points that set two apart -> chance of 65536 that they take to each other; the last entry for all beyond."""
ALIKE: dict[str, str] = {
    "grade": "calibrated",
    "source": "fitted to likeness and triangles of graphs of friends, as societies are made (docs/model/society.md); "
              "0 is blind",
}
"""Where the numbers of likeness are from."""


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
    age: Annotated[int, knob(5, 0, 10, "points a year",
                             "How far age sets two apart: 64 points halve the chance that they take to each other.",
                             **ALIKE)]
    schooling: Annotated[int, knob(22, 0, 44, "points a level", "How far schooling does.", **ALIKE)]
    conviction: Annotated[int, knob(1, 0, 2, "points of 1/128", "How far conviction at home does.", **ALIKE)]
    overlap: Annotated[int, knob(20, 0, 40, "per cent",
                                 "Friends in common, and two at least, of whoever of two has fewer, before they are "
                                 "introduced; 0: nobody looks.", **ALIKE)]


class MeetLaw(NamedTuple):
    """How ties form this week."""

    channel: int
    """1 circle, 2 introduction, 3 place, 4 society."""
    taking: Array
    """`TAKING`."""


MEETINGS = (None, *(MeetLaw(channel, TAKING) for channel in (CIRCLE, INTRODUCED, PLACE, SOCIETY)))
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


def met(i: int, n: int, channel: int, knobs: Knobs, draws: Draws, week: int) -> tuple[int, int]:
    """Give whom citizen `i` meets this week in the circle or place (blocks in memory) or in the whole society.

    And a word of the meeting, from which `fits` draws for every two in it.
    """
    size = knobs.circle if channel == CIRCLE else (knobs.place if channel == PLACE else n)
    block = i // size
    first = block * size
    m = min(size, n - first)
    key, c, word, _ = words(draws, week, block, channel)
    if channel == CIRCLE:
        return first + (c % m - (i - first)) % m, word
    return int(first + partner_of(i - first, m, key)), word


def beside(i: int, k: int, week: int, citizens: Any, knobs: Knobs, draws: Draws) -> tuple[int, int]:
    """Give with whom citizen `k` pairs off their friend `i` this week, `i` where nobody is left; and a word of it."""
    turn, word, _, _ = words(draws, week, k, INTRODUCED)
    return paired_off(i, k, turn, citizens, knobs), word


def paired_off(i: int, k: int, turn: int, citizens: Any, knobs: Knobs) -> int:
    """Give with whom `k` pairs off their friend `i`, by the first word that `k` drew; `i` where nobody is left."""
    first, end = u64(citizens.start[u64(k)]), u64(citizens.start[u64(k + 1)])
    while citizens.friend[end - u64(1)] < 0:
        end -= u64(1)
    place = first
    while citizens.friend[place] != i:
        place += u64(1)
    live, mine = end - first, place - first
    place = ((u64(turn) * live) >> u64(32)) + live - mine
    place = first + (place if place < live else place - live)
    if knobs.overlap > 0 and citizens.kind[place] & 3 == KIN:
        return i
    return int(citizens.friend[place])


def fits(i: int, other: int, word: int, citizens: Any, knobs: Knobs, law: MeetLaw) -> bool:
    """Say whether two who meet or are introduced take to each other, are not tied yet, and share enough friends.

    The word of their meeting and the smaller row of the two make their draw.
    """
    far = apart(i, other, citizens.age, citizens.education, citizens.home, knobs)
    if mixed(word, min(i, other)) >> 16 >= law.taking[min(far, law.taking.shape[0] - 1)]:
        return False
    if tied(i, other, citizens.start, citizens.friend):
        return False
    if law.channel != INTRODUCED:
        return True
    return share_enough(i, other, citizens.start, citizens.friend, citizens.kind, knobs.overlap)


def share_enough(i: int, other: int, start: Array, friend: Array, kind: Array, overlap: int) -> bool:
    """Say whether two have enough friends in common to be introduced, kin left out.

    Two words hold a bit for every friend of `i`, by the last bits of their row and by those of a multiple of it: of
    whom one of them has none, `i` is not asked.
    """
    if overlap == 0:
        return True
    mine, yours, common, bits, more = 0, 0, 0, u64(0), u64(0)
    for t in range(u64(start[u64(i)]), u64(start[u64(i + 1)])):
        one = int(friend[t])
        counts = (one >= 0) & (kind[t] & 3 != KIN)
        mine += int(counts)
        bits |= u64(counts) << u64(one & 63)
        more |= u64(counts) << u64(spread(one))
    if mine < 2:
        return False
    for s in range(u64(start[u64(other)]), u64(start[u64(other + 1)])):
        one = int(friend[s])
        if one < 0:
            break
        counts = kind[s] & 3 != KIN
        yours += int(counts)
        if u64(counts) & (bits >> u64(one & 63)) & (more >> u64(spread(one))):
            common += int(befriended(i, one, start, friend, kind))
    return 100 * common >= max(200, overlap * min(mine, yours))


def spread(row: int) -> int:
    """Give six bits of a multiple of a row: those that are alike in their last bits are not in these."""
    return ((row * 0x9E3779B1) >> 20) & 63


def befriended(i: int, other: int, start: Array, friend: Array, kind: Array) -> bool:
    """Say whether `other` stands in the row of `i` and is no kin."""
    for t in range(u64(start[u64(i)]), u64(start[u64(i + 1)])):
        if friend[t] == other:
            return bool(kind[t] & 3 != KIN)
    return False


def apart(i: int, other: int, age: Array, schooling: Array, home: Array, knobs: Knobs) -> int:
    """Give by how many points age, schooling and conviction at home set two apart."""
    points = knobs.age * abs(int(age[i]) - int(age[other]))
    points += knobs.schooling * abs(int(schooling[i]) - int(schooling[other]))
    return points + knobs.conviction * abs(int(home[i]) - int(home[other]))


def tied(i: int, other: int, start: Array, friend: Array) -> bool:
    """Say whether `other` stands in the row of `i`."""
    for t in range(u64(start[u64(i)]), u64(start[u64(i + 1)])):
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


FORM = Step("form", form, meet_law, stream="bond", others=("partner",), weekly=True)
