"""Mingle: new ties form, in the circle, in the place, in the whole society, or by introduction (`propose`).

Two who meet take to each other the sooner the more alike they are in age, schooling and conviction at home; two who are
introduced need friends in common besides.

Both ends of a tie compute the same answer from both faces and a draw keyed by the pair, and each writes its own row:
no lock is needed, and the two halves never disagree. Who meets whom is an involution (the partner of my partner is me).
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed, words
from demerit.base.knob import knob
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.meeting import cells
from demerit.rows.diary import MONTH
from demerit.rows.face import HIDDEN, floor_on, shown_on
from demerit.rows.ties import FRIEND, KIN

u32: Any = np.uint32
u64: Any = np.uint64

CIRCLE, INTRODUCED, PLACE, SOCIETY = 1, 2, 3, 4

MARKS = 1024
"""Places for marks of friends, a power of two (`mark_friends`)."""
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
    """How those who meet take to each other."""

    taking: Array
    """`TAKING`."""


MEETING = MeetLaw(TAKING)
"""The same in every week, under every scheme."""


def channel_of(week: int) -> int:
    """Give how ties form in a week: 1 circle, 2 introduction, 3 place, 4 society, 0 not at all.

    The first week of each month belongs to circles, the second to introductions, the third in turn to the place, a
    circle, the place again and the whole society, the fourth, when scores move, to nothing new.
    """
    part, month = week % MONTH, week // MONTH % MONTH
    if part == MONTH - 1:
        return 0
    if part == 1:
        return INTRODUCED
    if part == 0 or month == 1:
        return CIRCLE
    return SOCIETY if month == MONTH - 1 else PLACE


def meeting_size(n: int, channel: int, knobs: Knobs) -> int:
    """Give how many of `n` citizens meet in one circle, place, or in the whole society; the last may be smaller."""
    return knobs.circle if channel == CIRCLE else (knobs.place if channel == PLACE else n)


def meeting(block: int, size: int, n: int, channel: int, draws: Draws, week: int) -> tuple[Any, ...]:
    """Give of one meeting: its first row, how many come, its key, turn and word, the cells in which it is shuffled."""
    first = block * size
    m = min(size, n - first)
    key, turn, word, _ = words(draws, week, block, channel)
    a, b = cells(m)
    return first, m, key, turn % m, word, a, b


def opposite(at: int, m: int, turn: int) -> int:
    """Give who sits opposite of one in a circle of `m`: the two places make up the turn of the circle."""
    return turn - at if turn >= at else turn - at + m


def paired_off(i: int, k: int, live: int, mine: int, turn: int, citizens: Any, knobs: Knobs) -> int:
    """Give with whom `k` pairs off their friend `i`, by the first word that `k` drew; `i` where nobody is left.

    `k` has `live` friends; `i` is the one in place `mine`.
    """
    at = u64(citizens.start[u64(k)]) + in_turn(live, mine, turn)
    alone = (knobs.overlap > 0) & (citizens.kind[at] & 3 == KIN)
    return i if alone else int(citizens.friend[at])


def in_turn(live: int, mine: int, turn: int) -> Any:
    """Give who of `live` friends of somebody is paired off with the one in place `mine`: the place of the other."""
    at = ((u64(turn) * u64(live)) >> u64(32)) + u64(live - mine)
    return at if at < u64(live) else at - u64(live)


def taken(i: int, other: int, word: int, citizens: Any, knobs: Knobs, law: MeetLaw) -> bool:
    """Say whether two take to each other: the word of their meeting and the smaller row of the two make their draw."""
    return bool(mixed(word, min(i, other)) >> 16 < chance_of(i, other, citizens, knobs, law))


def chance_of(i: int, other: int, citizens: Any, knobs: Knobs, law: MeetLaw) -> int:
    """Give the chance of 65536 that two take to each other."""
    far = apart(i, other, citizens.age, citizens.education, citizens.home, knobs)
    return int(law.taking[min(far, law.taking.shape[0] - 1)])


def mark_friends(i: int, citizens: Any, place: Array) -> tuple[int, int]:
    """Write into `place`, by the last bits of a friend's row, where in the row of `i` the friend stands.

    Of friends who are alike in these bits the last one is found, and the others by going back from there. What stood
    there of somebody else may stay: who is asked about is looked for in the row itself (`marked`). Gives how many
    friends there are, and how many of them are no kin.
    """
    first, bits = u64(citizens.start[u64(i)]), u64(place.shape[0] - 1)
    live, counted = u64(0), 0
    for t in range(first, u64(citizens.start[u64(i + 1)])):
        one = int(citizens.friend[t])
        if one < 0:
            break
        place[u64(one) & bits] = live
        live += u64(1)
        counted += int(citizens.kind[t] & 3 != KIN)
    return int(live), counted


def place_in(k: int, i: int, start: Array, friend: Array) -> tuple[int, int]:
    """Give how many friends `k` has, and in which place of their row `i` stands; -1 nowhere."""
    live, mine = 0, -1
    for t in range(u64(start[u64(k)]), u64(start[u64(k + 1)])):
        one = int(friend[t])
        if one < 0:
            break
        mine = live if one == i else mine
        live += 1
    return live, mine


def marked(i: int, other: int, citizens: Any, place: Array) -> int:
    """Give where in the row of `i`, whose friends are marked, `other` stands; -1 nowhere."""
    first, bits = u64(citizens.start[u64(i)]), u64(place.shape[0] - 1)
    at = int(place[u64(other) & bits])
    if first + u64(at) >= u64(citizens.start[u64(i + 1)]):
        return -1
    if (int(citizens.friend[first + u64(at)]) ^ other) & int(bits) != 0:
        return -1
    while at >= 0 and citizens.friend[first + u64(at)] != other:
        at -= 1
    return at


def new_to(i: int, other: int, citizens: Any, knobs: Knobs, place: Array, counted: int) -> bool:
    """Say whether two who are introduced are not tied yet and share enough friends.

    Those of `i` are marked, `counted` are no kin.
    """
    return marked(i, other, citizens, place) < 0 and share_enough(i, other, citizens, knobs.overlap, place, counted)


def share_enough(i: int, other: int, citizens: Any, overlap: int, place: Array, counted: int) -> bool:
    """Say whether two have enough friends in common to be introduced, kin left out.

    Those of `i` are marked, `counted` are no kin.
    """
    if overlap == 0:
        return True
    if counted < 2:
        return False
    yours, common, bits = 0, 0, u64(place.shape[0] - 1)
    first, end = u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])
    for s in range(u64(citizens.start[u64(other)]), u64(citizens.start[u64(other + 1)])):
        one = int(citizens.friend[s])
        if one < 0:
            break
        counts = citizens.kind[s] & 3 != KIN
        yours += int(counts)
        at = first + u64(place[u64(one) & bits])
        at = at if at < end else first
        same = citizens.friend[at] == one
        common += int(counts & same & (citizens.kind[at] & 3 != KIN))
        if counts & (not same) & ((int(citizens.friend[at]) ^ one) & int(bits) == 0):
            common += int(befriended(i, one, citizens.start, citizens.friend, citizens.kind))
    return 100 * common >= max(200, overlap * min(counted, yours))


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


def form(i: int, week: int, citizens: Forming, draws: Draws, counted: Formed) -> None:
    """Tie those who proposed to each other."""
    other = int(citizens.partner[i])
    if other >= 0 and citizens.partner[other] == i:
        bond = words(draws, week, min(i, other), max(i, other))[0] >> 26
        for t in range(citizens.start[i], citizens.start[i + 1]):
            if citizens.friend[t] < 0:
                citizens.friend[t] = other
                citizens.kind[t] = FRIEND | (bond << 2)
                counted.formed[channel_of(week)] += 1
                break


FORM = Step("form", form, stream="bond", others=("partner",), ahead={"partner": ("partner",)})
