"""Writes the loop around a function of one row: its text, which reads the block as `loom_block` lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.abreast import ROWS
from demerit.base.ahead import TOGETHER, fetch_named, fetch_tied
from demerit.base.bit_column import BitColumn
from demerit.base.draws import lot_from
from demerit.base.first_from import first_from
from demerit.base.loom_block import Block, given, parameters_of
from demerit.base.loom_parts import Counts, Made, NearBy, Noted, Packed
from demerit.base.loom_source import Source
from demerit.base.plain import IntBits

if TYPE_CHECKING:
    from demerit.base.loom import Loop
    from demerit.base.loom_parts import Ahead, Array, Fixed, Lot, Member, Near, Row, Told


OWN = ("each", "block", "arrays", "a", "word", "column", "told_column", "bit_column", "at", "row", "unsigned", "u",
       "made", "first", "last", "abreast", "to_note", "noting", "note", "add_noted", "add_up")
"""What the loom calls things itself, from `u` on where it goes row by row."""
ROW_BY_ROW = OWN.index("u")


class Writer:
    """Writes the loop of one function."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.at = 0
        """The place of the block's next word."""
        self.names: list[str] = []
        self.native: list[str] = []
        self.plain: list[str] = []
        self.near: set[int] = set()
        self.column = "column"
        """By what an array is made of the words of the block."""
        self.globals: dict[str, Any] = {}
        self.head: list[str] = []
        self.blocks: list[str] = []
        """What is done for some rows together, before each of them."""
        self.body: list[str] = []
        self.tail: list[str] = []
        self.places: dict[str, tuple[int, int]] = {}
        self.array_places: dict[str, tuple[int, int]] = {}
        self.fields: dict[str, tuple[int, ...]] = {}
        self.inner: dict[str, tuple[int, ...]] = {}
        """The same of every tuple, by what it is called here."""

    def source(self, block: Block) -> Source:
        """Write it, as it reads a block of this form."""
        for name in given(self.loop.function, self.loop.parts):
            if name in (OWN[:ROW_BY_ROW] if self.loop.whole else OWN):
                raise ValueError(f"{self.loop.name}: a parameter cannot be called {name!r}, as the loom calls its own")
            part = self.loop.parts[name]
            getattr(self, f"_{type(part).__name__.lower()}")(name, part)
        call = f"each({', '.join(parameters_of(self.loop.function))})"
        if self.loop.gives is None:
            self.body.append(call)
        else:
            self.body.append(f"made = {call}")
            for k in range(len(self.loop.gives)):
                self.body.append(f"{self._array(f'gives{k}', self.loop.gives[k], True)}[u] = made[{k}]")
        for number, ahead in enumerate(self.loop.ahead):
            self._ahead(f"ahead{number}", ahead)
        self.globals["each"] = self.loop.function
        each = ["for u in range(unsigned(lo), unsigned(hi)):", "    i = row(u)"]
        if self.loop.turns is not None:
            each = ["for turn in range(lo, hi):", f"    u = unsigned({self._array('turns', self.loop.turns)}[turn])",
                    "    i = row(u)"]
        if self.blocks:
            each = [f"for first in range(lo, hi, {TOGETHER}):", f"    last = min(first + {TOGETHER}, hi)",
                    *(f"    {line}" for line in self.blocks), "    for u in range(unsigned(first), unsigned(last)):",
                    "        i = row(u)"]
        depth = "        " if self.blocks else "    "
        rows = [*self.head, *each, *(f"{depth}{line}" for line in (*self.body, *self.tail))]
        self.globals |= {"unsigned": np.uint64, "row": int}
        if self.loop.whole:
            rows = [*self.head, *self.body]
        text = "\n".join(f"    {line}" for line in [*self.plain, *rows])
        together = self._abreast(call) if self.loop.abreast else rows
        native = "\n".join(f"    {line}" for line in [*self.native, *together])
        if (self.at, len(self.names)) != (len(block.words), len(block.arrays)):
            raise ValueError(f"{self.loop.name}: the text of the loop and its block are not of one form")
        return Source(f"def loop(lo, hi, week, arrays, a):\n{text}\n", f"def loop(lo, hi, week, block):\n{native}\n",
                      frozenset(self.near), self.globals, tuple(self.names), self.places, self.array_places,
                      self.fields)

    def _abreast(self, call: str) -> list[str]:
        """Give the lines of a loop of which some rows at a time go abreast, and what they count is added after."""
        lines = [line for line in self.body if line != call]
        counts = [name for name, part in self.loop.parts.items() if isinstance(part, Counts)]
        if not counts:
            return [*self.head, "for u in abreast(unsigned(lo), unsigned(hi)):", "    i = row(u)",
                    *(f"    {line}" for line in (*lines, call))]
        (name,) = counts
        given = [f"{one}_noted" if one == name else one for one in parameters_of(self.loop.function)]
        lines += [f"{name}_noted = noting({name}_notes, {name}, own.cell)", f"each({', '.join(given)})",
                  f"note({name}_notes, own.cell, u - first)"]
        return [*self.head, f"{name}_notes = to_note({name})",
                f"for first in range(unsigned(lo), unsigned(hi), {ROWS}):",
                f"    last = min(first + unsigned({ROWS}), unsigned(hi))", "    for u in abreast(first, last):",
                "        i = row(u)", *(f"        {line}" for line in lines),
                f"    add_noted({name}_notes, last - first)", f"add_up({name}_notes)"]

    def _ahead(self, name: str, ahead: Ahead) -> None:
        """Ask memory, for some rows together, for what will be read in the rows that they name."""
        start = "" if ahead.start is None else f"{self._array(f'{name}_start', ahead.start)}, "
        names = self._value(f"{name}_names", ahead.names)
        self.globals |= {"fetch_named": fetch_named, "fetch_tied": fetch_tied}
        for k, column in enumerate(ahead.columns):
            of = self._value(f"{name}_{k}", column)
            self.blocks.append(f"fetch_{'tied' if start else 'named'}(first, last, {start}{names}, {of})")

    # ---- one thing each ------------------------------------------------------------------------------------------

    def _next(self, words: int = 1) -> int:
        """Give the place of the block's next word, or of the first of several."""
        self.at += words
        return self.at - words

    def _number(self, name: str) -> str:
        at = self._next()
        self.native.append(f"{name} = word(block, {at})")
        self.plain.append(f"{name} = a[{at}]")
        return name

    def _named(self, name: str, array: Array, near: bool) -> tuple[int, str]:
        """Note what an array is called; give its number among all, and the name of its type."""
        number, kind = len(self.names), np.dtype(array.dtype).name
        self.names.append(name)
        self.globals[kind] = array.dtype.type
        if near:
            self.near.add(number)
        return number, kind

    def _array(self, name: str, array: Array, near: bool = False) -> str:
        """Add an array; give the name by which the loop knows it."""
        number, kind = self._named(name, array, near)
        at = self._next()
        address = f"word(block, {at})"
        if near:
            address = f"{address} - lo * {array.dtype.itemsize}"
            shape = "(hi,)"
            if array.ndim == 2:
                shape = f"(word(block, {self._next()}), word(block, {self._next()}))"
        else:
            shape = f"({', '.join(f'word(block, {self._next()})' for _ in range(array.ndim))},)"
        self.native.append(f"{name} = {self.column}({address}, {shape}, {kind})")
        self.plain.append(f"{name} = arrays[{number}]")
        return name

    def _shared(self, name: str, column: BitColumn) -> str:
        """Add a column of some bits of a word; give the name by which the loop knows it."""
        words = self._array(f"{name}_words", column.words)
        shift, mask = self._place(name, column)
        self.globals["bit_column"] = IntBits
        for text in (self.native, self.plain):
            text.append(f"{name} = bit_column({words}, {shift}, {mask}, {column.less})")
        return name

    def _place(self, name: str, column: BitColumn) -> tuple[int | str, int | str]:
        """Give the place of a column in its words and its mask, or the names by which the loop knows them."""
        shift = column.shift if column.fixed else self._number(f"{name}_shift")
        return shift, self._number(f"{name}_mask") if column.sized else column.mask

    def _at(self, name: str, array: Any, near: bool) -> str:
        """Add a column of which each row reads its own number; give how the loop reads it."""
        if isinstance(array, BitColumn):
            shift, mask = self._place(name, array)
            return f"({self._at(name, array.words, near)} >> {shift} & {mask}) - {array.less}"
        number, kind = self._named(name, array, near)
        self.globals["at"] = _at
        place = f"word(block, {self._next()})"
        self.native.append(f"{name} = {place}" + (f" - lo * {array.dtype.itemsize}" if near else ""))
        self.plain.append(f"{name} = arrays[{number}]")
        return f"at({name}, u, {kind})"

    def _value(self, name: str, value: Any, near: bool = False) -> str:
        if isinstance(value, np.ndarray):
            return self._array(name, value, near)
        if isinstance(value, BitColumn):
            return self._shared(name, value)
        if isinstance(value, tuple):
            kind = type(value)
            fields = getattr(kind, "_fields", None)
            names = fields or range(len(value))
            inner, at = [], [self.at]
            for f, one in zip(names, value, strict=True):
                inner.append(self._value(f"{name}_{f}", one, near))
                at.append(self.at)
            self.inner[name] = tuple(at)
            if fields is None:
                return f"({''.join(f'{one}, ' for one in inner)})"
            return f"{self._kind(name, kind)}({', '.join(inner)})"
        return self._number(name)

    def _kind(self, name: str, kind: type[Any]) -> str:
        self.globals[known := f"Kind_{name}"] = kind
        return known

    def _fixed(self, name: str, part: Fixed) -> None:
        first, at = self.at, len(self.names)
        made = self._value(f"{name}_", part.value)
        self.places[name] = (first, self.at)
        if isinstance(part.value, tuple):
            self.fields[name] = self.inner[f"{name}_"]
        self.array_places[name] = (at, len(self.names))
        self.head.append(f"{name} = {made}")

    def _counts(self, name: str, part: Counts) -> None:
        self._fixed(name, part)

    def _told(self, name: str, part: Told) -> None:
        self.column = "told_column"
        self._fixed(name, part)
        self.column = "column"

    def _noted(self, name: str, part: Noted) -> None:
        array = self._array(f"{name}_array", part.array)
        places = [self._number(f"{name}_at_{field_}") for field_ in part.kind._fields]  # type: ignore[attr-defined]
        numbers = ", ".join(f"row({array}[{place}])" for place in places)
        self.head.append(f"{name} = {self._kind(name, part.kind)}({numbers})")

    def _near(self, name: str, part: Near) -> None:
        self.head.append(f"{name} = {self._value(f'{name}_', part.value, True)}")

    def _row(self, name: str, part: Row) -> None:
        self.body.append(f"{name} = {self._of_row(name, part)}")

    def _of_row(self, name: str, part: Row) -> str:
        """Add where the fields of a row stand; give what makes a NamedTuple of them."""
        fields = []
        for field_, where in zip(part.kind._fields, part.fields, strict=True):  # type: ignore[attr-defined]
            if isinstance(where, Made):
                fields.append(self._made(f"{name}_{field_}", where))
            elif isinstance(where, Packed):
                column = self._at(f"{name}_{field_}", where.column, False)
                shift, mask = self._number(f"{name}_{field_}_at"), (1 << where.bits) - 1
                word = f"{name}_{field_}_word"
                self.body.append(f"{word} = {column} >> {shift}")
                each = [f"({word} >> {where.bits * t}) & {mask}" for t in range(where.times)]
                fields.append(f"({', '.join(each)},)")
            else:
                fields.append(self._at(f"{name}_{field_}", where[0], isinstance(where, NearBy)))
        return f"{self._kind(name, part.kind)}({', '.join(fields)})"

    def _made(self, name: str, made: Made) -> str:
        """Add what a field is made of; give the call that makes it."""
        handed = [self._of_row(name, made.own)]
        for k, one in enumerate(made.given):
            handed.append(called := f"{name}_{k}")
            if isinstance(one, Noted):
                self._noted(called, one)
            else:
                self.head.append(f"{called} = {self._value(f'{called}_', one)}")
        self.globals[f"make_{name}"] = made.function
        return f"make_{name}({', '.join(handed)})"

    def _lot(self, name: str, part: Lot) -> None:
        words = [self._array(f"{name}_word_{q}", part.words[q], True) for q in range(4)]
        key = self._number(f"{name}_key")
        self.globals["lot_from"] = lot_from
        self.body.append(f"{name} = lot_from({', '.join(f'{word}[u]' for word in words)}, {key})")

    def _member(self, name: str, part: Member) -> None:
        rows = self._array(f"{name}_rows", part.rows)
        self.globals["first_from"] = first_from
        self.head += [f"{name}_next = first_from({rows}, lo)"]
        self.body += [
            f"{name} = {name}_next if {name}_next < {rows}.shape[0] and {rows}[{name}_next] == i else -1",
        ]
        self.tail += [f"if {name} >= 0:", f"    {name}_next += 1"]


def _at(array: Any, row: int, kind: Any) -> int:
    return int(array[row])
