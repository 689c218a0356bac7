"""Whether a citizen keeps contracts, pays back banks and friends, and deals honestly."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FIFTH


class Knobs(NamedTuple):
    """What `deal` can be tuned by."""

    contract: Annotated[int, knob(
        -384, -500, -280, "notches", "Pull of not performing a contract: 2 or 3 in 1,000 a month.",
    )]
    arrears: Annotated[int, knob(
        -272, -400, -180, "notches", "Pull of a month in arrears with the bank, top fifth of income.",
    )]
    friends: Annotated[int, knob(
        -400, -520, -300, "notches", "Pull of not paying back a private loan, top fifth of income.",
    )]
    guarantee: Annotated[int, knob(-500, -640, -400, "notches", "Pull of not standing by a guarantee.")]
    counterfeit: Annotated[int, knob(-580, -720, -460, "notches", "Pull of making or selling what is not real.")]
    fraud: Annotated[int, knob(
        -580, -720, -460, "notches", "Pull of taking part in pyramid selling, or cheating in trade.",
    )]
    funds: Annotated[int, knob(-660, -760, -560, "notches", "Pull of raising funds or lending without a licence.")]
    poor: Annotated[int, knob(10, 0, 30, "notches a fifth", "What each fifth of income less adds to the first three.",
                              source="assumed; as for loans")]
    honest: Annotated[int, knob(64, 32, 128, "per 64 of reliability", "How far reliability keeps one from all of them.",
                                source="assumed; as for bills")]


class Own(NamedTuple):
    """What `deal` reads of a citizen."""

    reliability: int
    """Latent type, in units of 2 notches."""
    traits: int
    """Bits of traits; the fifth of income stands above them."""


class Deeds(NamedTuple):
    """How one can deal; the utility of each, in notches."""

    keeps: int
    contract_broken: int
    bank_arrears: int
    private_loan_unpaid: int
    guarantee_broken: int
    counterfeit: int
    fraud: int
    illegal_funds: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh each breach against dealing honestly.

    ``u(breach) = its own pull - honest x reliability``; a contract, a bank and a friend wait longer for the money of
    the poor: ``+ poor x (5 - fifth of income)``. The engine adds ``stake x believed points``. One breach a month at
    most. Sizes are assumed.
    """
    kept = (knobs.honest * own.reliability) >> 5
    short = knobs.poor * (5 - (own.traits >> FIFTH))
    return Deeds(
        keeps=0,
        contract_broken=knobs.contract + short - kept,
        bank_arrears=knobs.arrears + short - kept,
        private_loan_unpaid=knobs.friends + short - kept,
        guarantee_broken=knobs.guarantee - kept,
        counterfeit=knobs.counterfeit - kept,
        fraud=knobs.fraud - kept,
        illegal_funds=knobs.funds - kept,
    )


deal = Act(
    name="deal",
    summary="Whether a citizen keeps contracts, pays back banks and friends, and deals honestly.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="trade",
)
