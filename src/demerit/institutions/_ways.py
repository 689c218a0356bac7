"""Ways: the block that one's way leads through."""

from __future__ import annotations

from demerit.base.quotient import quotient
from demerit.rows.blocks import BLOCK

REACH = 4
"""How many blocks away the way of a citizen leads at most (assumed: about 2,000 people on either side)."""


def way_of(i: int, n: int, word: int) -> int:
    """Give the block that the way of citizen `i` of `n` leads through: at most `REACH` blocks off, always the same.

    `word` is the first of the citizen's draw for good in the stream `ways`.
    """
    home = quotient(i, BLOCK)
    last = quotient(n - 1, BLOCK)
    step = (word >> 16) % (2 * REACH)
    off = step - REACH if step < REACH else step - REACH + 1
    return int(min(max(home + off, 0), last))
