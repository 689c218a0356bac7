"""Company: telephones that lie near each other tell of meetings, also of those whose tie is hidden or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.visit import visit
from demerit.base.draws import Draws, key, stream, words
from demerit.base.knob import knob
from demerit.base.native import call
from demerit.institutions.institution import MOST_TIMES, Array, Institution, kept
from demerit.rows.bits import ADULT, AWARE
from demerit.rows.blocks import BLOCK
from demerit.rows.face import HIDDEN, shown_on
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.society import Society

SEES = visit.deeds.index("acquaintance")
MOST = 4
"""Old acquaintances that a citizen can have."""


class Knobs(NamedTuple):
    """What `company` can be tuned by."""

    line: Annotated[int, knob(550, 0, 700, "points", "Below it an acquaintance is low company; 0: nobody is.",
                              source="assumed: the end of the lowest band")]
    yields: Annotated[int, knob(96, 0, 256, "of 256", "Chance that two meet of whom one means to.")]
    shown: Annotated[int, knob(255, 0, 255, "of 255",
                               "How plainly the telephone shows that one would be seen with somebody low.")]
    hours: Annotated[int, knob(3, 1, 8, "hours", "Hours together, 1 to 8, that count once.")]
    most: Annotated[int, knob(MOST, 1, MOST, "people", "Old acquaintances whom one sees, of those that one has.",
                              source="assumed: a handful of the friends of the start")]


class Keeps(NamedTuple):
    """Its own columns."""

    old_friend: Annotated[Array, kept(np.int32, "the citizen who is one's old acquaintance, mutual; -1 nobody", less=1,
                                       rows=True)]
    old_friend_2: Annotated[Array, kept(np.int32, "the second of them; -1 nobody", less=1, rows=True)]
    old_friend_3: Annotated[Array, kept(np.int32, "the third; -1 nobody", less=1, rows=True)]
    old_friend_4: Annotated[Array, kept(np.int32, "the fourth; -1 nobody", less=1, rows=True)]
    meaning: Annotated[Array, kept(np.uint8, "1 who means this month to see the acquaintances", bits=1)]
    arranged: Annotated[Array, kept(np.uint8, "1 who meant so last month", bits=1)]
    knows_low: Annotated[Array, kept(
        np.uint8, "1 where an acquaintance is known to stand low and be no tie", bits=1)]
    near_times: Annotated[Array, kept(np.uint8, "times near low company without a tie so far, at most 15", bits=4)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    old_friend: int
    old_friend_2: int
    old_friend_3: int
    old_friend_4: int
    arranged: int
    near_times: int
    phone_left: int
    tied_old_friend: int
    tied_old_friend_2: int
    tied_old_friend_3: int
    tied_old_friend_4: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    face: Array
    score: Array
    arranged: Array
    phone_left: Array
    meaning: Array
    knows_low: Array
    near_times: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    visit: int


class Law(NamedTuple):
    """What it reads of the law: the ends of the scale."""

    low: int
    high: int


class Happened(NamedTuple):
    """What can happen."""

    near_low: Array


class Counted(NamedTuple):
    """What is counted of citizens and their acquaintances: meetings, for how long and where, who is warned of whom."""

    met: Array
    """Meetings with an acquaintance."""
    unlinked: Array
    """Acquaintances who are no tie."""
    met_unlinked: Array
    met_low: Array
    """Meetings with those of them who stand low."""
    hours: Array
    """Hours that these took."""
    hosted: Array
    """Those of these that were at one's own home."""
    near_low: Array
    """How often it happened."""
    shunned: Array
    """Those whom the telephone shows that they would be seen with somebody low."""


def pair_up(start: Array, friend: Array, kind: Array, draws: Draws, rest: Array, olds: Array, time: int) -> None:
    """Give everyone one more acquaintance, mutual: a friend of the start by lot, at first else an adult of the block.

    Row by row, whoever is free takes the free friend (no kin, nor an acquaintance already) of the smallest pair draw;
    in time 0 those left over in a block are then paired with each other. `olds` is int32 ``(MOST, n)``, of which row
    `time` is written, which holds -1 at first; `rest` is scratch for a block, int64 ``(BLOCK,)``.
    """
    n = olds.shape[1]
    old = olds[time]
    for i in range(n):
        if old[i] >= 0:
            continue
        best, least = -1, 0
        for t in range(start[i], start[i + 1]):
            other = int(friend[t])
            if other < 0:
                break
            known = False
            for q in range(time):
                known = known or olds[q, i] == other
            if known or int(kind[t]) & 3 == KIN or old[other] >= 0:
                continue
            w0, _, _, _ = words(draws, time, min(i, other), max(i, other))
            if best < 0 or w0 < least:
                best, least = other, w0
        if best >= 0:
            old[i] = best
            old[best] = i
    for first in range(0, n if time == 0 else 0, BLOCK):
        pair_rest(start, friend, rest, old, first, min(first + BLOCK, n))


