"""The loom: what it writes gives in plain Python what it gives compiled, for every kind of thing that it hands over."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from demerit.base.draws import Draws, philox
from demerit.base.loom import At, Fixed, Loop, Lot, Member, Near, Packed, Row
from demerit.base.loom_source import coded
from demerit.base.native import Bound, Ranges, Table, call
from tests import naive_draws
from tests.base.looms import KEY, RANGES, Dice, Inner, Memory, N, Seen, law_of, ran, random_function


@pytest.mark.parametrize("seed", range(8))
def test_it_gives_in_plain_python_what_it_gives_compiled(seed: int) -> None:
    """Random functions over every kind of part, over whole and partial ranges, in weeks before and after the start."""
    function = random_function(seed)
    for k, (lo, hi) in enumerate(RANGES):
        for week in (-3, 286):
            compiled, plain = (Memory(10 * seed + k, lo, hi) for _ in range(2))
            before = [array.copy() for array in plain.arrays()]
            Bound(Loop("each", function, compiled.parts(), compiled.gives))(lo, hi, week)
            Loop("each", function, plain.parts(), plain.gives).plain()(lo, hi, week)
            for mine, theirs in zip(compiled.arrays(), plain.arrays(), strict=True):
                assert (mine == theirs).all(), (lo, hi, week)
            changed = [(a != b).any() for a, b in zip(plain.arrays(), before, strict=True)]
            assert any(changed[:6]) == (hi > lo)
            assert not any(changed[6:]), "what is read is left alone"


@pytest.mark.parametrize("seed", [3, 4])
def test_a_range_writes_its_own_rows_alone(seed: int) -> None:
    """Rows before and behind stay as they were in whole columns, compiled and in plain Python."""
    for lo, hi in RANGES:
        for plain in (False, True):
            memory = Memory(seed, lo, hi)
            before = [column.copy() for column in memory.columns]
            loop = Loop("each", random_function(seed), memory.parts(), memory.gives)
            (loop.plain() if plain else Bound(loop))(lo, hi, 5)
            for column, old in zip(memory.columns, before, strict=True):
                assert (column[:lo] == old[:lo]).all()
                assert (column[hi:] == old[hi:]).all()


def test_a_row_is_a_snapshot_and_a_packed_word_a_tuple() -> None:
    """What has been written of the own row since is not seen in `own`; the first number stands in the lowest bits."""
    column, found = np.arange(5, dtype=np.int16), np.zeros(5, np.int64)
    word = np.array([0b_11_10_01_00_1] * 5, np.uint32)

    class Mine(NamedTuple):
        value: int
        parts: tuple[int, int, int, int]

    def each(i, own, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = 7
        seen.b[i] = own.value * 1000 + own.parts[1] * 100 + own.parts[2] * 10 + own.parts[3]

    for run in ran("snapshot", each, {"own": Row(Mine, (At(column), Packed(word, 1, 2, 4))),
                                      "seen": Fixed(Seen(column, found))}):
        column[:] = np.arange(5)
        run(1, 4, 0)
        assert found.tolist() == [0, 1123, 2123, 3123, 0]
        assert column.tolist() == [0, 7, 7, 7, 4]
        found[:] = 0


def test_members_are_found_from_anywhere() -> None:
    """The place among sorted rows, -1 for all others, also where the range begins behind some, or there are none."""

    def each(i, place, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = place

    for rows in ([], [0], [40], [3, 4, 20, 40], list(range(N))):
        for lo, hi in RANGES:
            for run in ran("member", each, {"place": Member(np.array(rows, np.int64)),
                                            "seen": Fixed(Seen(found := np.full(N, 99, np.int32), found))}):
                found[:] = 99
                run(lo, hi, 0)
                expected = [(rows.index(i) if i in rows else -1) if lo <= i < hi else 99 for i in range(N)]
                assert found.tolist() == expected, (rows, lo, hi)


def test_the_lot_of_a_row_is_mixed_of_its_own_words() -> None:
    """Of neighbouring words of the range, the last with the first, and of the key; of two lots each has its own."""

    def each(i, lot, always, place, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = lot[0] ^ (always[3] << 1)
        seen.b[i] = lot[1] ^ (always[2] << 1)

    for lo, hi in RANGES:
        words, ever = (Dice(k).array(np.uint32, 4, hi - lo) for k in (5, 6))
        seen = Seen(np.zeros(N, np.int64), np.zeros(N, np.int64))
        parts = {"lot": Lot(words, 2**32 - 1), "always": Lot(ever, 12), "place": Member(np.arange(0, N, 3)),
                 "seen": Fixed(seen)}
        for run in ran("lots", each, parts):
            run(lo, hi, 4)
            for i in range(lo, hi):
                w, e = (of[:, i - lo].tolist() for of in (words, ever))
                mixed = naive_draws.mixed_pair
                assert seen.a[i] == mixed(w[0], w[1], 2**32 - 1) ^ (mixed(e[3], e[0], 12) << 1)
                assert seen.b[i] == mixed(w[1], w[2], 2**32 - 1) ^ (mixed(e[2], e[3], 12) << 1)
            assert not seen.a[:lo].any() and not seen.a[hi:].any()
            seen.a[:], seen.b[:] = 0, 0


@pytest.mark.parametrize("part", ["own", "lot", "place"])
def test_a_function_of_a_range_is_handed_nothing_of_one_row(part: str) -> None:
    """Said by name, and no code is written that nobody could compile."""
    scope: dict[str, Any] = {}
    exec(f"def each(lo, hi, {part}):\n    pass\n", scope)
    with pytest.raises(ValueError, match=f"all: '{part}' is of one row"):
        Loop("all", scope["each"], {part: Memory(1, 0, N).parts()[part]}, whole=True)


def test_what_a_loop_hands_over_itself_is_not_asked_of_a_call() -> None:
    """A function of a range that is called once would be handed an empty one."""

    def fill(lo, hi, seen):  # type: ignore[no-untyped-def]
        seen[lo:hi] = 1

    with pytest.raises(ValueError, match="fill: the loop itself hands over hi, lo"):
        call(fill, 0, 9, np.zeros(9, np.int64))


def test_a_function_of_a_range_loops_itself() -> None:
    """It is called once, with both ends; what is near is indexed by row."""

    def all_of(lo, hi, week, near, grid, law, seen):  # type: ignore[no-untyped-def]
        for i in range(lo, hi):
            near[i] = week
            grid[1, i] = near[i] + law.number
            seen.a[i] += 1
        seen.b[0] += hi - lo

    for lo, hi in RANGES:
        near, grid = np.zeros(hi - lo, np.int16), np.zeros((2, hi - lo), np.int32)
        seen = Seen(np.zeros(N, np.int8), np.zeros(1, np.int64))
        parts = {"near": Near(near), "grid": Near(grid), "law": Fixed(Inner(30, near)), "seen": Fixed(seen)}
        for times, run in enumerate(ran("all of it", all_of, parts, whole=True), 1):
            run(lo, hi, -2)
            assert near.tolist() == [-2] * (hi - lo) and grid[1].tolist() == [28] * (hi - lo) and not grid[0].any()
            assert seen.a.tolist() == [times * (lo <= i < hi) for i in range(N)]
            assert seen.b[0] == times * (hi - lo)


@pytest.mark.parametrize("length", [9, 9 + 5])
def test_another_value_of_a_fixed_parameter_is_another_loop(length: int) -> None:
    """Turned before, between and after calls, to arrays of the same and of another length: as one woven anew."""
    function = random_function(5)
    turned, anew = Memory(2, 7, 30), Memory(2, 7, 30)
    bound = Bound(Loop("each", function, turned.parts(), turned.gives))
    bound(7, 30, 1)
    Bound(Loop("each", function, anew.parts(), anew.gives))(7, 30, 1)
    for week in (2, 3):
        other = law_of(Dice(week), length)
        bound.turn("law", other)
        bound.turn("one", week)
        bound(7, 30, week)
        parts = anew.parts() | {"law": Fixed(other), "one": Fixed(week)}
        Bound(Loop("each", function, parts, anew.gives))(7, 30, week)
        del other, parts
        for mine, theirs in zip(turned.arrays(), anew.arrays(), strict=True):
            assert (mine == theirs).all(), week


def test_loops_of_one_form_have_one_text() -> None:
    """Other arrays and numbers of the same types: the same text; another type, another one."""

    def each(i, law, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = law.small[0] + law.number

    def woven(number: int, small: Any, length: int) -> Loop:
        seen = Seen(np.zeros(length, np.int64), np.zeros(1, np.int64))
        return Loop("form", each, {"law": Fixed(Inner(number, small)), "seen": Fixed(seen)})

    one, other = woven(1, np.array([5], np.int8), 3), woven(7, np.array([2, 2], np.int8), 9)
    assert one.source is other.source
    assert one.words != other.words
    assert woven(1, np.array([5], np.int16), 3).source is not one.source
    for loop, n, found in ((one, 3, 6), (other, 9, 9)):
        Bound(loop)(0, n, 0)
        assert loop.parts["seen"].value.a.tolist() == [found] * n  # type: ignore[union-attr]


def test_turned_in_plain_python_as_well() -> None:
    """The plain loop reads what it was turned to."""

    def each(i, law, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = law.points[0] + law.grid[0, 1] + law.number

    seen, dice = Seen(np.zeros(3, np.int64), np.zeros(1, np.int64)), Dice(9)
    one, other = law_of(dice), law_of(dice, 4)
    loop = Loop("turned", each, {"law": Fixed(one), "seen": Fixed(seen)})
    loop.plain()(0, 3, 0)
    assert seen.a.tolist() == [int(one.points[0]) + int(one.grid[0, 1]) + one.number] * 3
    first, words, arrays = loop.turned("law", other)
    loop.words[first : first + len(words)] = words
    loop.replace("law", arrays)
    loop.plain()(0, 3, 0)
    assert seen.a.tolist() == [int(other.points[0]) + int(other.grid[0, 1]) + other.number] * 3


def test_a_value_of_another_form_is_refused() -> None:
    """A law without one of its arrays is no law of this loop; nor is what does not lie in one piece."""

    def each(i, law):  # type: ignore[no-untyped-def]
        law.small[i] = law.number

    bound = Bound(Loop("form", each, {"law": Fixed(Inner(1, np.zeros(3, np.int8)))}))
    with pytest.raises(ValueError, match=r"form: another value of 'law' must be of the same form"):
        bound.turn("law", (1, 2))
    with pytest.raises(ValueError, match=r"form: another value of 'law' must be of the same form"):
        bound.turn("law", Inner(1, np.zeros(3, np.int16)))
    with pytest.raises(ValueError, match="one piece"):
        Loop("form", each, {"law": Fixed(Inner(1, np.zeros((3, 4), np.int8)[:, 1]))})


def test_loops_of_a_table_run_range_by_range() -> None:
    """All of a range, then the next: what the first writes the second reads, of this range and of those before."""

    def add(i, seen):  # type: ignore[no-untyped-def]
        seen.a[i] += 1

    def look(i, seen):  # type: ignore[no-untyped-def]
        seen.b[i] = seen.a[seen.a.shape[0] - 1 - i]

    seen = Seen(np.zeros(6, np.int64), np.full(6, 9, np.int64))
    table = Table([Bound(Loop(f.__name__, f, {"seen": Fixed(seen)})) for f in (add, look)])
    table.run(Ranges([(0, 3), (3, 6)]), 0)
    assert seen.a.tolist() == [1] * 6
    assert seen.b.tolist() == [0, 0, 0, 1, 1, 1]


def test_a_constant_that_changes_is_compiled_anew() -> None:
    """Two functions of the same text that read another constant, or call another helper, are two loops."""
    found = []
    for times in (2, 3):
        scope: dict[str, Any] = {"TIMES": times}
        exec(coded("constant", "def each(i, seen):\n    seen.a[i] = TIMES * i\n"), scope)
        seen = Seen(np.zeros(4, np.int64), np.zeros(1, np.int64))
        Bound(Loop("constant", scope["each"], {"seen": Fixed(seen)}))(0, 4, 0)
        found.append(seen.a.tolist())
    assert found == [[0, 2, 4, 6], [0, 3, 6, 9]]


def test_unsigned_columns_hold_what_is_written_of_them() -> None:
    """Bits that a column has no room for are lost alike, compiled and in plain Python; a sum of columns is signed."""

    def each(i, seen):  # type: ignore[no-untyped-def]
        seen.a[i] = int(seen.b[i]) - int(seen.b[0]) - 1
        seen.b[i] = (int(seen.b[i]) << 3) | 5

    for k in range(2):
        seen = Seen(np.zeros(3, np.int64), np.array([3, 2**32 - 1, 0], np.uint32))
        ran("unsigned", each, {"seen": Fixed(seen)})[k](0, 3, 0)
        assert seen.a.tolist() == [-1, 2**32 - 1 - 29 - 1, 0 - 29 - 1]
        assert seen.b.tolist() == [29, 2**32 - 8 | 5, 5]


def test_streams_are_told_as_draws() -> None:
    """A function may draw for itself, by the stream that it is handed."""

    def each(i, week, draws, seen):  # type: ignore[no-untyped-def]
        w0, _, _, _ = philox(np.uint32(i), np.uint32(week), np.uint32(draws.stream), np.uint32(1), np.uint32(draws.k0),
                             np.uint32(draws.k1))
        seen.a[i] = int(w0)

    seen = Seen(np.zeros(5, np.int64), np.zeros(1, np.int64))
    for run in ran("draws", each, {"draws": Fixed(Draws(7, *KEY)), "seen": Fixed(seen)}):
        run(1, 5, 3)
        assert seen.a.tolist() == [0, *(naive_draws.philox((i, 3, 7, 1), KEY)[0] for i in range(1, 5))]
        seen.a[:] = 0
