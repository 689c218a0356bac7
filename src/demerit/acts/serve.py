"""Whether a citizen helps others, or gives, this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FIFTH, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("help", -176, -256, -96, "notches", "Pull of helping: about 6 in 100 a month.", source="assumed"),
    Knob("give", -208, -288, -128, "notches", "Pull of giving, lowest fifth of income.", source="assumed"),
    Knob("wealth", 12, 0, 32, "notches a fifth", "What each further fifth of income adds to giving.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    help: int
    give: int
    wealth: int


class View(NamedTuple):
    """What `serve` reads; every array is over the citizens swept."""

    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    warmth: NDArray[np.int16]
    """Notches: how far one helps of one's own accord."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh helping: ``u(help) = help + warmth``, ``u(give) = give + warmth + wealth x (fifth - 1)``.

    The engine adds ``stake x believed points``; what that does to the warmth itself is the institution `community`'s.
    Sizes are assumed.
    """
    for j in range(u.shape[1]):
        warmth = i32(s.warmth[j])
        u[0, j] = i32(0)
        u[1, j] = i32(k.help) + warmth
        u[2, j] = i32(k.give) + warmth + i32(k.wealth) * ((i32(s.traits[j]) >> i32(FIFTH)) - i32(1))


serve = OldAct(
    name="serve",
    summary="Whether a citizen helps others, or gives, this month.",
    deeds=("none", "help", "give"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="community",
)
