"""Whether a citizen joins or leaves the scheme this month, where that is theirs to choose."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act, Week
from demerit.base.knob import knob
from demerit.base.quotient import quotient
from demerit.rows.bits import ADULT, AWARE, ENROLLED, ONLINE


class Knobs(NamedTuple):
    """What `enrol` can be tuned by."""

    norm: Annotated[int, knob(64, 0, 128, "notches", "What it adds that every friend is enrolled.")]
    suspicion: Annotated[int, knob(
        64, 0, 512, "notches", "What it adds that all others are: who stays out has something to hide.",
        source="assumed; unravelling has a tipping point where norm + suspicion is about 250",
    )]
    join: Annotated[int, knob(64, 0, 128, "notches", "How far the worth must exceed nothing to join.")]
    leave: Annotated[int, knob(160, 64, 320, "notches", "How far it must fall below nothing to leave.")]


class Own(NamedTuple):
    """What `enrol` reads of a citizen."""

    status: int
    """Bits of status (`demerit.acts.act`): ENROLLED decides which deed is open."""
    opens: int
    """Notches: worth of the gates that one's score would open."""
    privacy: int
    """Units of 4 notches: what it costs to be seen."""
    n_heard: int
    """Friends whose faces were seen this week, at most 255."""
    n_enrolled: int
    """Of these, those enrolled."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    stay: int
    join: int
    leave: int


def weigh(own: Own, knobs: Knobs, week: Week) -> Deeds:
    """Weigh taking part.

    ``worth = opens - privacy + norm x share of friends enrolled + suspicion x share of all enrolled``;
    ``u(join) = worth - join`` for those out, ``u(leave) = -worth - leave`` for those in, against 0 for staying.

    Where the scheme leaves no choice, nobody joins or leaves. The gap between the two keeps people where
    they are. Unravelling after Milgrom (1981) and Grossman (1981); sizes
    are assumed; use of a commercial scheme was about .80 of internet users in 2018 (reported).
    """
    inside = (own.status & ENROLLED) != 0
    friends = quotient(knobs.norm * own.n_enrolled, max(1, own.n_heard))
    others = (knobs.suspicion * week.share_enrolled) >> 8
    worth = own.opens - 4 * own.privacy + friends + others
    settled = 0 if week.choice else NEVER
    return Deeds(
        stay=0,
        join=worth - knobs.join + (NEVER if inside else 0) + settled,
        leave=-worth - knobs.leave + (0 if inside else NEVER) + settled,
    )


enrol = Act(
    name="enrol",
    summary="Whether a citizen joins or leaves the scheme this month, where that is theirs to choose.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE | AWARE,
)
