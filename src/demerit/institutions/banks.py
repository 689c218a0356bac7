"""Banks: credit cards, too many of them, and bankruptcy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import FIFTH
from demerit.base.draws import column, philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

if TYPE_CHECKING:
    from demerit.society import Society

u8 = np.uint8
i64 = np.int64
i16 = np.int16
u32 = np.uint32

MANY = 4
"""Cards from which on one who owes counts as over-indebted (assumed)."""

KNOBS = (
    Knob("line", 4, 3, 12, "months", "Months of arrears from which on one can go bankrupt.", source="assumed"),
    Knob("files", 32, 4, 128, "of 256 a month", "Chance that one who owes so much goes bankrupt.", source="assumed"),
    Knob("near", 10, 0, 30, "points", "How near to the score before it counts as recovered.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    line: int
    files: int
    near: int


class View(NamedTuple):
    """What `banks` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    score: NDArray[np.int16]
    """The score, -1 where there is none."""
    arrears: NDArray[np.uint8]
    """Written: months of bills unpaid; a bankruptcy clears them."""
    cards: NDArray[np.uint8]
    """Written: credit cards."""
    bankrupt: NDArray[np.uint8]
    """Written: months since a bankruptcy, 0 none."""
    score_before: NDArray[np.int16]
    """Written: the score at the bankruptcy."""


def begin(world: Any, society: Society, seed: int, k: Any) -> None:
    """Give adults 0 to 2 cards: each of two, by a draw of the stream ``cards``, with a chance of a tenth a fifth.

    So .4 cards a head in the lowest fifth of income and 1 in the highest, near .3 a head in 2015 (assumed).
    """
    lot = column(seed, "cards", world.n).astype(np.int64)
    chance = (1 + (world.traits >> FIFTH).astype(np.int64)) * 6554 // 2
    cards = (lot >> 16 < chance).astype(np.uint8) + ((lot & 0xFFFF) < chance).astype(np.uint8)
    world.named("cards")[:] = (cards).astype(np.uint8)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Give cards out, let some who owe much go bankrupt, and see who has recovered.

    One who is ``line`` months behind goes bankrupt with chance ``files`` of 256 a month: ``bankrupt`` happens, arrears
    are cleared and cards withdrawn. Recovered is who stands within ``near`` points of the score before it, not before
    the third month. Writes arrears, cards, bankrupt, score_before. Counts cards, the over-indebted (4 cards or more
    and in arrears), those in arrears, bankruptcies, recoveries and the months they took, and those not yet recovered.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        j = i - lo
        if deeds[r.act[0], j] == 1:
            x.cards[i] = u8(min(255, i64(x.cards[i]) + 1))
        score, owed, since = i64(x.score[i]), i64(x.arrears[i]), i64(x.bankrupt[i])
        if since > 2 and score >= i64(x.score_before[i]) - i64(k.near):
            counts[4, cell] += 1
            counts[5, cell] += since
            since = 0
        elif since > 0:
            since = min(255, since + 1)
        w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        if since == 0 and owed >= i64(k.line) and i64(w0 & u32(255)) < i64(k.files):
            happened[0, j] = u8(1)
            counts[3, cell] += 1
            x.score_before[i] = i16(score)
            x.arrears[i] = u8(0)
            x.cards[i] = u8(0)
            owed, since = 0, 1
        x.bankrupt[i] = u8(since)
        counts[0, cell] += i64(x.cards[i])
        counts[1, cell] += 1 if owed > 0 and i64(x.cards[i]) >= MANY else 0
        counts[2, cell] += 1 if owed > 0 else 0
        counts[6, cell] += 1 if since > 0 else 0


banks = OldInstitution(
    name="banks",
    summary="Gives out credit cards, and lets those who owe much go bankrupt.",
    reads=(),
    writes=("happens", "arrears", "cards", "bankrupt", "score_before"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("cards", np.uint8, "credit cards"),
        Column("bankrupt", np.uint8, "months since a bankruptcy from which one has not recovered, 0 none"),
        Column("score_before", np.int16, "the score at the bankruptcy, -1 where there was none"),
    ),
    begin=begin,
    happens=("bankrupt",),
    counts=("cards", "over_indebted", "in_arrears", "bankruptcies", "recovered", "months", "still"),
    acts=("card",),
    view=View,
    touch=touch,
)
