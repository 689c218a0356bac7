"""Whether a citizen takes a small loan, and whether one who has a loan repays it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FIFTH, IN_DEBT, NEVER, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("need", -190, -260, -130, "notches", "Pull of a small loan, top fifth of income.", source="assumed"),
    Knob("poor", 12, 0, 30, "notches a fifth", "What each fifth of income less adds to it.", source="assumed"),
    Knob(
        "default", -141, -200, -100, "notches", "Pull of not repaying: 2.2 logits below, about 10 %.",
        source="assumed; new US loans defaulted at 1 to 41 % by score (Federal Reserve 2007)",
    ),
    Knob(
        "reliable", 77, 40, 120, "per 64 of reliability", "How far reliability keeps one from default (1.2 logits).",
        source="assumed; as for pay",
    ),
)


class Knobs(NamedTuple):
    """The knobs above."""

    need: int
    poor: int
    default: int
    reliable: int


class View(NamedTuple):
    """What `borrow` reads; every array is over the citizens swept."""

    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`): IN_DEBT decides which two deeds are open."""
    traits: NDArray[np.uint8]
    """Bits of traits; the fifth of income stands above them."""
    reliability: NDArray[np.int8]
    """Latent type, in units of 2 notches."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a loan, or its repayment.

    Without a loan: ``u(borrow) = need + poor x (5 - fifth of income)`` against 0.
    With one: ``u(default) = default - reliable x reliability`` against 0 for repaying; a loan runs a month.
    Whether the loan is given is for the scheme's gate to say; without such a gate it is given.
    """
    for j in range(u.shape[1]):
        owes = i32((s.status[j] & IN_DEBT) // IN_DEBT)
        fifth = i32(s.traits[j]) >> i32(FIFTH)
        free = i32(1) - owes
        u[0, j] = owes * i32(NEVER)
        u[1, j] = owes * i32(NEVER) + i32(k.need) + i32(k.poor) * (i32(5) - fifth)
        u[2, j] = free * i32(NEVER)
        u[3, j] = free * i32(NEVER) + i32(k.default) - ((i32(k.reliable) * i32(s.reliability[j])) >> i32(5))


borrow = OldAct(
    name="borrow",
    summary="Whether a citizen takes a small loan, and whether one who has a loan repays it.",
    deeds=("none", "borrow", "repay", "default"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE,
)
