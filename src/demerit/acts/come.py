"""Whether one whose journey to the country is due sets out."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE


class Knobs(NamedTuple):
    """What `come` can be tuned by."""

    come: Annotated[int, knob(160, 64, 320, "notches", "Pull of a journey that is planned: 92 of 100 are made.")]
    worry: Annotated[int, knob(96, 0, 256, "notches at fear 1", "How far fear keeps one at home.")]
    posted: Annotated[int, knob(
        12, 0, 64, "notches a post", "How far own posts do that one knows may be read at the border.",
    )]
    sent: Annotated[int, knob(192, 0, 512, "notches", "How far an employer's wish not to send anybody does.")]


class Own(NamedTuple):
    """What `come` reads of a citizen."""

    status: int
    """Bits of status (`demerit.acts.act`)."""
    fear: int
    """Q8: 0 none .. 512."""
    travels_soon: int
    """Months until a journey is due, 1 now; 0 none in sight."""
    past_posts: int
    """Posts of the last months that might count against one."""
    called_off: int
    """How little one's employer likes to send anybody, of 256; 0 where it does not mind."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    stay_away: int
    come: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a journey that is due now; nobody else can come.

    ``u(come) = come - worry x fear - posted x min(posts, 8) - sent x called_off / 256``, the posts only for one who
    knows of the scheme. Sizes are assumed.
    """
    pull = NEVER
    if own.travels_soon == 1:
        pull = knobs.come - ((knobs.worry * own.fear) >> 8) - ((knobs.sent * own.called_off) >> 8)
        if own.status & AWARE:
            pull -= knobs.posted * min(own.past_posts, 8)
    return Deeds(stay_away=0, come=pull)


come = Act(
    name="come",
    summary="Whether a foreigner whose journey to the country is due sets out.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="visitors",
)
