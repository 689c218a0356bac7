"""Rows abreast: what many rows write and count together is what they write and count one after the other."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from demerit.base.abreast import ROWS
from demerit.base.bit_column import BitColumn
from demerit.base.draws import column
from demerit.base.loom import At, Counts, Fixed, Loop, Row
from demerit.base.native import Bound, call
from demerit.base.quotient import quotient
from demerit.base.translate_frames import CannotCompile

N = 5 * ROWS + 37
RANGES = [(0, N), (0, ROWS), (3, ROWS + 2), (ROWS - 1, 3 * ROWS + 1), (40, 41), (7, 7), (N - 3, N)]
CELLS = [1, 7, 8, 9, 328]
"""How many places there are to count at: less and more than are added in one stroke, and whole strokes of them."""


class Own(NamedTuple):
    cell: int
    value: int
    low: int


class Columns(NamedTuple):
    narrow: Any
    high: Any
    low: Any


class Counted(NamedTuple):
    rows: Any
    sums: Any
    some: Any
    two: Any
    never: Any


def each(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Count in all ways there are, and write columns that share words, here and there alone."""
    at, half = own.cell, own.value >> 1
    counted.rows[own.cell] += 1
    counted.sums[at] += own.value
    counted.sums[at] -= half
    if own.value > 40 and own.low != 3:
        counted.some[own.cell] += own.low
        citizens.narrow[i] = half
        if own.value & 1:
            return
    for k in range(3):
        citizens.high[i] = (own.low + k) & 7
    counted.two[2, own.cell] += 1 if own.value < 0 else 0
    counted.two[0, at] += quotient(own.value * 1000, own.low + 1)
    citizens.low[i] = (own.low + own.value) & 7


class Memory:
    """What a loop works on: its counts hold something before."""

    def __init__(self, seed: int, cells: int, narrow: Any) -> None:
        lot = column(seed, "abreast", N).astype(np.int64)
        self.cell, self.value = (lot % cells).astype(np.uint16), ((lot >> 8) % 200 - 100).astype(np.int16)
        self.words = (lot & 0xFFFF).astype(np.uint32)
        self.narrow = np.zeros(N, np.int16)
        self.counts = [np.full(cells, -3, narrow), np.full(cells, 5, narrow), np.zeros(cells, narrow),
                       np.zeros((3, cells), np.int64), np.ones(cells, narrow)]

    def bits(self, shift: int) -> BitColumn:
        """Give three bits of the words, which columns share."""
        return BitColumn(self.words, shift, 3)

    def loop(self, abreast: bool) -> Loop:
        """Give the loop over this memory."""
        own = Row(Own, (At(self.cell), At(self.value), At(self.bits(4))))
        return Loop("each", each, {
            "own": own, "citizens": Fixed(Columns(self.narrow, self.bits(1), self.bits(4))),
            "counted": Counts(Counted(*self.counts)),
        }, abreast=abreast)  # fmt: skip

    def all(self) -> list[Any]:
        """Give all that is written."""
        return [self.narrow, self.words, *self.counts]


@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize("narrow", [np.int32, np.int64])
def test_rows_abreast_do_what_rows_one_by_one_do(cells: int, narrow: Any) -> None:
    """Compiled abreast, compiled row by row and as plain Python: every column and every count, range by range."""
    for seed, (lo, hi) in enumerate(RANGES):
        together, single, plain = (Memory(seed, cells, narrow) for _ in range(3))
        before = [array.copy() for array in plain.all()]
        Bound(together.loop(True))(lo, hi, 3)
        Bound(single.loop(False))(lo, hi, 3)
        plain.loop(True).plain()(lo, hi, 3)
        for mine, theirs, python in zip(together.all(), single.all(), plain.all(), strict=True):
            assert (mine == python).all(), (lo, hi)
            assert (theirs == python).all(), (lo, hi)
        assert plain.counts[0].sum() == before[2].sum() + hi - lo
        assert (plain.counts[4] == 1).all(), "what no row adds to stays as it is"


