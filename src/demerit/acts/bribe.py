"""Whether a citizen whom an official asked for a bribe last month pays it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FIFTH, NEVER, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("pay", -32, -128, 64, "notches", "Pull of paying: about 38 % of those asked for nothing that is urgent.",
         source="assumed; a quarter to a half of those asked say in surveys elsewhere that they paid"),
    Knob("paper", 24, 0, 64, "notches a paper", "What each paper held up adds to it.", source="assumed"),
    Knob("means", 8, 0, 32, "notches a fifth", "What each fifth of income above the third adds.", source="assumed"),
    Knob("worry", 48, 0, 128, "notches at fear 1", "What fear adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    pay: int
    paper: int
    means: int
    worry: int


class View(NamedTuple):
    """What `bribe` reads; every array is over the citizens swept."""

    asked: NDArray[np.uint8]
    """Papers for which an official asked last month and one (`institutions.officials`); 0 where none asked."""
    traits: NDArray[np.uint8]
    """Bits of traits; the fifth of income stands above them."""
    fear: NDArray[np.int16]
    """Q8: 0 none .. 512."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a bribe, for those who were asked: refusing is 0, and one must do either.

    ``u(pay) = pay + paper x papers + means x (fifth of income - 3) + worry x fear``. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        is_asked = i32(1) if s.asked[j] > 0 else i32(0)
        papers = max(i32(s.asked[j]) - i32(1), i32(0))
        fifth = i32(s.traits[j]) >> i32(FIFTH)
        worth = i32(k.pay) + i32(k.paper) * papers + i32(k.means) * (fifth - i32(3))
        u[0, j] = is_asked * i32(NEVER)
        u[1, j] = (i32(1) - is_asked) * i32(NEVER)
        u[2, j] = (i32(1) - is_asked) * i32(NEVER) + worth + ((i32(k.worry) * i32(s.fear[j])) >> i32(8))


bribe = OldAct(
    name="bribe",
    summary="Whether a citizen whom an official asked for a bribe last month pays it.",
    deeds=("none", "refuse", "pay"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="officials",
)
