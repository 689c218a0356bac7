"""Whether a citizen carries the telephone about in the month to come, or leaves it at home."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, ONLINE


class Knobs(NamedTuple):
    """What `carry` can be tuned by."""

    leave: Annotated[int, knob(-320, -400, -220, "notches", "Pull of leaving it: under 1 in 100 a month.")]
    guard: Annotated[int, knob(32, 0, 64, "per 64 of privacy", "How far the cost of being seen adds to it.",
                               source="assumed; 64 would count all of it")]
    wary: Annotated[int, knob(96, 0, 256, "notches", "What it adds that one would be seen in low company.")]
    ground: Annotated[int, knob(64, 0, 192, "notches", "What it adds that one's own ground counts as hostile.")]
    against: Annotated[int, knob(96, 0, 192, "notches", "What full conviction against the official line adds.")]
    heed: Annotated[int, knob(16, 0, 64, "notches a month", "What being taken up on it takes off, for each month that "
                              "it is remembered.")]


class Own(NamedTuple):
    """What `carry` reads of a citizen."""

    privacy: int
    """Units of 4 notches: what it costs to be seen."""
    conviction: int
    """Q14: -16384 against the official line .. 16384 for it."""
    low_company: int
    """How plainly one would be seen with somebody who stands low, 0 .. 255."""
    ground: int
    """Bits: 1 lives on flagged ground, 2 passes through it."""
    phone_lesson: int
    """Months, 0 .. 15, for which one will remember that a telephone left at home was taken for something."""


class Deeds(NamedTuple):
    """What one can do with the telephone; the utility of each, in notches."""

    take: int
    leave: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh leaving it at home.

    ``u(leave) = leave + guard p + wary x low_company / 256 + ground (if any) + against max(0, -conviction)
    - heed x phone_lesson`` with ``p`` the cost of being seen, in notches. Sizes are assumed.
    """
    pull = knobs.leave + ((knobs.guard * 4 * own.privacy) >> 6) + ((knobs.wary * own.low_company) >> 8)
    pull += ((knobs.against * max(0, -own.conviction)) >> 14) - knobs.heed * own.phone_lesson
    if own.ground > 0:
        pull += knobs.ground
    return Deeds(take=0, leave=pull)


carry = Act(
    name="carry",
    summary="Whether a citizen carries the telephone about in the month to come, or leaves it at home.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="telephones",
)
