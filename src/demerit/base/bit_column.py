"""A column whose numbers need less than a whole word: some bits of words that it shares with other columns.

Wherever an array can stand, a `BitColumn` can: functions of one row read and write plain numbers of it, and NumPy sees
an array of its values. How it lies in memory is nobody's business but its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import NDArray

Array = NDArray[Any]
BYTE = 8
"""Bits."""
WORD = 4
"""Bytes."""


class BitColumn(NDArrayOperatorsMixin):
    """Numbers from ``-less`` to ``2**bits - 1 - less``, each in some bits of a word.

    Parameters
    ----------
    words
        The words, one a row, unsigned; other columns may have other bits of them.
    shift, bits
        The lowest bit, and how many.
    less
        What is taken off what the bits say; so all bits 0 are the lowest number.
    dtype
        The type of the values that NumPy is given.
    fixed
        It is the same bits in every world: their place becomes part of the code of loops, which is shorter then. Of
        others the place is a number that a loop is told, so that worlds whose columns lie elsewhere share its code.
    sized
        How many bits it has is told as well: rows of citizens have as many as these need, and large worlds share the
        code of small ones.
    """

    def __init__(self, words: Array, shift: int, bits: int, less: int = 0, dtype: Any = np.uint8,
                 fixed: bool = False, sized: bool = False) -> None:
        self.words, self.shift, self.bits, self.less, self.fixed, self.sized = words, shift, bits, less, fixed, sized
        self.dtype = np.dtype(dtype)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values."""
        return self.words.shape

    @property
    def mask(self) -> int:
        """Ones where the bits are, the lowest of them first."""
        return (1 << self.bits) - 1

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: Any) -> Any:
        kind = self.words.dtype.type
        bits = (self.words[at] >> kind(self.shift)) & kind(self.mask)
        values = bits.astype(self.dtype, copy=False)
        return values - self.dtype.type(self.less) if self.less else values

    def __setitem__(self, at: Any, value: Any) -> None:
        kind = self.words.dtype.type
        given = (np.asarray(value).astype(np.int64) + self.less) & self.mask
        others = kind(~(self.mask << self.shift) & ((1 << (8 * self.words.dtype.itemsize)) - 1))
        self.words[at] = (self.words[at] & others) | (given.astype(kind) << kind(self.shift))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """Give all values, as an array of their own."""
        found: Array = self[:]
        return found if dtype is None else found.astype(dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **more: Any) -> Any:
        """Let NumPy reckon with the values; what is to be written into the column is."""
        values = (np.asarray(one) if isinstance(one, BitColumn) else one for one in inputs)
        found = getattr(ufunc, method)(*values, **more)
        if out is None:
            return found
        out[0][...] = found
        return out[0]

    def __getattr__(self, name: str) -> Any:
        """Give whatever else an array of the values has."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self[:], name)


class Place(NamedTuple):
    """Where a number stands: in words of so many bytes, in which of these, from which bit on."""

    size: int
    word: int
    shift: int


def in_words(bits: Sequence[int], apart: Sequence[bool] | None = None,
             together: Sequence[bool] | None = None) -> list[Place]:
    """Give where numbers of some bits stand, 32 at most, so that few bytes are needed.

    They stand in words of four, the widest placed first, each where there is room first. Those of up to a byte that are
    set `apart` stand in bytes; those `together` are placed before all others, in one word as long as there is room.
    """
    taken: dict[int, list[int]] = {WORD: [], 1: []}
    places = [Place(1, 0, 0)] * len(bits)
    first = together or [False] * len(bits)
    for number in sorted(range(len(bits)), key=lambda number: (not first[number], -bits[number])):
        wide, alone = bits[number] > BYTE, apart is not None and apart[number]
        size = 1 if alone and not wide and not first[number] else WORD
        word = next((word for word, full in enumerate(taken[size]) if full + bits[number] <= BYTE * size), None)
        if word is None:
            word = len(taken[size])
            taken[size].append(0)
        places[number] = Place(size, word, taken[size][word])
        taken[size][word] += bits[number]
    return places


Column = Array | BitColumn
"""What holds a number of each row."""


def over(column: Column, words: Array) -> Column:
    """Give a column like another one, in an array like that in which the other one stands."""
    if not isinstance(column, BitColumn):
        return words
    return BitColumn(words, column.shift, column.bits, column.less, column.dtype, column.fixed, column.sized)


def words_of(column: Column) -> Array:
    """Give the array in which a column stands, alone or with others."""
    words: Array = column.words if isinstance(column, BitColumn) else column
    return words
