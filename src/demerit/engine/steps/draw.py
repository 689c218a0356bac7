"""Draw: the words by which deeds of the week are seen."""

from __future__ import annotations

import numpy as np

from demerit.base.draws import Draws, philox
from demerit.base.loom import Array
from demerit.engine.step import Step

u32 = np.uint32


def draw_seen(lo: int, hi: int, week: int, draws: Draws, words_of: Array) -> None:
    """Draw four words for each citizen, together, so that the compiler can draw several at once."""
    for i in range(lo, hi):
        words_of[0, i], words_of[1, i], words_of[2, i], words_of[3, i] = philox(
            u32(i), u32(week), u32(draws.stream), u32(0), u32(draws.k0), u32(draws.k1)
        )


DRAW_SEEN = Step("draw_seen", draw_seen, stream="seen", whole=True)
