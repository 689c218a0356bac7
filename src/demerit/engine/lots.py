"""Lots: what institutions as such draw once a month, beside the draws about citizens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import philox, stream
from demerit.base.loom import Array, Fixed, Loop
from demerit.base.native import Bound
from demerit.rows.diary import MONTH

LOT = 0x7FFF0000
"""Where the draws of an institution begin, beside those about citizens: the last word of the counter."""
AT_FIRST = 8
"""So many lots are drawn together for each; more where one asks for more."""
AHEAD = 16
"""For so many months."""
u32: Any = np.uint32
u64: Any = np.uint64


class Drawing(NamedTuple):
    """What `draw` works on."""

    streams: Array
    """Institution -> the number of its stream, uint32."""
    drawn: Array
    """Written: month x institution x lot, uint32."""
    k0: int
    k1: int


def draw(i: int, week: int, lots: Drawing) -> None:
    """Draw the lots of the `i`-th institution in a week, and in the same week of the months that follow."""
    for month in range(u64(lots.drawn.shape[0])):
        now = u32(u64(week) + u64(MONTH) * month)
        for k in range(u64(lots.drawn.shape[2])):
            lots.drawn[month, i, k], _, _, _ = philox(u32(k), now, u32(lots.streams[i]), u32(LOT), u32(lots.k0),
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
        self._room(AT_FIRST)

    def _room(self, most: int) -> None:
        """Make room for so many lots of each institution; none are drawn."""
        self._lots = Drawing(self._streams, np.zeros((AHEAD, len(self._streams), most), np.uint32), *self._key)
        self._draw = Bound(Loop("lots", draw, {"lots": Fixed(self._lots)}))
        self._most, self._drawn = most, dict[int, list[list[int]]]()

    def _row(self, name: str, week: int) -> list[int]:
        """Give the lots of an institution in a week; where none are drawn, those of months ahead are."""
        if week not in self._drawn:
            self._draw(0, len(self._streams), week)
            self._drawn = dict(zip(range(week, week + MONTH * AHEAD, MONTH), self._lots.drawn.tolist(), strict=True))
        return self._drawn[week][self._rows[name]]

    def of(self, name: str, week: int) -> Callable[[int], int]:
        """Give what draws for an institution in a week: ``lot(k)``, 32 bits, for k = 0, 1 and so on."""
        drawn = self._row(name, week)

        def lot(k: int) -> int:
            nonlocal drawn
            if k >= len(drawn):
                if k >= self._most:
                    self._room(2 * k)
                drawn = self._row(name, week)
            return drawn[k]

        return lot
