"""Lots: what institutions as such draw once a month, beside the draws about citizens."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from demerit.base.draws import Draws, draw_block, stream
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound

LOT = 0x7FFF0000
"""Where the draws of an institution begin, beside those about citizens: the last word of the counter."""
TOGETHER = 16
"""So many lots are drawn at once."""


class Lots:
    """The lots of a world.

    Parameters
    ----------
    key
        The key of its draws.
    """

    def __init__(self, key: tuple[int, int]) -> None:
        self._key = key
        self._words = np.zeros((4, TOGETHER), np.uint32)
        w0, w1, w2, w3 = (Fixed(words) for words in self._words)
        parts = {"draws": Fixed(Draws(0, *self._key)), "k": Fixed(LOT), "w0": w0, "w1": w1, "w2": w2, "w3": w3}
        self._draw = Bound(Loop("lots", draw_block, parts, whole=True))

    def of(self, name: str, week: int) -> Callable[[int], int]:
        """Give what draws for an institution in a week: ``lot(k)`` gives 32 bits, for k = 0, 1 and so on."""
        draws, drawn = Draws(stream(name), *self._key), dict[int, list[int]]()

        def lot(k: int) -> int:
            block, at = divmod(k, TOGETHER)
            if block not in drawn:
                self._draw.turn("draws", draws)
                self._draw(block * TOGETHER, (block + 1) * TOGETHER, week)
                drawn[block] = self._words[0].tolist()
            return drawn[block][at]

        return lot
