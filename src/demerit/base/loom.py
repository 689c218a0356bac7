"""The loom: from a function of one row it writes the loop over a range of rows, and compiles it once.

A function says, by the names and types of its parameters, what it is handed; a `Loop` says where each of these things
lies in memory. Of both the loom writes plain Python: a loop that a debugger can step through where Numba is switched
off (``NUMBA_DISABLE_JIT=1``), and that is compiled otherwise into native code with one signature for all,
``(lo, hi, week, block)``. A block is a row of whole numbers: the addresses, lengths and numbers that the loop works on.
So half a week is one native call that walks down a table of loops and blocks (`walk`), and Python hands over nothing.

What a parameter can be:

===========  ==========================================================================================================
`Fixed`      the same for every row: a whole number, an array, or a NamedTuple of these
`Row`        a NamedTuple of whole numbers: what columns hold at this row
`Near`       a NamedTuple of arrays that hold a range only; they are indexed by row all the same
`Drawn`      four whole numbers of 32 bits: the draw of this row, this week, from one stream
`Member`     the place of this row among some sorted rows, -1 where it is not one of them
===========  ==========================================================================================================

and ``i``, the row itself, ``week``, and ``turn`` where rows have their turn in an order. Everything that is handed over
as a single number is a plain int, so that a function gives in Python what it gives compiled.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Fixed:
    """The same for every row."""

    value: Any


class At(NamedTuple):
    """A field of a `Row`: what a whole column holds at the row."""

    column: Array


class NearBy(NamedTuple):
    """A field of a `Row`: what an array of the range holds for the row."""

    scratch: Array


class Packed(NamedTuple):
    """A field of a `Row`: several small numbers in one word of a column, the first in its lowest bits; a tuple."""

    column: Array
    shift: int
    bits: int
    times: int


class Number(NamedTuple):
    """A field of a `Row` that is the same for every row."""

    value: int


@dataclass(frozen=True)
class Row:
    """What is true of one row: a NamedTuple class and, for each of its fields, where it stands."""

    kind: type[Any]
    fields: tuple[At | NearBy | Packed | Number, ...]


@dataclass(frozen=True)
class Near:
    """Arrays of one range, as a NamedTuple; a function indexes them by row, as it does whole columns."""

    value: Any


@dataclass(frozen=True)
class Drawn:
    """The draw of each row: four words from the counter (row, week, stream, k), drawn together for the range.

    Parameters
    ----------
    words
        Scratch, uint32 ``(4, m)``.
    stream, k, k0, k1
        The rest of the counter, and the key.
    """

    words: Array
    stream: int
    k: int
    k0: int
    k1: int


@dataclass(frozen=True)
class Member:
    """Sorted rows, int64."""

    rows: Array


Part = Fixed | Row | Near | Drawn | Member


@dataclass
class Loop:
    """A function of one row, and where all that it is handed lies.

    Parameters
    ----------
    name
        What it is called in profiles, tracebacks and kept code.
    function
        ``function(i, ...)``, of one row; its parameters are those named in `parts`, and ``i`` and ``week``.
    parts
        Parameter -> what it is.
    gives
        Scratch arrays, one for each number that the function gives back; None: it gives nothing.
    whole
        ``function(lo, hi, ...)`` is of the whole range, and loops itself.
    turns
        Rows in the order in which they have their turn, int64: then a range is one of turns, one after the other, and
        `turn` is the number of each. It goes with `Fixed` and `Row` alone. None: row by row.
    """

    name: str
    function: Callable[..., Any]
    parts: Mapping[str, Part]
    gives: Any = None
    whole: bool = False
    turns: Array | None = None
    keeps: list[Array] = field(default_factory=list)
    """Arrays whose addresses stand in the block: they must live as long as it."""

    def __post_init__(self) -> None:
        self._weave()

    def turned(self, parameter: str, value: Any) -> tuple[int, list[int], list[Array]]:
        """Give where the words of a `Fixed` parameter begin, those of another value of it, and its arrays."""
        words: list[int] = []
        arrays: list[Array] = []
        _flatten(value, words, arrays)
        first, end = self.places[parameter]
        if end - first != len(words):
            raise ValueError(f"{self.name}: another value of {parameter!r} must be of the same form")
        return first, words, arrays

    def _weave(self) -> None:
        """Lay out the block, and write down what the source depends on."""
        writer = _Writer(self)
        self.words = writer.words
        self.keeps = writer.arrays
        self.source = writer.source()
        self.globals = writer.globals
        self.columns = writer.names
        self.places = writer.places
        self.array_places = writer.array_places

    def replace(self, parameter: str, arrays: list[Array]) -> None:
        """Put the arrays of another value of a parameter in the place of those it had."""
        first, end = self.array_places[parameter]
        self.keeps[first:end] = arrays

    def block(self) -> NDArray[np.int64]:
        """Give the block: what the compiled loop reads, in its order."""
        return np.array([word & 0xFFFFFFFFFFFFFFFF for word in self.words], np.uint64).view(np.int64)

    def plain(self) -> Callable[[int, int, int], None]:
        """Give the loop as plain Python: ``loop(lo, hi, week)``."""
        known: dict[Any, Any] = {}
        scope = {name: plainly(value, known) for name, value in self.globals.items()}
        exec(_coded(self.name, self.source.plain), scope)
        loop = scope["loop"]

        def run(lo: int, hi: int, week: int) -> None:
            held = [Ints(a, lo if number in self.source.near else 0) for number, a in enumerate(self.keeps)]
            loop(lo, hi, week, held, self.words)

        return run


class Ints:
    """An array whose elements are plain ints: what functions of one row are handed where nothing is compiled."""

    def __init__(self, array: Array, first: int = 0) -> None:
        self.array, self.first = array, first
        self.shape = array.shape

    def _place(self, at: Any) -> Any:
        if isinstance(at, tuple):
            return (*at[:-1], int(at[-1]) - self.first)
        return int(at) - self.first

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Ints(self.array[at], self.first)
        if self.array.ndim > 1 and not isinstance(at, tuple):
            return Ints(self.array[int(at)], self.first)
        return int(self.array[self._place(at)])

    def __setitem__(self, at: Any, value: Any) -> None:
        if self.array.dtype.kind == "u":
            value = int(value) & ((1 << (8 * self.array.dtype.itemsize)) - 1)
        self.array[self._place(at)] = value

    def __len__(self) -> int:
        return len(self.array)


class Source(NamedTuple):
    """The text of a loop."""

    plain: str
    native: str
    near: frozenset[int]
    """Arrays that hold a range only."""


class _Writer:
    """Writes the loop of one function."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.words: list[int] = []
        self.arrays: list[Array] = []
        self.names: list[str] = []
        self.native: list[str] = []
        self.plain: list[str] = []
        self.near: set[int] = set()
        self.globals: dict[str, Any] = {}
        self.head: list[str] = []
        self.body: list[str] = []
        self.tail: list[str] = []
        self.places: dict[str, tuple[int, int]] = {}
        self.array_places: dict[str, tuple[int, int]] = {}

    def source(self) -> Source:
        """Write it."""
        given = []
        parts = {**self.loop.parts}
        for name in parameters_of(self.loop.function):
            if name in ("i", "lo", "hi", "turn") or (name == "week" and name not in parts):
                given.append(name)
                continue
            part = parts.pop(name)
            getattr(self, f"_{type(part).__name__.lower()}")(name, part)
            given.append(name)
        call = f"each({', '.join(given)})"
        if self.loop.gives is None:
            self.body.append(call)
        else:
            self.body.append(f"made = {call}")
            for k in range(len(self.loop.gives)):
                self.body.append(f"{self._array(f'gives{k}', self.loop.gives[k], True)}[u] = made[{k}]")
        self.globals["each"] = self.loop.function
        each = ["for u in range(unsigned(lo), unsigned(hi)):", "    i = row(u)"]
        if self.loop.turns is not None:
            each = ["for turn in range(lo, hi):", f"    u = unsigned({self._array('turns', self.loop.turns)}[turn])",
                    "    i = row(u)"]
        rows = [*self.head, *each, *(f"    {line}" for line in (*self.body, *self.tail))]
        self.globals |= {"unsigned": np.uint64, "row": int}
        if self.loop.whole:
            rows = [*self.head, *self.body]
        text = "\n".join(f"    {line}" for line in [*self.plain, *rows])
        native = "\n".join(f"    {line}" for line in [*self.native, *rows])
        return Source(f"def loop(lo, hi, week, arrays, a):\n{text}\n", f"def loop(lo, hi, week, block):\n{native}\n",
                      frozenset(self.near))

    # ---- one thing each ------------------------------------------------------------------------------------------

    def _number(self, name: str, value: int) -> str:
        self.native.append(f"{name} = word(block, {len(self.words)})")
        self.plain.append(f"{name} = a[{len(self.words)}]")
        self.words.append(int(value))
        return name

    def _array(self, name: str, array: Array, near: bool = False, shared: bool = False) -> str:
        """Add an array; give the name by which the loop knows it."""
        for number, known in enumerate(self.arrays if shared else ()):
            if known is array and (number in self.near) == near:
                return self.names[number]
        if not array.flags.c_contiguous:
            raise ValueError(f"{self.loop.name}: {name} does not lie in one piece")
        number, at = len(self.arrays), len(self.words)
        self.arrays.append(array)
        self.names.append(name)
        kind = np.dtype(array.dtype).name
        self.globals[kind] = array.dtype.type
        self.words.append(array.__array_interface__["data"][0])
        address = f"word(block, {at})"
        if near:
            self.near.add(number)
            address = f"{address} - lo * {array.dtype.itemsize}"
            shape = "(hi,)"
            if array.ndim == 2:
                self.words.append(array.shape[0])
                self.words.append(array.shape[1])
                shape = f"(word(block, {at + 1}), word(block, {at + 2}))"
        else:
            self.words.extend(array.shape)
            shape = f"({', '.join(f'word(block, {at + 1 + d})' for d in range(array.ndim))},)"
        self.native.append(f"{name} = column({address}, {shape}, {kind})")
        self.plain.append(f"{name} = arrays[{number}]")
        return name

    def _at(self, name: str, array: Array, near: bool) -> str:
        """Add a column of which each row reads its own number; give how the loop reads it."""
        number, place = len(self.arrays), len(self.words)
        self.arrays.append(array)
        self.names.append(name)
        self.words.append(array.__array_interface__["data"][0])
        kind = np.dtype(array.dtype).name
        self.globals |= {kind: array.dtype.type, "at": _at}
        if near:
            self.near.add(number)
        self.native.append(f"{name} = word(block, {place})" + (f" - lo * {array.dtype.itemsize}" if near else ""))
        self.plain.append(f"{name} = arrays[{number}]")
        return f"at({name}, u, {kind})"

    def _value(self, name: str, value: Any, near: bool = False) -> str:
        if isinstance(value, np.ndarray):
            return self._array(name, value, near)
        if isinstance(value, tuple):
            kind = type(value)
            fields = getattr(kind, "_fields", None)
            names = fields or range(len(value))
            inner = [self._value(f"{name}_{f}", v, near) for f, v in zip(names, value, strict=True)]
            if fields is None:
                return f"({', '.join(inner)},)"
            return f"{self._kind(name, kind)}({', '.join(inner)})"
        return self._number(name, value)

    def _kind(self, name: str, kind: type[Any]) -> str:
        known = f"Kind_{name}"
        self.globals[known] = kind
        return known

    def _fixed(self, name: str, part: Fixed) -> None:
        first, at = len(self.words), len(self.arrays)
        made = self._value(f"{name}_", part.value)
        self.places[name] = (first, len(self.words))
        self.array_places[name] = (at, len(self.arrays))
        self.head.append(f"{name} = {made}")

    def _near(self, name: str, part: Near) -> None:
        made = self._value(f"{name}_", part.value, True)
        self.head.append(f"{name} = {made}")

    def _row(self, name: str, part: Row) -> None:
        fields = []
        for field_, where in zip(part.kind._fields, part.fields, strict=True):  # type: ignore[attr-defined]
            if isinstance(where, Number):
                fields.append(self._number(f"{name}_{field_}", where.value))
            elif isinstance(where, Packed):
                column = self._at(f"{name}_{field_}", where.column, False)
                shift = self._number(f"{name}_{field_}_at", where.shift)
                mask = (1 << where.bits) - 1
                word = f"{name}_{field_}_word"
                self.body.append(f"{word} = {column} >> {shift}")
                each = [f"({word} >> {where.bits * t}) & {mask}" for t in range(where.times)]
                fields.append(f"({', '.join(each)},)")
            else:
                fields.append(self._at(f"{name}_{field_}", where[0], isinstance(where, NearBy)))
        self.body.append(f"{name} = {self._kind(name, part.kind)}({', '.join(fields)})")

    def _drawn(self, name: str, part: Drawn) -> None:
        words = [self._array(f"{name}_{q}", part.words[q], True) for q in range(4)]
        made = [self._number(f"{name}_{what}", getattr(part, what)) for what in ("stream", "k0", "k1", "k")]
        draws, draw_range = _draws()
        self.globals |= {"Draws": draws, "draw_range": draw_range}
        self.head.append(f"draw_range(lo, hi, week, Draws({', '.join(made[:3])}), {made[3]}, {', '.join(words)})")
        self.body.append(f"{name} = ({', '.join(f'int({word}[u])' for word in words)})")

    def _member(self, name: str, part: Member) -> None:
        rows = self._array(f"{name}_rows", part.rows)
        self.globals["first_from"] = first_from
        self.head += [f"{name}_next = first_from({rows}, lo)"]
        self.body += [
            f"{name} = {name}_next if {name}_next < {rows}.shape[0] and {rows}[{name}_next] == i else -1",
        ]
        self.tail += [f"if {name} >= 0:", f"    {name}_next += 1"]


