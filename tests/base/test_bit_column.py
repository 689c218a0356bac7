"""A column of some bits of shared words: an array to NumPy, numbers to functions of one row, alone in its bits."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.base.bit_column import BYTE, BitColumn, in_words, over, words_of
from demerit.base.draws import columns4
from demerit.base.loom import At, Fixed, Loop, Row
from demerit.base.machine import COMPILES
from demerit.base.native import Bound
from demerit.engine import settling
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.law import Scheme
from demerit.society import Society

N = 37
WORDS = (np.uint8, np.uint16, np.uint32, np.uint64)


def columns(kind: Any, seed: int) -> tuple[np.ndarray, BitColumn, BitColumn]:
    """Give words of random bits, and two columns that together have all but the lowest and the highest bit of them."""
    width = 8 * np.dtype(kind).itemsize
    drawn = columns4(seed, "bits", N).astype(np.uint64)
    words = (drawn[:, 0] << np.uint64(32) | drawn[:, 1]).astype(kind)
    low = min(width // 2 - 1, 30)
    high = min(width - 2 - low, 40)
    return words, BitColumn(words, 1, low, 0, np.int64), BitColumn(words, 1 + low, high, 5, np.int64)


@pytest.mark.parametrize("kind", WORDS)
def test_numpy_sees_an_array(kind: type[np.generic]) -> None:
    """Reading by row, slice, list and mask, reckoning, and what an array can do besides, all give those bits."""
    words, low, high = columns(kind, 3)
    plain = np.array([(int(word) >> low.shift) & low.mask for word in words], np.int64)
    assert (np.asarray(low) == plain).all()
    assert low.shape == plain.shape
    assert len(low) == N
    for at in (3, slice(4, 6), [7, 1], plain > 2):
        assert np.array_equal(low[at], plain[at])
    assert ((low - 3) * 2 == (plain - 3) * 2).all()
    assert (low > high).tolist() == (plain > np.asarray(high)).tolist()
    assert (low.sum(), low.any(), low.astype(np.uint8).dtype) == (plain.sum(), plain.any(), np.uint8)
    assert min(np.asarray(high)) >= -5


@pytest.mark.parametrize("kind", WORDS)
def test_what_is_written_stays_in_its_bits(kind: type[np.generic]) -> None:
    """By row, slice and mask, in place, too: whatever shares the words keeps its bits, and too much is cut off."""
    words, low, high = columns(kind, 4)
    others, rest = words & kind(1), np.asarray(high)
    low[:] = 0
    low[5] = low.mask + 2
    low[2:4] = [1, 0]
    low |= 1
    assert low.tolist() == [1] * N
    low[np.arange(N) > 30] = 0
    assert low.tolist() == [1] * 31 + [0] * 6
    assert (np.asarray(high) == rest).all()
    assert (words & kind(1) == others).all()
    high[:] = -5
    assert high.tolist() == [-5] * N
    assert low.tolist() == [1] * 31 + [0] * 6


class Own(NamedTuple):
    """What is read of a row."""

    low: int
    high: int


class Both(NamedTuple):
    """The columns, and what is noted."""

    low: Any
    high: Any
    seen: Any


def each(i, own, citizens):  # type: ignore[no-untyped-def]
    """Read the own row and another, and write both columns of the own."""
    citizens.high[i] = own.low - 3
    other = (i * 7 + 1) % citizens.low.shape[0]
    citizens.seen[i] = own.high * 1000 + citizens.low[other] + (int(citizens.high[i]) << 2)
    if own.low & 1:
        citizens.low[i] = citizens.low[i] + own.high


@pytest.mark.parametrize("kind", WORDS)
def test_a_function_of_one_row_sees_plain_numbers(kind: type[np.generic]) -> None:
    """Compiled and in plain Python, over two ranges: as with two arrays of whole words, cut to the bits there are."""
    found = []
    for how in ("compiled", "plain", "arrays"):
        words, low, high = columns(kind, 5)
        both: Any = (low, high) if how != "arrays" else (np.asarray(low), np.asarray(high))
        seen = np.zeros(N, np.int64)
        loop = Loop("bits", each, {"own": Row(Own, (At(both[0]), At(both[1]))), "citizens": Fixed(Both(*both, seen))})
        run = loop.plain() if how == "plain" else Bound(loop)
        for lo, hi in ((0, 20), (20, N)):
            run(lo, hi, 0)
            if how == "arrays":
                both[0][lo:hi] &= low.mask
                both[1][lo:hi] = ((both[1][lo:hi] + 5) & high.mask) - 5
        found.append((np.asarray(both[0]).tolist(), np.asarray(both[1]).tolist(), (words & kind(1)).tolist()))
        found[-1] += (seen.tolist(),) if how != "arrays" else ()
    assert found[0] == found[1]
    assert found[0][:3] == found[2]


def test_another_column_of_the_same_form_can_be_put_in_its_place() -> None:
    """Of other words, from another bit on."""

    def copy(i, citizens):  # type: ignore[no-untyped-def]
        citizens.seen[i] = citizens.low[i]

    words, other, seen = np.full(N, 0b1010, np.uint8), np.full(N, 0b110_000, np.uint8), np.zeros(N, np.int64)
    one, two = BitColumn(words, 1, 3), BitColumn(other, 4, 3)
    bound = Bound(Loop("turned", copy, {"citizens": Fixed(Both(one, one, seen))}))
    for column, value in ((one, 5), (two, 3)):
        bound.turn("citizens", Both(column, column, seen))
        bound(0, N, 0)
        assert seen.tolist() == [value] * N


def test_a_place_that_is_fixed_is_part_of_the_code() -> None:
    """It reads what one that is told reads; one from another bit on is of another form."""

    def copy(i, citizens):  # type: ignore[no-untyped-def]
        citizens.seen[i] = citizens.low[i]

    words, seen = np.arange(N, dtype=np.uint8), np.zeros(N, np.int64)
    one, two = (BitColumn(words, shift, 3, fixed=True) for shift in (1, 4))
    bound = Bound(Loop("fixed", copy, {"citizens": Fixed(Both(one, one, seen))}))
    bound(0, N, 0)
    assert seen.tolist() == BitColumn(words, 1, 3)[:].tolist() == over(one, words)[:].tolist()
    if COMPILES:
        with pytest.raises(ValueError, match="same form"):
            bound.turn("citizens", Both(two, two, seen))


def test_how_many_bits_there_are_can_be_told() -> None:
    """One that needs more has the same code, be it read of a row or whole, or written; others have their own."""

    def copy(i, own, citizens):  # type: ignore[no-untyped-def]
        citizens.seen[i] = 100 * own.low + citizens.high[i]
        citizens.high[i] = own.low

    sources = []
    for bits, sized in ((3, True), (5, True), (3, False), (5, False)):
        words, seen = np.arange(N, dtype=np.uint32) * 0x11111, np.zeros(N, np.int64)
        low, high = BitColumn(words, 2, bits, sized=sized), BitColumn(words, 10, bits, 1, np.int64, sized=sized)
        mine, theirs = low[:].astype(np.int64), high[:]
        loop = Loop("sized", copy, {"own": Row(Own, (At(low), At(high))), "citizens": Fixed(Both(low, high, seen))})
        before = words.copy()
        for run in (loop.plain(), Bound(loop)):
            words[:] = before
            run(0, N, 0)
            assert seen.tolist() == (100 * mine + theirs).tolist()
            assert high[:].tolist() == ((mine + 1 & (1 << bits) - 1) - 1).tolist()
        sources.append(loop.source)
    assert sources[0] is sources[1]
    assert sources[2] is not sources[3]


def test_worlds_of_any_size_are_of_one_form(schemes: dict[str, Scheme]) -> None:
    """Rows of citizens take as many bits as they need, and no column stands in words of another width for that."""
    plan = Plan(schemes["article_2015"])
    few, many = (settling.columns_of(plan.institutions, n, plan.scheme) for n in (200, 1_000_000))
    assert {name: words_of(column).dtype for name, column in few.items()} == {
        name: words_of(column).dtype for name, column in many.items()}
    for name, column in few.items():
        if isinstance(column, BitColumn):
            other = many[name]
            assert (column.less, column.sized, column.dtype) == (other.less, other.sized, other.dtype), name
            assert column.sized or column.bits == other.bits, name
    assert (few["low_tie"].bits, many["low_tie"].bits) == (8, 20)


def test_a_twin_of_a_world_has_columns_of_the_same_form(schemes: dict[str, Scheme], village: Society) -> None:
    """The loops of one run over the other's columns, and what is written into one stands in it alone."""
    world = Run(schemes["article_2015"], village, seed=1, weeks=4, threads=1).world
    twin = world.twin()
    for (name, one), (same, other) in zip(world.items(), twin.items(), strict=True):
        assert name == same
        assert [getattr(one, what, None) for what in ("shift", "bits", "less", "dtype", "fixed", "sized")] == [
            getattr(other, what, None) for what in ("shift", "bits", "less", "dtype", "fixed", "sized")], name
        assert not np.shares_memory(words_of(one), words_of(other)), name
    assert twin.friend.fixed
    assert twin.digest() == world.digest()


