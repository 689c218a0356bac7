"""A number that a row holds and no column: made where it is read, compiled and in plain Python."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.base.loom import At, Fixed, Loop, Made, Row
from demerit.base.native import Bound
from tests.base.looms import N, Seen


def test_a_number_is_made_where_it_is_read() -> None:
    """Of columns of the row and of what is the same for all, which can be turned; the row holds others beside it."""

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
    sizes, memory = Sizes(3, 99), Sizes(5, 11)
    made = Made(product, Row(Of, (At(one), At(other))), (sizes, memory))
    loop = Loop("made", each, {"own": Row(Mine, (At(other), made, At(one))), "seen": Fixed(seen)})
    bound = Bound(loop)
    for run in (loop.plain(), bound):
        seen.b[:] = 0
        run(2, N, 0)
        assert seen.a[2:].tolist() == [10000 * i + i - 7 for i in range(2, N)]
        assert seen.b.tolist() == [0, 0, *(3 * (i - 7) + 5 * i + 11 for i in range(2, N))]
    bound.turn("own.made", (sizes, Sizes(-2, 1000)))
    bound(0, N, 0)
    assert seen.b.tolist() == [3 * (i - 7) - 2 * i + 1000 for i in range(N)]
    assert bound.loop.source is Loop("made", each, {"own": Row(Mine, (At(other), made._replace(
        given=(Sizes(0, 0), memory)), At(one))), "seen": Fixed(seen)}).source
