"""Banks: credit cards, too many of them, and bankruptcy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.card import MOST_CARDS, card
from demerit.base.draws import Four, column
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import FIFTH, IN_DEBT

if TYPE_CHECKING:
    from demerit.society import Society

OPEN = card.deeds.index("open")


class Knobs(NamedTuple):
    """What `banks` can be tuned by."""

    line: Annotated[int, knob(4, 3, 12, "months", "Months of arrears from which on one can go bankrupt.")]
    files: Annotated[int, knob(32, 4, 128, "of 256 a month", "Chance that one who owes so much goes bankrupt.")]
    near: Annotated[int, knob(10, 0, 30, "points", "How near to the score before it counts as recovered.")]


class Keeps(NamedTuple):
    """Its own columns."""

    cards: Annotated[Array, kept(np.uint8, "credit cards, at most 8", bits=4)]
    bankrupt: Annotated[Array, kept(np.uint8, "months since a bankruptcy from which one has not recovered, 0 none")]
    score_before: Annotated[Array, kept(np.int16, "the score at the bankruptcy, -1 where there was none", less=1,
                                         scores=True)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    score: int
    """The score, -1 where there is none."""
    arrears: int
    """Months of bills unpaid."""
    cards: int
    bankrupt: int
    score_before: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    status: Array
    arrears: Array
    """A bankruptcy clears them, and what is owed."""
    owed: Array
    cards: Array
    bankrupt: Array
    score_before: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    card: int


class Happened(NamedTuple):
    """What can happen."""

    bankrupt: Array


class Counted(NamedTuple):
    """What is counted: cards, bankruptcies, and recoveries with the months that they took."""

    cards: Array
    bankruptcies: Array
    recovered: Array
    months: Array
    still: Array
    """Those who have not yet recovered."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Give adults 0 to 2 cards: each of two, by a draw of the stream ``cards``, with a chance of a tenth a fifth.

    So .4 cards a head in the lowest fifth of income and 1 in the highest, near .3 a head in 2015 (assumed).
    """
    lot = column(seed, "cards", world.n).astype(np.int64)
    chance = (1 + (world.traits >> FIFTH).astype(np.int64)) * 6554 // 2
    cards = (lot >> 16 < chance).astype(np.uint8) + ((lot & 0xFFFF) < chance).astype(np.uint8)
    world.named("cards")[:] = (cards).astype(np.uint8)


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, happened: Happened,
          counted: Counted) -> None:
    """Give a card out, let some who owe much go bankrupt, and see who has recovered.

    One who is ``line`` months behind goes bankrupt with chance ``files`` of 256 a month: ``bankrupt`` happens, bills
    and loans are cleared and cards withdrawn. Recovered is who stands within ``near`` points of the score before it,
    not before the third month. Writes status, arrears, owed, cards, bankrupt, score_before. Counts cards, bankruptcies,
    recoveries and the months they took, and those not yet recovered. What is owed is counted by the census, when all
    has moved.
    """
    cards, since = own.cards, own.bankrupt
    if did.card == OPEN:
        cards = min(MOST_CARDS, cards + 1)
    if since > 2 and own.score >= own.score_before - knobs.near:
        counted.recovered[own.cell] += 1
        counted.months[own.cell] += since
        since = 0
    elif since > 0:
        since = min(255, since + 1)
    if since == 0 and own.arrears >= knobs.line and (lot[0] & 255) < knobs.files:
        happened.bankrupt[i] = 1
        counted.bankruptcies[own.cell] += 1
        citizens.score_before[i] = own.score
        citizens.arrears[i] = 0
        citizens.owed[i] = 0
        citizens.status[i] = own.status & ~IN_DEBT
        cards, since = 0, 1
    citizens.cards[i] = cards
    citizens.bankrupt[i] = since
    counted.cards[own.cell] += cards
    counted.still[own.cell] += 1 if since > 0 else 0


banks = Institution(
    name="banks",
    summary="Gives out credit cards, and lets those who owe much go bankrupt.",
    reads=(),
    writes=("happens", "status", "arrears", "owed", "cards", "bankrupt", "score_before"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