def pair_rest(start: Array, friend: Array, rest: Array, old: Array, first: int, last: int) -> None:
    """Pair the adults of a block whom nobody took: the first half of them, in their order, with the second half."""
    m = 0
    for i in range(first, last):
        if old[i] < 0:
            rest[m] = i
            m += 1
    for q in range(m // 2):
        one, other = rest[q], rest[m // 2 + q]
        if not tied(start, friend, one, other):
            old[one] = other
            old[other] = one


def tied(start: Array, friend: Array, one: int, other: int) -> bool:
    """Say whether `other` stands among the ties of `one`."""
    for t in range(start[one], start[one + 1]):
        if friend[t] == other:
            return True
        if friend[t] < 0:
            break
    return False


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Give everyone old acquaintances, turn by turn."""
    k0, k1 = key(seed)
    rest = np.empty(BLOCK, np.int64)
    draws = Draws(stream("company"), int(k0), int(k1))
    olds = np.full((MOST, world.n), -1, np.int32)
    for turn in range(MOST):
        call(pair_up, world.start, world.friend, world.kind, draws, rest, olds, turn)
        world.named("old_friend" if turn == 0 else f"old_friend_{turn + 1}")[:] = olds[turn]


def touch(i: int, week: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, law: Law, draws: Draws,
          happened: Happened, counted: Counted) -> None:
    """Let acquaintances meet, and let the telephone tell who was near somebody low without being tied to them.

    Two meet who both meant to last month; where one did, with chance ``yields / 256`` by a draw of the pair, which also
    says at whose home, and that they stay 1 to 8 hours. ``near_low`` happens ``max(1, stay // hours)`` times for each
    acquaintance met who scores below `line` and is no tie: ties count by the scheme's association already. It takes
    both telephones: nothing is told where one stays at home. Writes meaning, knows_low, near_times.
    """
    citizens.meaning[i] = 1 if did.visit == SEES else 0
    citizens.knows_low[i] = 0
    times, olds = 0, (own.old_friend, own.old_friend_2, own.old_friend_3, own.old_friend_4)
    tied = (own.tied_old_friend, own.tied_old_friend_2, own.tied_old_friend_3, own.tied_old_friend_4)
    for q, other in enumerate(olds):
        if other >= 0 and q < knobs.most:
            linked = tied[q] == 1
            times += near(i, other, linked, week, own, citizens, knobs, draws, counted)
            if not linked:
                warn(i, other, own, citizens, knobs, law)
    if times > 0:
        happened.near_low[i] = min(times, MOST_TIMES)
        counted.near_low[own.cell] += min(times, MOST_TIMES)
        citizens.near_times[i] = min(MOST_TIMES, own.near_times + times)
    counted.shunned[own.cell] += 1 if citizens.knows_low[i] > 0 else 0


def near(i: int, other: int, linked: bool, week: int, own: Own, citizens: Citizens, knobs: Knobs, draws: Draws,
         counted: Counted) -> int:
    """Let one meet an acquaintance or not; give how often being near somebody low without a tie counts."""
    counted.unlinked[own.cell] += 0 if linked else 1
    meant = own.arranged + citizens.arranged[other]
    if meant == 0:
        return 0
    w0, w1, _, _ = words(draws, week, min(i, other), max(i, other))
    if meant == 1 and w0 & 255 >= knobs.yields:
        return 0
    counted.met[own.cell] += 1
    if linked:
        return 0
    counted.met_unlinked[own.cell] += 1
    if own.phone_left or citizens.phone_left[other]:
        return 0
    if citizens.score[other] < 0 or citizens.score[other] >= knobs.line:
        return 0
    stay, host = 1 + (w1 & 7), min(i, other) if w1 & 8 else max(i, other)
    counted.met_low[own.cell] += 1
    counted.hours[own.cell] += stay
    counted.hosted[own.cell] += 1 if host == i else 0
    return int(max(1, stay // knobs.hours))


def warn(i: int, other: int, own: Own, citizens: Citizens, knobs: Knobs, law: Law) -> None:
    """Let the telephone show one who knows of the scheme that an acquaintance who is no tie stands low."""
    shown = shown_on(int(citizens.face[other]))
    known = shown != HIDDEN and law.low + shown * (law.high - law.low) // 60 < knobs.line
    aware = own.status & (ADULT | AWARE) == ADULT | AWARE
    if known and aware and knobs.shown > 0:
        citizens.knows_low[i] = 1


class Warned(NamedTuple):
    """What `low_company` reads of a citizen."""

    knows_low: int


def low_company(own: Warned, knobs: Knobs) -> int:
    """Give how plainly an acquaintance is known to stand low and be no tie, 0 .. 255."""
    return knobs.shown if own.knows_low > 0 else 0


class Meant(NamedTuple):
    """What `show` reads of a citizen."""

    meaning: int


class Arranged(NamedTuple):
    """What `show` writes."""

    arranged: Array


def show(i: int, own: Meant, citizens: Arranged) -> None:
    """Let others know who means to see them. Writes arranged."""
    citizens.arranged[i] = own.meaning


company = Institution(
    name="company",
    summary="Senses by telephone who meets old acquaintances of low score to whom no tie is shown, and for how long.",
    reads=(),
    writes=("happens", "meaning", "arranged", "knows_low", "near_times"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    show=show,
    others=("score", "arranged", "phone_left"),
    ahead={"touch": dict.fromkeys(("old_friend", "old_friend_2", "old_friend_3", "old_friend_4"),
                                  ("face", "arranged"))},
    shows={"low_company": low_company},
)
