"""What is made where it is read, or stands in an array where loops begin: compiled and in plain Python."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.base.loom import At, Fixed, Loop, Made, Noted, Row
from demerit.base.native import Bound
from tests.base.looms import N, Seen


def test_a_number_is_made_where_it_is_read() -> None:
    """Of columns of the row and of what is the same for all; some of that stands in an array, and moves there."""

    class Of(NamedTuple):
        value: int
        other: int

    class Sizes(NamedTuple):
        times: int
        more: int

    class Mine(NamedTuple):
        first: int
        made: int
        last: int

    def product(own, sizes, memory):  # type: ignore[no-untyped-def]
        return own.value * sizes.times + own.other * memory.times + memory.more

    def each(i, own, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = 10000 * own.first + own.last
        seen.b[i] = own.made

    one, other = np.arange(N, dtype=np.int16) - 7, np.arange(N, dtype=np.uint8)
    seen = Seen(np.zeros(N, np.int64), np.zeros(N, np.int64))
    sizes, remembered = Sizes(3, 99), np.array([11, 0, 5], np.int64)
    made = Made(product, Row(Of, (At(one), At(other))), (sizes, Noted(Sizes, remembered, (2, 0))))
    loop = Loop("made", each, {"own": Row(Mine, (At(other), made, At(one))), "seen": Fixed(seen)})
    bound = Bound(loop)
    for run in (loop.plain(), bound):
        seen.b[:] = 0
        run(2, N, 0)
        assert seen.a[2:].tolist() == [10000 * i + i - 7 for i in range(2, N)]
        assert seen.b.tolist() == [0, 0, *(3 * (i - 7) + 5 * i + 11 for i in range(2, N))]
    remembered[:] = 1000, 0, -2
    for run in (loop.plain(), bound):
        seen.b[:] = 0
        run(0, N, 0)
        assert seen.b.tolist() == [3 * (i - 7) - 2 * i + 1000 for i in range(N)]
    elsewhere = made._replace(given=(Sizes(0, 0), Noted(Sizes, np.zeros(9, np.int64), (7, 8))))
    assert bound.loop.source is Loop("made", each, {
        "own": Row(Mine, (At(other), elsewhere, At(one))), "seen": Fixed(seen)}).source


def test_what_stands_in_an_array_is_read_whenever_a_loop_begins() -> None:
    """Each field at its place; of a loop of rows and of a whole range."""

    class Now(NamedTuple):
        first: int
        last: int

    def each(i, now, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = now.first
        seen.b[i] = now.last + i

    def whole(lo, hi, now, seen):  # type: ignore[no-untyped-def]
        for i in range(lo, hi):
            seen.a[i] = now.first
            seen.b[i] = now.last + i

    written = np.array([0, 7, 0, -3], np.int64)
    for function in (each, whole):
        seen = Seen(np.zeros(N, np.int64), np.zeros(N, np.int64))
        parts = {"now": Noted(Now, written, (3, 1)), "seen": Fixed(seen)}
        loop = Loop("noted", function, parts, whole=function is whole)
        bound = Bound(loop)
        for first, last in ((-3, 7), (2**40, -1)):
            written[3], written[1] = first, last
            for run in (loop.plain(), bound):
                seen.a[:] = 0
                run(1, N, 0)
                assert seen.a.tolist() == [0, *[first] * (N - 1)]
                assert seen.b[1:].tolist() == [last + i for i in range(1, N)]
