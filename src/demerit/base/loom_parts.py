"""What a function of one row can be handed by a loop: the kinds of parts, and where each lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from numpy.typing import NDArray

from demerit.base.bit_column import BitColumn

Array = NDArray[Any]


@dataclass(frozen=True)
class Fixed:
    """The same for every row."""

    value: Any


class Told(Fixed):
    """The same, and nobody writes it while a loop runs: a law, an order of rows. The compiler need not read it anew."""


class Counts(Fixed):
    """The same: counts, arrays to which each row adds at a place of its own, ``own.cell``."""


@dataclass(frozen=True)
class Noted:
    """A NamedTuple of whole numbers that stand in an array: the same for every row, and read whenever a loop begins.

    Who writes others over them need tell no loop.

    Parameters
    ----------
    kind
        The NamedTuple class.
    array
        One-dimensional, of whole numbers.
    places
        Of each field, where in the array it stands.
    """

    kind: type[Any]
    array: Array
    places: tuple[int, ...]


class At(NamedTuple):
    """A field of a `Row`: what a whole column holds at the row."""

    column: Array | BitColumn


class NearBy(NamedTuple):
    """A field of a `Row`: what an array of the range holds for the row."""

    scratch: Array


class Packed(NamedTuple):
    """A field of a `Row`: several small numbers in one word of a column, the first in its lowest bits; a tuple."""

    column: Array
    shift: int
    bits: int
    times: int


class Made(NamedTuple):
    """A field of a `Row`: what a function gives of numbers about the row, and of what is the same for every row."""

    function: Any
    """``function(own, *given)``: of NamedTuples of whole numbers."""
    own: Any
    """A `Row`."""
    given: tuple[Any, ...]
    """NamedTuples of whole numbers, and `Noted`."""


@dataclass(frozen=True)
class Row:
    """What is true of one row: a NamedTuple class and, for each of its fields, where it stands."""

    kind: type[Any]
    fields: tuple[At | NearBy | Packed | Made, ...]


@dataclass(frozen=True)
class Near:
    """Arrays of one range, as a NamedTuple; a function indexes them by row, as it does whole columns."""

    value: Any


@dataclass(frozen=True)
class Lot:
    """A draw of each row: the words that all its draws of a week are made of, mixed with a key.

    Parameters
    ----------
    words
        These words of a range, uint32 ``(4, m)``: the week's, or those of week 0, which are the same for good.
    key
        What they are mixed with: `base.draws.keyed` of a stream and k.
    """

    words: Array
    key: int


@dataclass(frozen=True)
class Member:
    """Sorted rows, int64."""

    rows: Array


@dataclass(frozen=True)
class Ahead:
    """What a loop will read in other rows than its own: memory is asked for it some rows before.

    Parameters
    ----------
    names
        A column that names another row, -1 none; or with `start` what names several.
    columns
        What is read in the rows named.
    start
        Where the names of each row begin, and where those of the last end.
    """

    names: Array | BitColumn
    columns: tuple[Array | BitColumn, ...]
    start: Array | None = None


Part = Fixed | Noted | Row | Near | Lot | Member
