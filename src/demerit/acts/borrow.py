"""Whether a citizen takes a small loan, and whether one who has a loan repays it: the willing half of repayment."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FIFTH, IN_DEBT, ONLINE


class Knobs(NamedTuple):
    """What `borrow` can be tuned by."""

    need: Annotated[int, knob(-190, -260, -130, "notches", "Pull of a small loan, top fifth of income.")]
    poor: Annotated[int, knob(12, 0, 30, "notches a fifth", "What each fifth of income less adds to it.")]
    default: Annotated[int, knob(
        -307, -400, -100, "notches", "Pull of not repaying though one could: 4.8 logits below, about 1 %.",
        source="assumed; with `reliable` and `means` 12 % do not repay; 1 to 41 % by score (Federal Reserve 2007)")]
    reliable: Annotated[int, knob(
        160, 40, 220, "per 64 of reliability", "How far reliability keeps one from that: 2.5 logits.",
        source="assumed, to meet this: reporting moves the riskiest fifth much and the rest hardly (Gine, Goldberg & "
        "Yang 2012)",
    )]


class Own(NamedTuple):
    """What `borrow` reads of a citizen."""

    status: int
    """Bits of status (`demerit.acts.act`): IN_DEBT decides which two deeds are open."""
    traits: int
    """Bits of traits; the fifth of income stands above them."""
    reliability: int
    """Latent type, in units of 2 notches."""
    short: int
    """What one falls short of this month (`engine.steps.means`): above 0 no loan can be repaid."""


class Deeds(NamedTuple):
    """What one can do: the first two without a loan, the last two with one; the utility of each, in notches."""

    none: int
    borrow: int
    repay: int
    default: int


def unwilling(reliability: int, default: int, reliable: int) -> int:
    """Give the pull of not repaying though one could, notches: ``default - reliable x reliability``."""
    return default - ((reliable * reliability) >> 5)


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a loan, or its repayment.

    Without a loan: ``u(borrow) = need + poor x (5 - fifth of income)`` against 0.
    With one: who falls short of money cannot repay; else ``u(default) = default - reliable x reliability`` against 0
    for repaying, to which the engine adds what not repaying is believed to cost. A loan runs a month.
    Whether the loan is given is for the scheme's gate to say; without such a gate it is given.
    """
    owes = (own.status & IN_DEBT) != 0
    taking = NEVER if owes else 0
    returning = 0 if owes else NEVER
    fifth = own.traits >> FIFTH
    return Deeds(
        none=taking,
        borrow=taking + knobs.need + knobs.poor * (5 - fifth),
        repay=returning if own.short == 0 else NEVER,
        default=returning + unwilling(own.reliability, knobs.default, knobs.reliable),
    )


borrow = Act(
    name="borrow",
    summary="Whether a citizen takes a small loan, and whether one who has a loan repays it.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE,
)
