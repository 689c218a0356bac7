"""Whether a citizen pays this month's bills on time."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `pay` can be tuned by."""

    late: Annotated[int, knob(
        -250, -330, -150, "notches", "Pull of paying late though one could: median 2 % a month.",
        source="assumed; with those who fall short of money (`means`) some 5 % of bills")]
    reliable: Annotated[int, knob(64, 32, 128, "per 64 of reliability", "How far reliability keeps one from it.")]


class Own(NamedTuple):
    """What `pay` reads of a citizen."""

    reliability: int
    """Latent type, in units of 2 notches."""
    short: int
    """What one falls short of this month (`engine.steps.means`): 2 bills."""


class Deeds(NamedTuple):
    """When one can pay; the utility of each, in notches."""

    on_time: int
    late: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh paying late: who falls short of bills cannot pay on time; else ``u(late) = late - reliable x reliability``.

    A logistic chance a month. The engine adds ``stake x believed points``. A late month adds one to the citizen's
    arrears, a month paid on time takes one away.
    """
    return Deeds(
        on_time=NEVER if own.short > 1 else 0, late=knobs.late - ((knobs.reliable * own.reliability) >> 5)
    )


pay = Act(
    name="pay",
    summary="Whether a citizen pays this month's bills on time.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
)
