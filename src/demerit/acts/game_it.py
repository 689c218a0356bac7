"""Whether a citizen tricks the score this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, FIFTH, ONLINE, SCORED, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("cost", 256, 64, 512, "notches", "What it costs one of the lowest fifth of income to swap loans with friends.",
         source="assumed; swept, because bunching shows only in the middle of the range"),
    Knob("basket", 96, 0, 192, "notches", "How much dearer staged shopping is.", source="assumed"),
    Knob("plastic", 128, 0, 256, "notches", "How much dearer it is to keep cards turning.", source="assumed"),
    Knob("wealth", 16, 0, 48, "notches a fifth", "What each further fifth of income takes off.", source="assumed"),
    Knob("months", 3, 1, 6, "months", "For how many months one reckons with what opens.",
         source="assumed; half of the points are gone after four months (`gaming.fade`)"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    cost: int
    basket: int
    plastic: int
    wealth: int
    months: int


class View(NamedTuple):
    """What `game_it` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    step: NDArray[np.int16]
    """Notches: how much more the gates would give for 20 points."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh tricking: ``u(swap_loans) = months x step - cost + wealth x (fifth - 1)``, the others dearer.

    ``step = opens(score + 20) - opens(score)``: one who games looks at the next gate and not at the slope, for by the
    slope there would be effort on both sides of a gate and no bunching. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        fifth = i32(s.traits[j]) >> i32(FIFTH)
        worth = i32(k.months) * i32(s.step[j]) - i32(k.cost) + i32(k.wealth) * (fifth - i32(1))
        u[0, j] = i32(0)
        u[1, j] = worth
        u[2, j] = worth - i32(k.basket)
        u[3, j] = worth - i32(k.plastic)


game_it = OldAct(
    name="game_it",
    summary="Whether a citizen tricks the score this month.",
    deeds=("none", "swap_loans", "stage_shopping", "churn_cards"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE | AWARE | SCORED,
    asks="gaming",
)
