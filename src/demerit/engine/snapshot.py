"""A snapshot: what some rows of many columns hold at a moment, taken range by range, told apart when asked for."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.bit_column import Column, over, words_of
from demerit.base.first_from import first_from
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.engine.backends.threads import Share

Array = NDArray[Any]
u64 = np.uint64
WORD = 8
"""Bytes to a multiple of which what is taken of a column is filled up."""

NOTHING = np.zeros(0, np.uint8)


class Taken(NamedTuple):
    """What `take` works on."""

    ids: Array
    """Sorted rows, int64."""
    column: Array
    found: Array
    """Written: what the column holds at each of these rows."""


def take(lo: int, hi: int, taken: Taken) -> None:
    """Take what a column holds at those of the rows that are from `lo` to `hi`."""
    for p in range(u64(first_from(taken.ids, lo)), u64(first_from(taken.ids, hi))):
        taken.found[p] = taken.column[u64(taken.ids[p])]


class Snapshot:
    """What is taken of some rows, again and again.

    Parameters
    ----------
    ids
        The rows, sorted, int64.
    columns
        Of whole columns, one after the other, by name; words that several columns share are taken once.
    more
        Arrays with a row for each of `ids`, which are taken as they stand.
    anew
        Which of `more` are set to 0 when they are taken.

    Attributes
    ----------
    loops
        Over whole ranges of rows: they take the columns, and run before the snapshot is `taken`.
    """

    def __init__(self, ids: Array, columns: Mapping[str, Column], more: Mapping[str, Array],
                 anew: Sequence[str] = ()) -> None:
        self._columns, self._more, self._anew, self._rows = dict(columns), dict(more), set(anew), len(ids)
        self._places: dict[int, tuple[int, Any, tuple[int, ...]]] = {}
        """Array -> where it begins among the bytes that are taken, of which type and shape."""
        self._size = 0
        words = {id(words_of(column)): words_of(column) for column in columns.values()}
        for array in words.values():
            self._add(array, (len(ids),))
        self._bytes = np.zeros(self._size, np.uint8)
        for array in more.values():
            self._add(array, array.shape)
        bound: dict[Any, Bound] = {}
        self.loops: list[Bound] = []
        for array in words.values():
            value = Taken(ids, array, self._part(self._bytes, array))
            if array.dtype not in bound:
                bound[array.dtype] = Bound(Loop("take", take, {"taken": Fixed(value)}, whole=True))
            self.loops.append(bound[array.dtype].like("taken", value))

    def _add(self, array: Array, shape: tuple[int, ...]) -> None:
        self._places[id(array)] = self._size, array.dtype, shape
        self._size += -(-prod(shape) * array.dtype.itemsize // WORD) * WORD

    def _part(self, held: Array, array: Array) -> Array:
        """Give what was taken of an array, once; or several times, one after the other."""
        first, dtype, shape = self._places[id(array)]
        part: Array = held[..., first : first + prod(shape) * dtype.itemsize].view(dtype)
        return part.reshape(-1, *shape[1:])

    def taken(self, share: Share) -> Array:
        """Give what was taken as bytes of its own; `share` deals the places among the rows to workers."""
        if not self._size:
            return NOTHING
        found = np.empty(self._size, np.uint8)
        parts = [(self._part(found, array), array, name in self._anew) for name, array in self._more.items()]

        def copy(lo: int, hi: int) -> None:
            first, end = (len(self._bytes) * at // max(1, self._rows) for at in (lo, hi))
            found[first:end] = self._bytes[first:end]
            for part, array, anew in parts:
                part[lo:hi] = array[lo:hi]
                if anew:
                    array[lo:hi] = 0

        share(self._rows, copy)
        return found

    def told(self, taken: Array) -> dict[str, Array]:
        """Give what was taken by name, each as its column says; of several times, bytes ``(times, size)``, in a row."""
        found: dict[str, Array] = {}
        for name, column in self._columns.items():
            found[name] = over(column, self._part(taken, words_of(column)))[:]
        return found | {name: self._part(taken, array) for name, array in self._more.items()}

    def nbytes(self) -> int:
        """Give the bytes of the scratch."""
        return int(self._bytes.nbytes)
