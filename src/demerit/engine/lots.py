"""Lots: what institutions as such draw once a month, beside the draws about citizens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import philox, stream
from demerit.base.loom import Array, Fixed, Loop
from demerit.base.native import Bound

LOT = 0x7FFF0000
"""Where the draws of an institution begin, beside those about citizens: the last word of the counter."""
AT_FIRST = 8
"""So many lots are drawn together for each; more where one asks for more."""
u32: Any = np.uint32
u64: Any = np.uint64


class Drawing(NamedTuple):
    """What `draw` works on."""

    streams: Array
    """Institution -> the number of its stream, uint32."""
    drawn: Array
    """Written: institution x lot, uint32."""
    k0: int
    k1: int


def draw(i: int, week: int, lots: Drawing) -> None:
    """Draw the lots of the `i`-th institution in a week."""
    for k in range(u64(lots.drawn.shape[1])):
        lots.drawn[i, k], _, _, _ = philox(u32(k), u32(week), u32(lots.streams[i]), u32(LOT), u32(lots.k0),
                                           u32(lots.k1))


class Lots:
    """The lots of a world.

    Parameters
    ----------
    names
        The institutions.
    key
        The key of the world's draws.
    """

    def __init__(self, names: Sequence[str], key: tuple[int, int]) -> None:
        self._rows = {name: row for row, name in enumerate(names)}
        self._streams = np.array([stream(name) for name in names], np.uint32)
        self._key = key
        self._week, self._drawn = -1, list[list[int]]()
        self._room(AT_FIRST)

    def _draw_for(self, week: int, k: int) -> None:
        """Draw the lots of a week, the `k`-th of each institution among them."""
        if k >= self._most:
            self._room(2 * k)
        self._draw(0, len(self._streams), week)
        self._week, self._drawn = week, self._lots.drawn.tolist()

    def _room(self, most: int) -> None:
        """Make room for so many lots of each institution; none are drawn."""
        self._most = most
        self._lots = Drawing(self._streams, np.zeros((len(self._streams), most), np.uint32), *self._key)
        self._draw = Bound(Loop("lots", draw, {"lots": Fixed(self._lots)}))

    def of(self, name: str, week: int) -> Callable[[int], int]:
        """Give what draws for an institution in a week: ``lot(k)`` gives 32 bits, for k = 0, 1 and so on."""
        row = self._rows[name]

        def lot(k: int) -> int:
            if week != self._week or k >= self._most:
                self._draw_for(week, k)
            return self._drawn[row][k]

        return lot
