"""Whether a citizen pays this month's bills on time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("late", -205, -280, -150, "notches", "Pull of paying late: median 4 % a month.", source="assumed"),
    Knob(
        "reliable", 64, 32, 128, "per 64 of reliability", "How far reliability keeps one from it.",
        source="assumed; with it a purely financial score has an AUC of .65 to .80",
    ),
    Knob("cards", 12, 0, 40, "notches a card", "What each credit card beyond the first adds to it.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    late: int
    reliable: int
    cards: int


class View(NamedTuple):
    """What `pay` reads; every array is over the citizens swept."""

    reliability: NDArray[np.int8]
    """Latent type, in units of 2 notches."""
    cards: NDArray[np.uint8]
    """Credit cards; 0 where there are no banks."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh paying late: ``u(late) = late - reliable x reliability + cards x max(0, cards held - 1)``.

    A logistic chance a month. The engine adds ``stake x believed points``. A late month adds one to the citizen's
    arrears, a month paid on time takes one away.
    """
    for j in range(u.shape[1]):
        u[0, j] = i32(0)
        beyond = min(i32(8), max(i32(0), i32(s.cards[j]) - i32(1)))
        u[1, j] = i32(k.late) - ((i32(k.reliable) * i32(s.reliability[j])) >> i32(5)) + i32(k.cards) * beyond


pay = OldAct(
    name="pay",
    summary="Whether a citizen pays this month's bills on time.",
    deeds=("on_time", "late"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
)