@given(st.lists(st.tuples(st.integers(1, 32), st.booleans()), max_size=60))
def test_places_in_words_do_not_overlap(columns: list[tuple[int, bool]]) -> None:
    """Every number has its own bits, all within a word; what is apart stands in bytes; no two words could be one."""
    bits = [wide for wide, _ in columns]
    places = in_words(bits, [apart for _, apart in columns])
    taken: dict[tuple[int, int], list[int]] = {}
    for place, (wide, apart) in zip(places, columns, strict=True):
        taken.setdefault((place.size, place.word), []).extend(range(place.shift, place.shift + wide))
        assert (place.size == 1) == (wide <= BYTE and apart)
    for size in (1, 4):
        words = {word: held for (of, word), held in taken.items() if of == size}
        assert sorted(words) == list(range(len(words)))
        assert all(len(set(held)) == len(held) and max(held) < BYTE * size for held in words.values())
    full = sorted(len(held) for (size, _), held in taken.items() if size == 1)
    assert len(full) < 2 or full[0] + full[1] > BYTE
    half = sorted(len(held) for (size, _), held in taken.items() if size == 4)
    assert len(half) < 2 or half[0] + half[1] > 32


def test_what_does_not_fit_its_bits_stands_by_itself() -> None:
    """All columns of a word do then; else each has its numbers, and all of them one word."""
    sizes = {"one": settling.Bits(3, 2), "other": settling.Bits(2)}
    for lowest, highest, fits in ((-2, 5, True), (-3, 5, False), (-2, 6, False)):
        values = {"other": np.array([0, 3, 2], np.uint8), "one": np.array([lowest, highest, 1], np.int8)}
        found = settling.in_one_word(sizes, values)
        assert {name: found[name][:].tolist() for name in found} == {name: values[name].tolist() for name in values}
        assert all(isinstance(column, BitColumn) == fits for column in found.values())
        assert len({id(words_of(column)) for column in found.values()}) == (1 if fits else 2)


