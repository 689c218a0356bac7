"""Whether a citizen tricks the score this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE, FIFTH, ONLINE, SCORED


class Knobs(NamedTuple):
    """What `game_it` can be tuned by."""

    cost: Annotated[int, knob(
        256, 64, 512, "notches", "What it costs one of the lowest fifth of income to swap loans with friends.",
        source="assumed; swept, because bunching shows only in the middle of the range",
    )]
    basket: Annotated[int, knob(96, 0, 192, "notches", "How much dearer staged shopping is.")]
    plastic: Annotated[int, knob(128, 0, 256, "notches", "How much dearer it is to keep cards turning.")]
    wealth: Annotated[int, knob(16, 0, 48, "notches a fifth", "What each further fifth of income takes off.")]
    months: Annotated[int, knob(3, 1, 6, "months", "For how many months one reckons with what opens.",
                                source="assumed; half of the points are gone after four months (`gaming.fade`)")]


class Own(NamedTuple):
    """What `game_it` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    step: int
    """Notches: how much more the gates would give for 20 points."""


class Deeds(NamedTuple):
    """How one can trick the score; the utility of each, in notches."""

    none: int
    swap_loans: int
    stage_shopping: int
    churn_cards: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh tricking: ``u(swap_loans) = months x step - cost + wealth x (fifth - 1)``, the others dearer.

    ``step = opens(score + 20) - opens(score)``: one who games looks at the next gate and not at the slope, for by the
    slope there would be effort on both sides of a gate and no bunching. Sizes are assumed.
    """
    fifth = own.traits >> FIFTH
    worth = knobs.months * own.step - knobs.cost + knobs.wealth * (fifth - 1)
    return Deeds(
        none=0,
        swap_loans=worth,
        stage_shopping=worth - knobs.basket,
        churn_cards=worth - knobs.plastic,
    )


game_it = Act(
    name="game_it",
    summary="Whether a citizen tricks the score this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE | AWARE | SCORED,
    asks="gaming",
)