def test_columns_alone_go_abreast_as_well() -> None:
    """A loop that counts nothing."""
    found, given = np.zeros(N, np.int32), np.arange(N, dtype=np.int32)

    class Given(NamedTuple):
        value: int

    def doubled(i, own, found):  # type: ignore[no-untyped-def]
        found[i] = 2 * own.value if own.value & 1 else -own.value

    Bound(Loop("doubled", doubled, {"own": Row(Given, (At(given),)), "found": Fixed(found)}, abreast=True))(5, N, 0)
    assert (found[5:] == np.where(given & 1, 2 * given, -given)[5:]).all()
    assert (found[:5] == 0).all()


def elsewhere(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Count at a place that is not the row's own."""
    counted.rows[own.value & 0] += 1


def doubling(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Do something else to a count than add to it."""
    counted.rows[own.cell] *= 2


def reading(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Read a count."""
    citizens.narrow[i] = counted.rows[own.cell]


def setting(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Set a count."""
    counted.rows[own.cell] = 0


def walking(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Go along something of which nobody knows how long it is."""
    for k in range(own.cell):
        citizens.narrow[i] = k


def waiting(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """The same, until something holds."""
    left = own.cell
    while left > 3:
        left -= 1
    citizens.narrow[i] = left


def whole_row(i: int, own: Own, citizens: Columns, counted: Counted) -> None:
    """Ask for a count of two places by one of them."""
    counted.two[own.cell] += 1


@pytest.mark.parametrize(("function", "says"), [
    (elsewhere, "at its own place"), (doubling, "does no more there"), (reading, "has no elements"),
    (setting, "one element of an array"), (walking, "of which the length is not written down"),
    (waiting, "of which the length is not written down"), (whole_row, "by all their places"),
])  # fmt: skip
def test_what_cannot_go_abreast_is_refused_with_its_line(function: Any, says: str) -> None:
    """And nothing is taken for something else in silence."""
    memory = Memory(1, 9, np.int32)
    loop = Loop("each", function, memory.loop(True).parts, abreast=True)
    with pytest.raises(CannotCompile, match=rf"(?s){says}.*test_abreast.py.*line \d+"):
        Bound(loop)(0, N, 0)


def test_counts_are_of_four_or_eight_bytes() -> None:
    """Others would be added as what they are not."""
    memory = Memory(1, 9, np.int16)
    with pytest.raises(CannotCompile, match="int32 or int64"):
        Bound(memory.loop(True))(0, N, 0)


def test_what_gives_something_back_or_has_turns_cannot_go_abreast() -> None:
    """It is said as the loop is made."""
    memory = Memory(1, 9, np.int32)
    for more in ({"whole": True}, {"turns": np.arange(3)}, {"gives": [np.zeros(N)]}):
        with pytest.raises(ValueError, match="can go abreast"):
            Loop("each", each, memory.loop(True).parts, abreast=True, **more)  # type: ignore[arg-type]


def _divide(over: Any, by: Any, found: Any) -> None:
    for q in range(over.shape[0]):
        found[q] = quotient(int(over[q]), int(by[q]))


def test_a_quotient_is_that_of_whole_numbers() -> None:
    """About every edge: of divisors small and large, just below and above their multiples, either way, to 2**53."""
    drawn = column(5, "abreast", 1000).astype(np.int64)
    b = np.concatenate([np.arange(1, 400), 2 ** np.arange(9, 53), 3 ** np.arange(6, 33), (drawn[:500] << 20) + 1])
    most = ((1 << 53) - 1) // b
    some = drawn[: len(b)] % np.maximum(most, 1)
    edges = np.concatenate([times * b + off for times in (np.zeros_like(b), np.minimum(most - 1, 1), most - 1, some)
                            for off in (-1, 0, 1)])
    a, b = np.concatenate([edges, -edges]), np.tile(b, 24)
    found = np.zeros(len(a), np.int64)
    call(_divide, a, b, found)
    asked = np.abs(a) < 1 << 53
    assert asked.mean() > .9
    assert (found == a // b)[asked].all()
    assert [quotient(int(x), int(y)) for x, y in zip(a[:50], b[:50], strict=True)] == (a // b)[:50].tolist()
