"""Whether a citizen speaks against the scheme itself this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE, ONLINE

TOPIC = 5
"""The bit of `shut` that is criticism of the scheme."""


class Knobs(NamedTuple):
    """What `criticise` can be tuned by."""

    criticise: Annotated[int, knob(
        -168, -240, -100, "notches", "Pull of criticism of the scheme: one in twenty who know of it.",
        source="assumed; criticism of the score was printed and posted in 2015, nobody counted it",
    )]
    dislike: Annotated[int, knob(
        96, 0, 192, "notches", "What having no approval of the scheme left adds, and full approval takes.",
    )]
    press_w: Annotated[int, knob(
        12, 0, 32, "notches a pressing friend", "How far friends who would leave keep one from it.",
        source="assumed, as for `speak`",
    )]
    blocked: Annotated[int, knob(64, 0, 256, "notches", "How much harder it is where a censor has shut the topic.",
                                 source="assumed, as for `speak`")]


class Own(NamedTuple):
    """What `criticise` reads of a citizen."""

    conviction: int
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    candour: int
    """Notches a unit of conviction."""
    talk: int
    """1/16 logit: general talkativeness."""
    interest: int
    """1/16 logit: how much more, or less, one speaks of politics."""
    pressure: int
    """Friends who would leave below one's score, kin twice, at most 6."""
    approval: int
    """Approval of the scheme, 1 .. 256; 0 where nobody's opinion is followed."""
    shut: int
    """Topics that a censor has shut to one, a bit each."""
    venue: int
    """Where one writes; only the first venue, 0, is censored."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    none: int
    criticise: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh speaking against the scheme.

    ``u(criticise) = criticise + 4 (talk + interest) - conviction x candour / 2 + dislike x (128 - approval) / 128
    - press_w x pressure - blocked``, the last where a censor has shut the topic; the engine adds ``stake x believed
    points``. Sizes are assumed.
    """
    truth = (own.conviction * own.candour) >> 15
    felt = (knobs.dislike * (128 - own.approval)) >> 7 if own.approval > 0 else 0
    lock = knobs.blocked if own.venue == 0 and (own.shut >> TOPIC) & 1 else 0
    return Deeds(
        none=0,
        criticise=knobs.criticise + 4 * (own.talk + own.interest) - truth + felt - knobs.press_w * own.pressure - lock,
    )


criticise = Act(
    name="criticise",
    summary="Whether a citizen speaks against the scheme itself this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE | AWARE,
)
