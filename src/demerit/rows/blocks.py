"""Blocks: neighbourhoods of rows that stand near each other in space, and the place of a citizen in their own."""

from __future__ import annotations

BLOCK = 400
"""Rows of a block: adults are ordered by place, zone, circle and household; a zone of about 500 people has 400."""
PLACE_BITS = 9
"""Bits of a place in a block and one."""


def place_of(i: int) -> int:
    """Give the place of a citizen in their block, from 0 on."""
    return i % BLOCK


def neighbour(i: int, place: int) -> int:
    """Give the citizen who has a place in the block of citizen `i`."""
    return i - i % BLOCK + place
