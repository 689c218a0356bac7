"""How many bits of a word are set: one instruction of the processor."""

from __future__ import annotations


def how_many(word: int) -> int:
    """Give how many bits of a whole number are set, of one below 0 those of its 64 bits."""
    return (int(word) & 0xFFFFFFFFFFFFFFFF).bit_count()
