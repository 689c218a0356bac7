"""Blocks of 400 rows, and the block that one's way leads through, in plain ints."""

from __future__ import annotations

from types import SimpleNamespace

from tests.naive_draws import draw, stream


def way(c: SimpleNamespace, n: int, t: SimpleNamespace) -> int:
    """Give a block 1 to 4 off, before or behind, kept within the blocks there are."""
    step: int = (draw((c.id, 0, stream("ways"), 0), t.key)[0] >> 16) % 8
    off = [-4, -3, -2, -1, 1, 2, 3, 4][step]
    block: int = min(max(c.id // 400 + off, 0), (n - 1) // 400)
    return block


def deeds_of_month(c: SimpleNamespace, a: int, r: SimpleNamespace) -> list[int]:
    """Give the numbers of the deeds of weekly act `a` in the four weeks of the diary."""
    return [c.diary // 2 ** (r.shift[a] + r.bits[a] * w) % 2 ** r.bits[a] for w in range(4)]
