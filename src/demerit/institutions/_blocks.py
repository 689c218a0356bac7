"""Blocks: neighbourhoods of rows that stand near each other in space, and the block that one's way leads through."""

from __future__ import annotations

import numpy as np

from demerit.base.draws import philox, stream
from demerit.base.kernel import inner

u32 = np.uint32

BLOCK = 400
"""Rows of a block: adults are ordered by place, zone, circle and household; a zone of about 500 people has 400."""
REACH = 4
"""How many blocks away the way of a citizen leads at most (assumed: about 2,000 people on either side)."""
WAYS = stream("ways")
"""Stream of everybody's way."""


@inner
def way_of(i, n, k0, k1):  # type: ignore[no-untyped-def]
    """Give the block that the way of citizen `i` of `n` leads through: at most `REACH` blocks off, always the same."""
    home = i // BLOCK
    last = (n - 1) // BLOCK
    word, _, _, _ = philox(u32(i), u32(0), u32(WAYS), u32(0), u32(k0), u32(k1))
    step = int(word >> u32(16)) % (2 * REACH)
    off = step - REACH if step < REACH else step - REACH + 1
    return min(max(home + off, 0), last)
