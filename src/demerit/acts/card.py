"""Whether a citizen takes out a further credit card this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FIFTH, ONLINE

MOST_CARDS = 8


class Knobs(NamedTuple):
    """What `card` can be tuned by."""

    open: Annotated[int, knob(-300, -400, -200, "notches", "Pull of a further card: about 1 in 100 a month.")]
    wealth: Annotated[int, knob(10, 0, 30, "notches a fifth", "What each further fifth of income adds.")]
    enough: Annotated[int, knob(24, 0, 64, "notches a card", "How far each card that one has takes away from it.")]


class Own(NamedTuple):
    """What `card` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.acts.act`); the fifth of income stands above them."""
    cards: int
    """Credit cards."""
    bankrupt: int
    """Months since a bankruptcy from which one has not recovered, 0 none."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    keep: int
    open: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a further card: ``u(open) = open + wealth x (fifth - 1) - enough x cards``.

    Nobody gives one to the bankrupt, nor a ninth. The engine adds ``stake x believed points``. Sizes are assumed.
    """
    fifth = own.traits >> FIFTH
    refused = NEVER if own.bankrupt > 0 or own.cards >= MOST_CARDS else 0
    held = min(MOST_CARDS, own.cards)
    return Deeds(keep=0, open=knobs.open + knobs.wealth * (fifth - 1) - knobs.enough * held + refused)


card = Act(
    name="card",
    summary="Whether a citizen takes out a further credit card this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="banks",
)
