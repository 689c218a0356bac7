"""Ways: the block that one's way leads through."""

from __future__ import annotations

import numpy as np

from demerit.base.draws import keyed, lot_from, stream
from demerit.base.loom import Array
from demerit.base.quotient import quotient
from demerit.rows.blocks import BLOCK

u64 = np.uint64
REACH = 4
"""How many blocks away the way of a citizen leads at most (assumed: about 2,000 people on either side)."""


WAYS = keyed(stream("ways"), 0)
"""What keys the draw of ways."""


def way_from(i: int) -> int:
    """Give the first block through which a way of citizen `i`, or of one after, can lead."""
    return int(max(i // BLOCK - REACH, 0))


def way_to(i: int, n: int) -> int:
    """Give the last block through which a way of citizen `i` of `n`, or of one before, can lead."""
    return int(min(i // BLOCK + REACH, (n - 1) // BLOCK))


def note_ways(lo: int, hi: int, n: int, ever_words: Array, home: Array, way: Array) -> None:
    """Note the block of each of citizens `lo` to `hi` of `n`, and that on their way, from `way_from(lo)` on."""
    first = way_from(lo)
    for i in range(u64(lo), u64(hi)):
        one, _, _, _ = lot_from(ever_words[0, i], ever_words[1, i], ever_words[2, i], ever_words[3, i], WAYS)
        home[i] = quotient(int(i), BLOCK) - first
        way[i] = way_of(int(i), n, one) - first


def way_of(i: int, n: int, word: int) -> int:
    """Give the block that the way of citizen `i` of `n` leads through: at most `REACH` blocks off, always the same.

    `word` is the first of the citizen's draw for good in the stream `ways`.
    """
    home = quotient(i, BLOCK)
    last = quotient(n - 1, BLOCK)
    step = (word >> 16) % (2 * REACH)
    off = step - REACH if step < REACH else step - REACH + 1
    return int(min(max(home + off, 0), last))
