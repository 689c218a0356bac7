"""Test loan: would a loan that is due today be repaid? Asked of everybody, so that a score can be held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.acts.borrow import borrow, unwilling
from demerit.base.choice import CHANCE
from demerit.base.draws import Four
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.settle import base_score
from demerit.engine.steps.take_up import scored_are

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

DEFAULT = "borrow.default"
REPAY = borrow.deeds.index("repay")
TEST, OTHER, LIVED = 0, 2, 4
"""Columns of `repaid`: test loans of those scored, of all others, and loans that were granted and came due; each
repaid, then not."""


class Loans(NamedTuple):
    """What is counted of loans; every array is added to."""

    repaid: Array
    """By 60th of the scale: test loans of those scored (where nobody is, of all), of all others, loans granted that
    came due; each repaid, defaulted, ``(61, 6)``."""
    risk: Array
    """Test loans by fifth of reliability, the lowest first: repaid, defaulted, ``(5, 2)``."""


class LoanLaw(NamedTuple):
    """What test loans are told."""

    low: int
    high: int
    mean: int
    sd: int
    sixtieth: Array
    scored: int
    """0 where the scheme scores nobody."""
    default: int
    reliable: int
    belief: int
    """Which belief is about not repaying, -1 none."""
    belief_shift: int
    """By how many bits a unit of what is believed is above Q7."""


class Own(NamedTuple):
    """What it reads of a citizen."""

    score: int
    standing: int
    reliability: int
    short: int
    gain: int
    loss: int
    caution_now: int


class Beliefs(NamedTuple):
    """The beliefs."""

    belief: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    borrow: int


def law(terms: Terms) -> LoanLaw:
    """Read what test loans are told off the scheme."""
    scheme = terms.scheme
    return LoanLaw(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd),
        terms.sixtieth, scored_are(terms), terms.values["borrow.default"], terms.values["borrow.reliable"],
        terms.beliefs.index(DEFAULT) if DEFAULT in terms.beliefs else -1, terms.belief_shift,
    )


def stake_of(belief: int, own: Own) -> int:
    """Give what a belief of so many Q7 points adds to the utility of its deed, notches (as `base.choice.prepare`)."""
    if belief > 0:
        return (own.gain * belief) >> 15
    return -((((own.loss * -belief) >> 8) * own.caution_now) >> 12)


def fifth_of(reliability: int) -> int:
    """Give the fifth of a normal type with a standard deviation of 32, the lowest 0."""
    return (1 if reliability > -27 else 0) + (1 if reliability > -8 else 0) + (1 if reliability > 8 else 0) + (
        1 if reliability > 27 else 0)


def lend(i: int, own: Own, citizens: Beliefs, did: Did, law: LoanLaw, lot: Four, counted: Loans) -> None:
    """Count whether a loan due today would be repaid, and whether the one that is due was, by the score one has.

    The test loan is no deed. It is not repaid by whoever falls short of it (`means.fall_short`, the same draw as of
    loans that were granted) or is unwilling, ``1 / (1 + e^-u)`` with ``u`` as in the act `borrow`: its pull, less
    reliability, less what not repaying is believed to cost. Where there is no score, the one that standing alone gives.
    """
    at = own.score if own.score >= 0 else base_score(own.standing, law.low, law.high, law.mean, law.sd)
    sixtieth = int(law.sixtieth[at - law.low])
    u = unwilling(own.reliability, law.default, law.reliable)
    if law.belief >= 0:
        u += stake_of(citizens.belief[law.belief, i] << law.belief_shift, own)
    fails = own.short > 0 or lot[0] < int(CHANCE[min(max(u, -1536), 1536) + 1536])
    kind = TEST if own.score >= 0 or law.scored == 0 else OTHER
    counted.repaid[sixtieth, kind + (1 if fails else 0)] += 1
    counted.risk[fifth_of(own.reliability), 1 if fails else 0] += 1
    if did.borrow >= REPAY:
        counted.repaid[sixtieth, LIVED + did.borrow - REPAY] += 1


LEND = Step("lend", lend, law, stream="test_loan")
