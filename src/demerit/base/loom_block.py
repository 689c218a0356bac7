"""The block of a loop: the row of whole numbers that it works on, and the form in which these stand.

Loops of one form differ in their numbers alone, so their text is written once (`loom_writer`), and one more world fills
blocks. Everything stands in the order of the function's parameters, fields of a NamedTuple one after the other: of an
array its address and its lengths, of a `BitColumn` its words and what is told of its place, a number as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.bit_column import BitColumn
from demerit.base.lies_at import lies_at
from demerit.base.loom_parts import Ahead, Array, Fixed, Lot, Made, Member, Near, Noted, Packed, Part, Row

if TYPE_CHECKING:
    from demerit.base.loom import Loop

ITS_OWN = ("i", "lo", "hi", "turn")
"""Parameters that the loop itself hands over; and ``week``, where no part is called so."""


def parameters_of(function: Any) -> tuple[str, ...]:
    """Give the names of a function's parameters, in order."""
    code = function.__code__
    names: tuple[str, ...] = code.co_varnames[: code.co_argcount]
    return names


def given(function: Any, parts: Mapping[str, Part]) -> list[str]:
    """Give the parameters that are handed a part, in order."""
    return [name for name in parameters_of(function)
            if name not in ITS_OWN and (name != "week" or name in parts)]


class Block:
    """What a loop works on, laid out.

    Attributes
    ----------
    words
        The whole numbers of the block.
    arrays
        The arrays whose addresses stand there, in their order.
    form
        All that the text of the loop depends on: equal forms, equal text.
    """

    def __init__(self, loop: Loop) -> None:
        self.words: list[int] = []
        self.arrays: list[Array] = []
        names = given(loop.function, loop.parts)
        self._form: list[Any] = [loop.function, loop.whole, loop.turns is None, len(names)]
        try:
            for name in names:
                self._part(loop.parts[name])
            for array in loop.gives or ():
                self._array(array, True)
            if loop.turns is not None:
                self._array(loop.turns)
            self._form.append(len(loop.ahead))
            for one in loop.ahead:
                for column in told_of(one):
                    lay_out(column, self.words, self.arrays, self._form)
        except ValueError as mistake:
            raise ValueError(f"{loop.name}: {mistake}") from None
        self.form = (*self._form, loop.gives is None)

    def _part(self, part: Part) -> None:
        kind = type(part)
        self._form.append(kind)
        if isinstance(part, Fixed):
            lay_out(part.value, self.words, self.arrays, self._form)
        elif isinstance(part, Noted):
            self._noted(part)
        elif isinstance(part, Row):
            self._row(part)
        elif isinstance(part, Near):
            self._near(part.value)
        elif isinstance(part, Lot):
            for q in range(4):
                self._array(part.words[q], True)
            self.words.append(part.key)
        elif isinstance(part, Member):
            self._array(part.rows)

    def _row(self, part: Row) -> None:
        self._form.append(part.kind)
        for where in part.fields:
            self._form.append(type(where))
            if isinstance(where, Made):
                self._form.append(where.function)
                self._row(where.own)
                for one in where.given:
                    if isinstance(one, Noted):
                        self._noted(one)
                    else:
                        lay_out(one, self.words, self.arrays, self._form)
                continue
            column: Any = where[0]
            if isinstance(column, BitColumn):
                place_in_word(column, self.words, self._form)
                column = column.words
            self.words.append(lies_at(column))
            self.arrays.append(column)
            self._form.append(column.dtype)
            if isinstance(where, Packed):
                self.words.append(where.shift)
                self._form += (where.bits, where.times)

    def _noted(self, part: Noted) -> None:
        self._form += (Noted, part.kind)
        self._array(part.array)
        self.words += part.places

    def _near(self, value: Any) -> None:
        """Lay out arrays that hold a range only."""
        if isinstance(value, tuple):
            self._form += (type(value), len(value))
            for one in value:
                self._near(one)
        else:
            self._array(value, True)

    def _array(self, array: Array, near: bool = False) -> None:
        if not near:
            lay_out(array, self.words, self.arrays, self._form)
            return
        in_one_piece(array)
        self.words.append(lies_at(array))
        if array.ndim > 1:
            self.words.extend(array.shape)
        self.arrays.append(array)
        self._form += (array.dtype, array.ndim)


def told_of(ahead: Ahead) -> tuple[Array | BitColumn, ...]:
    """Give in order what asks memory for something ahead of time: where names begin, the names, what is read."""
    start = () if ahead.start is None else (ahead.start,)
    return (*start, ahead.names, *ahead.columns)


def in_one_piece(array: Array) -> None:
    """Refuse an array that a loop could not walk along."""
    if not array.flags.c_contiguous:
        raise ValueError(f"an array of shape {array.shape} does not lie in one piece")


def place_in_word(column: BitColumn, words: list[int], form: list[Any]) -> None:
    """Add which bits of its words are a column's: to `form` what code depends on, to the words what it is told."""
    form += (BitColumn, None if column.sized else column.bits, column.less, column.shift if column.fixed else None)
    if not column.fixed:
        words.append(column.shift)
    if column.sized:
        words.append(column.mask)


def lay_out(value: Any, words: list[int], arrays: list[Array], form: list[Any]) -> None:
    """Add a value to the words of a block, its arrays to `arrays`, and what text depends on to `form`."""
    if isinstance(value, tuple):
        form += (type(value), len(value))
    for one in value if isinstance(value, tuple) else (value,):
        if type(one) is int:
            words.append(one)
            form.append(int)
        elif isinstance(one, np.ndarray):
            in_one_piece(one)
            words.append(lies_at(one))
            words += one.shape
            arrays.append(one)
            form += (one.dtype, one.ndim)
        elif isinstance(one, tuple):
            lay_out(one, words, arrays, form)
        elif isinstance(one, BitColumn):
            lay_out(one.words, words, arrays, form)
            place_in_word(one, words, form)
        else:
            words.append(int(one))
            form.append(int)
