"""The bits of a word."""

from __future__ import annotations


def how_many(word: int) -> int:
    """Give how many bits of a word, which is not below 0, are set: each turn takes the lowest of them away."""
    bits = 0
    while word:
        word &= word - 1
        bits += 1
    return bits
