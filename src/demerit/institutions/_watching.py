"""What bureaus see: who is whose customer, which bureaus watch an act, and whose files a deed goes into."""

from __future__ import annotations

from typing import NamedTuple

from demerit.base.draws import Draws, Four, words
from demerit.base.kernel import inlined
from demerit.institutions._lenders import BUREAUS
from demerit.institutions.institution import Array

CUSTOMER = 0
"""Where the draws of who is whose customer begin."""
UNION, FULL = 1 << BUREAUS, 2 << BUREAUS
"""Bits of the union of all files, and of the file of all deeds, after those of the bureaus."""


class Numbers(NamedTuple):
    """The acts whose watchers have more customers."""

    speak: int
    shop: int


Ten = tuple[int, int, int, int, int, int, int, int, int, int]
"""Points for the file of each of eight bureaus, then for the union, then for the full file."""


@inlined
def customer_of(i: int, many: int, sees: Array, numbers: Numbers, online: int, other: int, draws: Draws) -> int:
    """Give the bits of the bureaus whose customer one is, for good: a byte for each, in two draws.

    Of 256 adults `online` are customers of a bureau that sees speech or shopping, and `other` of any other.
    """
    mine = 0
    near = words(draws, 0, i, CUSTOMER)
    far = words(draws, 0, i, CUSTOMER + 1) if many > 4 else near
    lots = (near[0] & 255, near[1] & 255, near[2] & 255, near[3] & 255,
            far[0] & 255, far[1] & 255, far[2] & 255, far[3] & 255)
    for bureau, lot in enumerate(lots):
        if bureau >= many:
            break
        customers = online if sees[bureau, numbers.speak] > 0 or sees[bureau, numbers.shop] > 0 else other
        mine |= (1 if lot < customers else 0) << bureau
    return mine


@inlined
def watchers(act: int, mine: int, many: int, sees: Array) -> int:
    """Give those bits of `mine` whose bureaus see anything of an act."""
    found = 0
    for bureau in range(many):
        found |= (1 if sees[bureau, act] > 0 else 0) << bureau
    return found & mine


@inlined
def seen_by(act: int, watching: int, many: int, sees: Array, lots: Four) -> int:
    """Give those bits of `watching` whose bureaus see a deed: a byte of the draw for each."""
    now = 0
    for bureau in range(many):
        byte = ((lots[0] if bureau < 4 else lots[1]) >> (8 * (bureau & 3))) & 255
        now |= (1 if byte < sees[bureau, act] else 0) << bureau
    return now & watching


@inlined
def more(gained: Ten, into: int, points: int) -> Ten:
    """Add points to those of the ten files whose bits are set in `into`."""
    return (
        gained[0] + points * (into & 1),
        gained[1] + points * ((into >> 1) & 1),
        gained[2] + points * ((into >> 2) & 1),
        gained[3] + points * ((into >> 3) & 1),
        gained[4] + points * ((into >> 4) & 1),
        gained[5] + points * ((into >> 5) & 1),
        gained[6] + points * ((into >> 6) & 1),
        gained[7] + points * ((into >> 7) & 1),
        gained[8] + points * ((into >> 8) & 1),
        gained[9] + points * ((into >> 9) & 1),
    )