def _flatten(value: Any, words: list[int], arrays: list[Array]) -> None:
    """Write a value as the words of a block: numbers as they are, of arrays the address and the lengths."""
    if isinstance(value, np.ndarray):
        words.append(value.__array_interface__["data"][0])
        words.extend(value.shape)
        arrays.append(value)
    elif isinstance(value, tuple):
        for one in value:
            _flatten(one, words, arrays)
    else:
        words.append(int(value))


def _at(array: Any, row: int, kind: Any) -> int:
    return int(array[row])


def plainly(thing: Any, known: dict[Any, Any]) -> Any:
    """Give a function as plain Python, with all that it calls: what is compiled for loops alone Python cannot call."""
    function = getattr(thing, "py_func", thing)
    if not isinstance(function, FunctionType):
        return thing
    if function.__name__ == "_philox":
        return _four_words()
    if function not in known:
        scope = dict(function.__globals__)
        known[function] = FunctionType(function.__code__, scope, function.__name__, function.__defaults__,
                                       function.__closure__)
        for name in function.__code__.co_names:
            if name in scope:
                scope[name] = plainly(scope[name], known)
    return known[function]


def _four_words() -> Any:
    from demerit.base.draws import four_words

    return four_words


def parameters_of(function: Any) -> tuple[str, ...]:
    """Give the names of a function's parameters, in order."""
    code = getattr(function, "py_func", function).__code__
    names: tuple[str, ...] = code.co_varnames[: code.co_argcount]
    return names


def first_from(rows: Any, lo: int) -> int:
    """Give the place of the first of some sorted rows that is not below `lo`."""
    low, high = 0, rows.shape[0]
    while low < high:
        middle = (low + high) // 2
        if rows[middle] < lo:
            low = middle + 1
        else:
            high = middle
    return low


def _draws() -> tuple[Any, Any]:
    from demerit.base.draws import Draws, draw_range

    return Draws, draw_range


def _coded(name: str, text: str) -> Any:
    """Give written source as code that tracebacks and debuggers can show."""
    where = f"<loop of {name}>"
    linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
    return compile(text, where, "exec")
