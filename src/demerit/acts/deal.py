"""Whether a citizen keeps contracts, pays back banks and friends, and deals honestly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, FIFTH, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("contract", -384, -500, -280, "notches", "Pull of not performing a contract: 2 or 3 in 1,000 a month.",
         source="assumed"),
    Knob("arrears", -272, -400, -180, "notches", "Pull of a month in arrears with the bank, top fifth of income.",
         source="assumed"),
    Knob("friends", -400, -520, -300, "notches", "Pull of not paying back a private loan, top fifth of income.",
         source="assumed"),
    Knob("guarantee", -500, -640, -400, "notches", "Pull of not standing by a guarantee.", source="assumed"),
    Knob("counterfeit", -580, -720, -460, "notches", "Pull of making or selling what is not real.", source="assumed"),
    Knob("fraud", -580, -720, -460, "notches", "Pull of taking part in pyramid selling, or cheating in trade.",
         source="assumed"),
    Knob("funds", -660, -760, -560, "notches", "Pull of raising funds or lending without a licence.",
         source="assumed"),
    Knob("poor", 10, 0, 30, "notches a fifth", "What each fifth of income less adds to the first three.",
         source="assumed; as for loans"),
    Knob("honest", 64, 32, 128, "per 64 of reliability", "How far reliability keeps one from all of them.",
         source="assumed; as for bills"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    contract: int
    arrears: int
    friends: int
    guarantee: int
    counterfeit: int
    fraud: int
    funds: int
    poor: int
    honest: int


class View(NamedTuple):
    """What `deal` reads; every array is over the citizens swept."""

    reliability: NDArray[np.int8]
    """Latent type, in units of 2 notches."""
    traits: NDArray[np.uint8]
    """Bits of traits; the fifth of income stands above them."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh each breach against dealing honestly.

    ``u(breach) = its own pull - honest x reliability``; a contract, a bank and a friend wait longer for the money of
    the poor: ``+ poor x (5 - fifth of income)``. The engine adds ``stake x believed points``. One breach a month at
    most. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        kept = (i32(k.honest) * i32(s.reliability[j])) >> i32(5)
        short = i32(k.poor) * (i32(5) - (i32(s.traits[j]) >> i32(FIFTH)))
        u[0, j] = i32(0)
        u[1, j] = i32(k.contract) + short - kept
        u[2, j] = i32(k.arrears) + short - kept
        u[3, j] = i32(k.friends) + short - kept
        u[4, j] = i32(k.guarantee) - kept
        u[5, j] = i32(k.counterfeit) - kept
        u[6, j] = i32(k.fraud) - kept
        u[7, j] = i32(k.funds) - kept


deal = OldAct(
    name="deal",
    summary="Whether a citizen keeps contracts, pays back banks and friends, and deals honestly.",
    deeds=("keeps", "contract_broken", "bank_arrears", "private_loan_unpaid", "guarantee_broken", "counterfeit",
           "fraud", "illegal_funds"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="trade",
)
