"""What bureaus see: who is whose customer, which bureaus watch an act, and whose files a deed goes into."""

from __future__ import annotations

from typing import NamedTuple

from demerit.base.draws import Four
from demerit.institutions._lenders import BUREAUS
from demerit.institutions.institution import Array

UNION, FULL = 1 << BUREAUS, 2 << BUREAUS
"""Bits of the union of all files, and of the file of all deeds, after those of the bureaus."""


class Numbers(NamedTuple):
    """The acts whose watchers have more customers."""

    speak: int
    shop: int


Ten = tuple[int, int, int, int, int, int, int, int, int, int]
"""Points for the file of each of eight bureaus, then for the union, then for the full file."""


def customer_of(near: Four, far: Four, watched: Array, numbers: Numbers, online: int, other: int) -> int:
    """Give the bits of the bureaus whose customer one is, for good: the low byte of a word for each, of two draws.

    Of 256 adults `online` are customers of a bureau that sees speech or shopping, and `other` of any other.
    """
    often, mine = int(watched[numbers.speak]) | int(watched[numbers.shop]), 0
    for bureau, word in enumerate((*near, *far)):
        mine |= (1 if word & 255 < (online if (often >> bureau) & 1 else other) else 0) << bureau
    return mine


def seen_by(act: int, shares: Array, lots: Four) -> int:
    """Give the bits of the bureaus that see a deed, if it is their customer's: a byte of the draw for each."""
    one, two = lots[0], lots[1]
    return (
        (1 if one & 255 < shares[act, 0] else 0)
        | (2 if (one >> 8) & 255 < shares[act, 1] else 0)
        | (4 if (one >> 16) & 255 < shares[act, 2] else 0)
        | (8 if one >> 24 < shares[act, 3] else 0)
        | (16 if two & 255 < shares[act, 4] else 0)
        | (32 if (two >> 8) & 255 < shares[act, 5] else 0)
        | (64 if (two >> 16) & 255 < shares[act, 6] else 0)
        | (128 if two >> 24 < shares[act, 7] else 0)
    )


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
