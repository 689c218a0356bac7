"""Whom a citizen means to see this month, outside family and work."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `visit` can be tuned by."""

    friend: Annotated[int, knob(96, 0, 192, "notches", "Pull of seeing a friend.")]
    acquaintance: Annotated[int, knob(32, -64, 128, "notches", "Pull of seeing an old acquaintance.")]
    warm: Annotated[int, knob(16, 0, 64, "notches", "What a sociability of one adds to both.")]
    heed: Annotated[int, knob(96, 0, 256, "notches", "What it takes off that the acquaintance is known to stand low.")]


class Own(NamedTuple):
    """What `visit` reads of a citizen."""

    sociability: int
    """Q4: readiness for new ties, 16 is one."""
    low_company: int
    """How plainly the acquaintance is known to stand low, being no tie of one's own, 0 .. 255."""


class Deeds(NamedTuple):
    """Whom one can see; the utility of each, in notches."""

    nobody: int
    friend: int
    acquaintance: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh whom to see.

    ``u(friend) = friend + warm x sociability``,
    ``u(acquaintance) = acquaintance + warm x sociability - heed x low_company / 256``. Sizes are assumed.
    """
    warm = (knobs.warm * own.sociability) >> 4
    return Deeds(
        nobody=0,
        friend=knobs.friend + warm,
        acquaintance=knobs.acquaintance + warm - ((knobs.heed * own.low_company) >> 8),
    )


visit = Act(
    name="visit",
    summary="Whom a citizen means to see this month, outside family and work.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="company",
)
