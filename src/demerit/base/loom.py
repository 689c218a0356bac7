"""The loom: from a function of one row it writes the loop over a range of rows, and compiles it once.

A function says, by the names and types of its parameters, what it is handed; a `Loop` says where each of these things
lies in memory. Of both the loom writes plain Python: a loop that a debugger can step through where nothing is
compiled (``NUMBA_DISABLE_JIT=1``), and that is compiled otherwise into native code with one signature for all,
``(lo, hi, week, block)``. A block is a row of whole numbers: the addresses, lengths and numbers that the loop works on.
So half a week, or a small world's whole one, is one native call that walks down a table of loops and blocks (`walk`),
and Python hands over nothing.

What a parameter can be:

===========  ==========================================================================================================
`Fixed`      the same for every row: a whole number, an array, or a NamedTuple of these
`Counts`     the same: arrays to which each row adds at a place of its own
`Told`       the same, and nobody writes it while a loop runs: a law
`Noted`      a NamedTuple of whole numbers that stand in an array, and are read anew whenever a loop begins
`Row`        a NamedTuple of whole numbers: what columns hold at this row
`Near`       a NamedTuple of arrays that hold a range only; they are indexed by row all the same
`Lot`        four whole numbers of 32 bits: the draw of this row from one stream, this week or for good
`Member`     the place of this row among some sorted rows, -1 where it is not one of them
===========  ==========================================================================================================

and ``i``, the row itself, ``week``, and ``turn`` where rows have their turn in an order. Everything that is handed over
as a single number is a plain int, so that a function gives in Python what it gives compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.base.loom_block import Block, lay_out
from demerit.base.loom_parts import (
    Ahead,
    Array,
    At,
    Counts,
    Fixed,
    Lot,
    Made,
    Member,
    Near,
    NearBy,
    Noted,
    Packed,
    Part,
    Row,
    Told,
)
from demerit.base.loom_source import Source, coded
from demerit.base.loom_writer import Writer
from demerit.base.plain import Ints, plainly

__all__ = [
    "Ahead", "Array", "At", "Counts", "Fixed", "Loop", "Lot", "Made", "Member", "Near", "NearBy", "Noted", "Packed",
    "Part", "Row", "Told",
]


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
    ahead
        What of other rows it will read; not where it is of the whole range.
    abreast
        No row reads what another one writes here, and all are worked out alike: many are taken at once, and what they
        count is added after (`base.abreast`). It says nothing back, and has no loop but such as end after a number of
        turns that is written down. Compiled; as plain Python it goes row by row.
    """

    name: str
    function: Callable[..., Any]
    parts: Mapping[str, Part]
    gives: Any = None
    whole: bool = False
    turns: Array | None = None
    ahead: tuple[Ahead, ...] = ()
    abreast: bool = False
    source: Source = field(init=False)
    """Its text: that of all loops of its form."""
    words: list[int] = field(init=False)
    """The whole numbers of its block."""
    keeps: list[Array] = field(init=False)
    """Arrays whose addresses stand in the block: they must live as long as it."""

    def __post_init__(self) -> None:
        if self.ahead and (self.whole or self.turns is not None):
            raise ValueError(f"{self.name}: only what goes row by row, in their order, can ask memory ahead of time")
        if self.abreast and (self.whole or self.turns is not None or self.ahead or self.gives is not None):
            raise ValueError(f"{self.name}: only rows in their order that give nothing back can go abreast")
        for name, part in self.parts.items():
            if self.whole and isinstance(part, Row | Lot | Member):
                raise ValueError(f"{self.name}: {name!r} is of one row, and a function of a range has whole columns")
        laid = Block(self)
        found = _WRITTEN.get(laid.form)
        if found is None:
            found = _WRITTEN[laid.form] = Writer(self).source(laid)
        self.source, self.words, self.keeps = found, laid.words, laid.arrays

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """`Fixed` parameter -> where its words begin and end in the block."""
        return self.source.places

    def turned(self, parameter: str, value: Any) -> tuple[int, list[int], list[Array]]:
        """Give where the words of a `Fixed` parameter begin, those of another value of it, and its arrays."""
        words: list[int] = []
        arrays: list[Array] = []
        lay_out(value, words, arrays, [])
        first, end = self.source.places[parameter]
        if end - first != len(words):
            raise ValueError(f"{self.name}: another value of {parameter!r} must be of the same form")
        return first, words, arrays

    def replace(self, parameter: str, arrays: list[Array]) -> None:
        """Put the arrays of another value of a parameter in the place of those it had."""
        first, end = self.source.array_places[parameter]
        self.keeps[first:end] = arrays

    def block(self) -> NDArray[np.int64]:
        """Give the block: what the compiled loop reads, in its order."""
        try:
            return np.array(self.words, np.int64)
        except OverflowError:  # a word without a sign
            return np.array([word & 0xFFFFFFFFFFFFFFFF for word in self.words], np.uint64).view(np.int64)

    def plain(self) -> Callable[[int, int, int], None]:
        """Give the loop as plain Python: ``loop(lo, hi, week)``."""
        known: dict[Any, Any] = {}
        scope = {name: plainly(value, known) for name, value in self.source.globals.items()}
        exec(coded(self.name, self.source.plain), scope)
        loop = scope["loop"]

        def run(lo: int, hi: int, week: int) -> None:
            held = [Ints(a, lo if number in self.source.near else 0) for number, a in enumerate(self.keeps)]
            loop(lo, hi, week, held, self.words)

        return run


_WRITTEN: dict[tuple[Any, ...], Source] = {}
"""Form -> the text of its loops."""
