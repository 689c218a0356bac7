"""What bureaus see: who is whose customer, and which bureaus see a deed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.base.draws import mixed_narrow
from demerit.institutions._eight import Eight, both, is_below
from demerit.institutions.institution import Array

u32 = np.uint32


class Numbers(NamedTuple):
    """The acts whose watchers have more customers."""

    speak: int
    shop: int


def customer_of(word: int, keys: Array, watched: Array, numbers: Numbers, online: int, other: int) -> Eight:
    """Say, -1 or 0 each, whose customer one is, for good: one drawn word, keyed by the name of each.

    Of 256 adults `online` are customers of a bureau that sees speech or shopping, and `other` of any other.
    """
    often = int(watched[numbers.speak]) | int(watched[numbers.shop])
    return lie_below(word, keys, (
        online if often & 1 else other, online if often & 2 else other, online if often & 4 else other,
        online if often & 8 else other, online if often & 16 else other, online if often & 32 else other,
        online if often & 64 else other, online if often & 128 else other))


def seen_by(word: int, keys: Array, shares: Array, mine: Eight) -> Eight:
    """Say, -1 or 0 each, which bureaus, of those in `mine`, see a deed: one drawn word, keyed by the name of each.

    `shares` says what each sees of such deeds, of 256: of one who sees all the word is indifferent.
    """
    return both(mine, lie_below(word, keys, (
        int(shares[0]), int(shares[1]), int(shares[2]), int(shares[3]), int(shares[4]), int(shares[5]), int(shares[6]),
        int(shares[7]))))


def lie_below(word: int, keys: Array, shares: Eight) -> Eight:
    """Say, -1 or 0 each, whether a byte of the word lies below the share of a bureau."""
    return (is_below(byte(word, keys[0]), shares[0]), is_below(byte(word, keys[1]), shares[1]),
            is_below(byte(word, keys[2]), shares[2]), is_below(byte(word, keys[3]), shares[3]),
            is_below(byte(word, keys[4]), shares[4]), is_below(byte(word, keys[5]), shares[5]),
            is_below(byte(word, keys[6]), shares[6]), is_below(byte(word, keys[7]), shares[7]))


def byte(word: int, key: int) -> int:
    """Give a byte of a drawn word for a bureau, by the number of its name."""
    return int(mixed_narrow(u32(word), u32(key)) >> u32(24))
