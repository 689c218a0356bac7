"""The gazette: a local paper that prints who lost points, with name and reason; friends read it."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Draws, Four, words
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept

MANY = 4
"""So many friends frighten and shame as much as any more do."""


class Knobs(NamedTuple):
    """What `gazette` can be tuned by."""

    prints: Annotated[int, knob(256, 0, 256, "of 256", "Share of those who lost points whom the paper prints.",
                                source="assumed; the first report of Suining listed 1,926 reasons for lost points")]
    least: Annotated[int, knob(10, 1, 100, "points", "Points lost in a month from which one is printed.")]
    reads: Annotated[int, knob(64, 0, 256, "of 256", "Chance that a friend reads a name that is printed.")]
    fright: Annotated[int, knob(16, 0, 128, "of 256", "Fear that reading the name of a friend adds.")]
    shame: Annotated[int, knob(48, 0, 128, "of 256", "Fear that being read by a friend adds to the one printed.")]


class Keeps(NamedTuple):
    """Its own columns."""

    score_last_month: Annotated[Array, kept(np.int16, "The score of the month before; 0 where there was none.",
                                             less=1, scores=True)]
    printed: Annotated[Array, kept(np.uint8, "1 where one's name stands in this month's paper.", bits=1)]
    to_print: Annotated[Array, kept(np.uint8, "1 where it will stand in the next.", bits=1)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    score: int
    fear: int
    score_last_month: int
    printed: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    fear: Array
    score_last_month: Array
    printed: Array
    to_print: Array


class Counted(NamedTuple):
    """What is counted: names printed, names of friends that were read, and friends who read of one."""

    printed: Array
    read: Array
    read_of: Array


def touch(i: int, week: int, own: Own, citizens: Citizens, knobs: Knobs, draws: Draws, lot: Four,
          counted: Counted) -> None:
    """Note whose score fell, and let the paper of this month be read.

    One whose score fell by `least` points or more is printed next month, with chance ``prints / 256``. Each friend in
    this month's paper whom one comes to read of, chance ``reads / 256`` by a draw of the pair, adds `fright` to one's
    fear; each who reads of oneself adds `shame`; four of each at most. Writes fear, score_last_month, to_print.
    """
    fell = own.score >= 0 and own.score_last_month > 0 and own.score_last_month - own.score >= knobs.least
    citizens.to_print[i] = 1 if fell and lot[0] & 255 < knobs.prints else 0
    citizens.score_last_month[i] = max(own.score, 0)

    read, read_of = readings(i, week, own.printed, citizens, knobs.reads, draws)
    added = knobs.fright * min(read, MANY) + knobs.shame * min(read_of, MANY)
    citizens.fear[i] = min(own.fear + added, 512)
    counted.printed[own.cell] += own.printed
    counted.read[own.cell] += read
    counted.read_of[own.cell] += read_of


def readings(i: int, week: int, printed: int, citizens: Citizens, chance: int, draws: Draws) -> tuple[int, int]:
    """Give how many friends one reads of in this month's paper, and how many friends read of oneself.

    `printed` is 1 where one's own name stands in it. One draw of each pair decides for both, `chance` of 256 each.
    """
    read = 0
    read_of = 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        if printed == 0 and citizens.printed[other] == 0:
            continue
        w0, _, _, _ = words(draws, week, min(i, other), max(i, other))
        if citizens.printed[other] > 0 and (w0 >> (0 if i < other else 8)) & 255 < chance:
            read += 1
        if printed > 0 and (w0 >> (8 if i < other else 0)) & 255 < chance:
            read_of += 1
    return read, read_of


class Noted(NamedTuple):
    """What `show` reads of a citizen."""

    to_print: int


class Paper(NamedTuple):
    """What `show` writes."""

    printed: Array


def show(i: int, own: Noted, citizens: Paper) -> None:
    """Print the names that were noted. Writes printed."""
    citizens.printed[i] = own.to_print


gazette = Institution(
    name="gazette",
    summary="A local paper prints who lost points, with name and reason; friends read it, and it shames.",
    reads=("scores", "ties"),
    writes=("fear", "score_last_month", "printed", "to_print"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    show=show,
    others=("printed",),
)
