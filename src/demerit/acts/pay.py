"""Whether a citizen pays this month's bills on time."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `pay` can be tuned by."""

    late: Annotated[int, knob(-205, -280, -150, "notches", "Pull of paying late: median 4 % a month.")]
    reliable: Annotated[int, knob(64, 32, 128, "per 64 of reliability", "How far reliability keeps one from it.",
                                  source="assumed; with it a purely financial score has an AUC of .65 to .80")]
    cards: Annotated[int, knob(12, 0, 40, "notches a card", "What each credit card beyond the first adds to it.")]


class Own(NamedTuple):
    """What `pay` reads of a citizen."""

    reliability: int
    """Latent type, in units of 2 notches."""
    cards: int
    """Credit cards; 0 where there are no banks."""


class Deeds(NamedTuple):
    """When one can pay; the utility of each, in notches."""

    on_time: int
    late: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh paying late: ``u(late) = late - reliable x reliability + cards x max(0, cards held - 1)``.

    A logistic chance a month. The engine adds ``stake x believed points``. A late month adds one to the citizen's
    arrears, a month paid on time takes one away.
    """
    beyond = min(8, max(0, own.cards - 1))
    return Deeds(on_time=0, late=knobs.late - ((knobs.reliable * own.reliability) >> 5) + knobs.cards * beyond)


pay = Act(
    name="pay",
    summary="Whether a citizen pays this month's bills on time.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
)
