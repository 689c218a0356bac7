"""What bureaus see: who is whose customer, which bureaus watch an act, and whose files a deed goes into."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.base.draws import Four, mixed_narrow
from demerit.institutions._lenders import BUREAUS
from demerit.institutions.institution import Array

u32 = np.uint32
UNION, FULL = 1 << BUREAUS, 2 << BUREAUS
"""Bits of the union of all files, and of the file of all deeds, after those of the bureaus."""


class Numbers(NamedTuple):
    """The acts whose watchers have more customers."""

    speak: int
    shop: int


Ten = tuple[int, int, int, int, int, int, int, int, int, int]
"""Points for the file of each of eight bureaus, then for the union, then for the full file."""


def customer_of(always: Four, keys: Array, watched: Array, numbers: Numbers, online: int, other: int) -> int:
    """Give the bits of the bureaus whose customer one is, for good: one draw, keyed by the name of each.

    Of 256 adults `online` are customers of a bureau that sees speech or shopping, and `other` of any other.
    """
    often, mine = int(watched[numbers.speak]) | int(watched[numbers.shop]), 0
    for bureau in range(BUREAUS):
        byte = int(mixed_narrow(u32(always[0]), u32(keys[bureau])) >> u32(24))
        mine |= (1 if byte < (online if (often >> bureau) & 1 else other) else 0) << bureau
    return mine


def seen_by(act: int, shares: Array, keys: Array, word: int, watching: int) -> int:
    """Give the bits of the bureaus, of those `watching`, that see a deed: one word, keyed by the name of each."""
    saw = 0
    for bureau in range(BUREAUS):
        byte = int(mixed_narrow(u32(word), u32(keys[bureau])) >> u32(24))
        saw |= (1 if byte < shares[act, bureau] else 0) << bureau
    return saw & watching


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
