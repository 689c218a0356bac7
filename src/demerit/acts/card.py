"""Whether a citizen takes out a further credit card this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FIFTH, NEVER, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32
MOST_CARDS = 8

KNOBS = (
    Knob("open", -300, -400, -200, "notches", "Pull of a further card: about 1 in 100 a month.", source="assumed"),
    Knob("wealth", 10, 0, 30, "notches a fifth", "What each further fifth of income adds.", source="assumed"),
    Knob("enough", 24, 0, 64, "notches a card", "How far each card that one has takes away from it.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    open: int
    wealth: int
    enough: int


class View(NamedTuple):
    """What `card` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    cards: NDArray[np.uint8]
    """Credit cards."""
    bankrupt: NDArray[np.uint8]
    """Months since a bankruptcy from which one has not recovered, 0 none."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a further card: ``u(open) = open + wealth x (fifth - 1) - enough x cards``.

    Nobody gives one to the bankrupt, nor a ninth. The engine adds ``stake x believed points``. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        fifth = i32(s.traits[j]) >> i32(FIFTH)
        u[0, j] = i32(0)
        u[1, j] = i32(k.open) + i32(k.wealth) * (fifth - i32(1)) - i32(k.enough) * min(i32(8), i32(s.cards[j]))
        if s.bankrupt[j] > 0 or s.cards[j] >= MOST_CARDS:
            u[1, j] += i32(NEVER)


card = OldAct(
    name="card",
    summary="Whether a citizen takes out a further credit card this month.",
    deeds=("keep", "open"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="banks",
)