def test_ties_of_two_widths_live_the_same(
    schemes: dict[str, Scheme], village: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rows are too many for one word, friend and kind stand apart, partners too, and nothing else changes."""
    digests = []
    for bits in (settling.FRIEND_BITS, 3):
        monkeypatch.setattr(settling, "FRIEND_BITS", bits)
        run = Run(schemes["article_2015"], village, seed=1, weeks=9, threads=2)
        for _ in run.weeks():
            pass
        stands = {isinstance(column, BitColumn) for column in (run.world.friend, run.world.partner)}
        digests.append((stands, run.digest()))
        run.close()
    assert [one for one, _ in digests] == [{True}, {False}]
    assert digests[0][1] == digests[1][1]


def test_accounts_of_two_widths_live_the_same(
    schemes: dict[str, Scheme], village: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte an account, or two where a cap needs them: the same state, rows of the panel and ledger, types and all."""
    found = []
    for bits in (settling.BYTE, 0):
        monkeypatch.setattr(settling, "BYTE", bits)
        run = Run(schemes["article_2015"], village, seed=1, weeks=9, threads=1)
        for _ in run.weeks():
            pass
        found.append((run.world.account.dtype, run.digest(), run.rows, run.booked))
        run.close()
    (one, digest, rows, booked), (other, *rest) = found
    assert (one, other) == (np.uint8, np.int16)
    assert digest == rest[0]
    assert all(a.equals(b) and a.schema == b.schema for a, b in zip(rows + booked, rest[1] + rest[2], strict=True))


def test_bytes_are_those_of_what_lies_in_memory(schemes: dict[str, Scheme], village: Society) -> None:
    """Of the world every piece of memory once, whoever shares it; of threads each; of a month what it left."""
    run = Run(schemes["article_2015"], village, seed=1, weeks=9, threads=2)
    world, parts = run.world, run.bytes_by_part()
    held = [*vars(world).values(), *world.more.values()]
    arrays = [one.words if isinstance(one, BitColumn) else one for one in held]
    pieces = {a.__array_interface__["data"][0]: a.nbytes for a in arrays if isinstance(a, np.ndarray) and a.nbytes}
    assert sum(parts[part] for part in ("columns", "ties", "institutions")) == sum(pieces.values())
    assert sum(parts.values()) == run.nbytes() + parts["panel"] + parts["record"]
    assert parts["record"] == 0
    alone = Run(schemes["article_2015"], village, seed=1, weeks=9, threads=1).bytes_by_part()
    assert parts["counts"] == 2 * alone["counts"]
    none = Run(schemes["null"], village, seed=1, weeks=9, threads=1).bytes_by_part()
    assert none["institutions"] == 0
    for _ in run.weeks():
        pass
    run.close()
    assert run.bytes_by_part()["record"] >= sum(len(rows) for rows in run.rows) * 50
