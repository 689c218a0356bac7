"""What the compiler of loops works with: numbers of 64 bits, arrays, tuples, and what is known already.

Every whole number is one of 64 bits: signed (``i``), unsigned (``u``), or a truth value (``b``), as in Python, where
no column is too narrow for a sum. Elements of arrays are widened when they are read and cut off when they are written.
There are floating numbers (``f``) for a root now and then. Arrays and tuples exist while code is written only: what is
left of them are addresses and lengths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

WORD = "i64"
MASK = (1 << 64) - 1
SIGNED, UNSIGNED, TRUTH, FLOAT = "i", "u", "b", "f"
FROZEN, APART = ", !alias.scope !3", ", !noalias !3"
"""Told of what is read of constants, and of all else in memory: that these are never the same cannot be seen."""
ABREAST, ROUND, AS_IT_IS = ", !llvm.access.group !4", ", !llvm.loop !5", ", !llvm.loop !9"
"""Told of what rows that go abreast read and write, and where their loop begins anew: no row waits for another one."""
NOTES = """!0 = !{}
!1 = distinct !{!1}
!2 = distinct !{!2, !1}
!3 = !{!2}
!4 = distinct !{}
!5 = distinct !{!5, !6, !7, !8}
!6 = !{!"llvm.loop.parallel_accesses", !4}
!7 = !{!"llvm.loop.vectorize.width", i32 8}
!8 = !{!"llvm.loop.vectorize.enable", i1 true}
!9 = distinct !{!9, !10}
!10 = !{!"llvm.loop.vectorize.enable", i1 false}
"""
TYPES = {SIGNED: WORD, UNSIGNED: WORD, TRUTH: "i1", FLOAT: "double"}


class Refused(Exception):  # noqa: N818 - reads as what is so
    """What cannot be compiled; who knows the line adds it."""


class Num(NamedTuple):
    """A number."""

    text: str
    """Its name or its digits."""
    kind: str
    low: bool = False
    """It is known not to be below 0."""
    value: int | None = None
    """What it is, where that is known already."""
    short: str = ""
    """The type of an array that holds it as it stands, ``u1`` .. ``i4``: it is not widened to 64 bits yet."""


@dataclass(frozen=True)
class Arr:
    """An array in one piece, row by row."""

    address: str
    """Of its first element: a pointer."""
    shape: tuple[Num, ...]
    dtype: Any
    frozen: bool = False
    """It is part of the code, and never written."""


@dataclass(frozen=True)
class Bits:
    """A column of some bits of words (`base.bit_column`)."""

    words: Arr
    shift: Num
    mask: Num
    """Ones where the bits are, the lowest of them first."""
    less: int

    @property
    def shape(self) -> tuple[Num, ...]:
        """How many rows."""
        return self.words.shape


@dataclass(frozen=True)
class Tup:
    """A tuple, or a NamedTuple where it has a class."""

    items: tuple[Any, ...]
    kind: Any = None


@dataclass(frozen=True)
class Known:
    """What is no number and known already: a function, a class, a module, a text."""

    thing: Any


@dataclass
class Slot:
    """Where a variable stands."""

    place: str
    kind: str
    low: bool = False
    short: str = ""

    @property
    def type(self) -> str:
        """LLVM's name for what stands there."""
        return f"i{8 * int(self.short[1])}" if self.short else TYPES[self.kind]


@dataclass(frozen=True)
class Note:
    """A count to which a row that goes abreast with others adds: what it adds is noted (`base.abreast`)."""

    notes: Any
    number: int
    """Which of the counts that are noted."""
    place: str
    """Where the row adds: the name of a number."""


Value = Num | Arr | Bits | Tup | Known | Note


def constant(value: int | bool) -> Num:
    """Give a number that is known."""
    if isinstance(value, bool | np.bool_):
        return Num("true" if value else "false", TRUTH, True, int(value))
    if not -(1 << 63) <= value <= MASK:
        raise Refused(f"{value} does not fit in 64 bits")
    signed = value if value < 1 << 63 else value - (1 << 64)
    return Num(str(signed), SIGNED if value < 1 << 63 else UNSIGNED, value >= 0, value)


def element_of(dtype: Any) -> str:
    """Give LLVM's name for the elements of an array."""
    kind = np.dtype(dtype)
    if kind.kind == "f":
        return "double" if kind.itemsize == 8 else "float"
    return f"i{8 * kind.itemsize}"
