"""Draws: the published vectors, the layout of counter and key, streams that do not collide."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import demerit
from demerit.base import draws
from demerit.base.native import call
from demerit.engine.run import Run
from demerit.society import make
from tests import naive_draws

if TYPE_CHECKING:
    from demerit.law import Scheme

WORDS = st.integers(0, 2**32 - 1)
ONES = 0xFFFFFFFF
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
VECTORS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (PI, (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]
"""Known answers of Random123 for Philox-4x32-10: counter, key, output."""
SEVEN = [
    ((0, 0, 0, 0), (0, 0), (0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48)),
    ((ONES,) * 4, (ONES,) * 2, (0x5207DDC2, 0x45165E59, 0x4D8EE751, 0x8C52F662)),
    (PI, (0xA4093822, 0x299F31D0), (0x4DFCCABA, 0x190A87F0, 0xC47362BA, 0xB6B5242A)),
]


def _philox(c0, c1, c2, c3, k0, k1, found):  # type: ignore[no-untyped-def]  # compiled: plain words would overflow
    found[0], found[1], found[2], found[3] = draws.philox(
        np.uint32(c0), np.uint32(c1), np.uint32(c2), np.uint32(c3), np.uint32(k0), np.uint32(k1))


def kernel(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Give the kernel's words as plain ints."""
    found = np.zeros(4, np.uint32)
    call(_philox, *counter, *key, found)
    return tuple(int(word) for word in found)


@pytest.mark.parametrize(("counter", "key", "words"), VECTORS)
def test_known_answers(counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]) -> None:
    """The kernel and the twin give the published words."""
    assert kernel(counter, key) == words
    assert naive_draws.philox(counter, key) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(("counter", "key", "words"), SEVEN)
def test_known_answers_of_seven_rounds(
    counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]
) -> None:
    """The twin's rounds are rounds: seven of them give the published words too."""
    assert naive_draws.philox(counter, key, 7) == words  # type: ignore[arg-type]


@given(st.tuples(WORDS, WORDS, WORDS, WORDS), st.tuples(WORDS, WORDS))
def test_the_kernel_draws_like_the_twin(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    """Any counter, any key."""
    assert kernel(counter, key) == naive_draws.philox(counter, key)  # type: ignore[arg-type]


@given(st.integers(0, 2**64 - 1), st.text(max_size=20), st.integers(1, 40), st.integers(0, 9))
def test_a_column_is_counted_by_row_and_keyed_by_name(seed: int, name: str, n: int, k: int) -> None:
    """Counter (row, 0, stream, k), key (low word, high word); the first words of `columns4` are `column`."""
    words = draws.columns4(seed, name, n, k)
    key = (seed & ONES, seed >> 32)
    row = n - 1
    assert words.shape == (n, 4)
    assert words[row].tolist() == list(naive_draws.philox((row, 0, naive_draws.stream(name), k), key))
    assert (draws.column(seed, name, n, k) == words[:, 0]).all()


def test_a_longer_column_begins_like_a_shorter_one() -> None:
    """A word belongs to its row: the number of citizens moves none."""
    assert (draws.column(3, "x", 100)[:10] == draws.column(3, "x", 10)).all()


def test_words_are_spread_evenly() -> None:
    """A million words, 256 cells: chi squared within five standard deviations; neighbours do not go together."""
    words = draws.column(1, "spread", 1_000_000)
    counts = np.bincount(words >> np.uint32(24), minlength=256)
    expected = len(words) / 256
    assert abs(((counts - expected) ** 2 / expected).sum() - 255) < 5 * np.sqrt(2 * 255)
    assert abs(np.corrcoef(words[:-1], words[1:])[0, 1]) < 5 / 1000


def test_streams_in_use_do_not_collide(monkeypatch: pytest.MonkeyPatch, schemes: dict[str, Scheme]) -> None:
    """Every name that a society or a run asks for, and every one written in the source, has its own number."""
    asked: set[str] = set()

    def noting(name: str) -> int:
        asked.add(name)
        return naive_draws.stream(name)

    for name, module in list(sys.modules.items()):
        if name.startswith("demerit.") and hasattr(module, "stream"):
            monkeypatch.setattr(module, "stream", noting)
    society = make("china_2015", 300, 1)
    run = Run(schemes["article_2015"], society, weeks=4, threads=1, settings={"run.warm_up": 0}, panel_size=9)
    for _ in run.weeks():
        pass
    written = re.compile(r"""(?:stream\(|(?:columns?|lots)4?\(\w[\w.]*, )"([^"{]+)\"""")
    for file in Path(demerit.__path__[0]).rglob("*.py"):
        asked |= set(written.findall(file.read_text(encoding="utf-8")))
    assert {"speak", "week", "aware", "panel", "meet", "society.education"} <= asked
    numbers = {name: draws.stream(name) for name in asked}
    assert len(set(numbers.values())) == len(numbers)
    keys = {draws.keyed(number, k) for number in numbers.values() for k in range(256)}
    assert len(keys) == 256 * len(numbers), "two draws of one citizen in one week would be the same"


def test_the_key_is_the_seed_in_two_words() -> None:
    """The low word first."""
    assert [int(word) for word in draws.key(2**40 + 5)] == [5, 256]


def _both(drawn, key, found):  # type: ignore[no-untyped-def]
    found[0], found[1] = draws.mixed(drawn, key), draws.mixed_narrow(np.uint32(drawn), np.uint32(key))


@given(WORDS, WORDS)
def test_a_word_is_mixed_alike_in_64_bits_and_in_32(word: int, key: int) -> None:
    """One by one, and as loops do it for many at once."""
    found = np.zeros(2, np.int64)
    call(_both, word, key, found)
    one, many = found.tolist()
    assert one == many == draws.mixed(word, key) < 2**32


@given(WORDS, WORDS, WORDS)
def test_two_words_are_mixed_alike_one_by_one_and_by_the_twin(one: int, other: int, number: int) -> None:
    """As loops do it, and in plain Python."""

    def _pair(one, other, number, found):  # type: ignore[no-untyped-def]
        found[0] = draws.mixed_pair(one, other, number)

    found = np.zeros(1, np.int64)
    call(_pair, one, other, number, found)
    assert found[0] == draws.mixed_pair_of_ints(one, other, number) == naive_draws.mixed_pair(one, other, number)


NUMBER, K0, K1 = draws.stream("lots under test"), 3, 2**32 - 1


def week_words(week: int, lo: int, hi: int) -> np.ndarray:
    """Give the week's words of some citizens."""
    drawn = [naive_draws.philox((i, week, naive_draws.stream("week"), 0), (K0, K1)) for i in range(lo, hi)]
    return np.array(drawn, np.uint32).T.copy()


@pytest.mark.parametrize(("week", "k"), [(-52, 0), (0, 1), (77, 2**32 - 1), (4, 0x12345670)])
def test_what_is_drawn_in_a_week_is_mixed_of_its_words(week: int, k: int) -> None:
    """For many at once, for one of the range, for anybody in any week, and by the twin; no more than is asked for."""

    def _all(k, one, words, when, many, found):  # type: ignore[no-untyped-def]
        draws.draw_words(0, words.shape[1], one, k, words, many)
        for i in range(words.shape[1]):
            near, far = draws.this_week(i, k, one, words), draws.lot_of(one, when[0], i, k)
            for q in range(4):
                found[0, q, i], found[1, q, i] = near[q], far[q]
            found[2, 0, i] = draws.word_of(one, when[0], i, k)

    n = 50
    wanted = np.array([naive_draws.draw((i, week, NUMBER, k), (K0, K1)) for i in range(n)]).T
    for rows in (1, 3, 4):
        many, found = np.zeros((rows, n), np.uint32), np.zeros((3, 4, n), np.int64)
        call(_all, k, draws.Draws(NUMBER, K0, K1), week_words(week, 0, n), np.array([week]), many, found)
        assert (many == wanted[:rows]).all()
        assert (found[:2] == wanted).all()
        assert (found[2, 0] == wanted[0]).all()


def test_a_draw_for_good_is_that_of_week_0() -> None:
    """What an institution drew for everybody as it began is what it draws one by one."""
    found = draws.lots4(2**32 * K1 + K0, "for good", 9)
    assert found.tolist() == [
        list(naive_draws.draw((i, 0, naive_draws.stream("for good"), 0), (K0, K1))) for i in range(9)]


def test_places_have_words_of_their_own_for_each_time() -> None:
    """As the twin draws them; a million of them are spread evenly, and neither neighbours nor times go together."""

    def _places(one, found):  # type: ignore[no-untyped-def]
        for time in range(found.shape[0]):
            for place in range(found.shape[1]):
                found[time, place] = draws.of_place(one, time, place)

    found = np.zeros((1000, 1000), np.uint32)
    call(_places, draws.Draws(NUMBER, K0, K1), found)
    for time, place in ((0, 0), (0, 1), (1, 0), (999, 437)):
        assert found[time, place] == naive_draws.of_place(place, time, NUMBER, (K0, K1))
    counts = np.bincount((found >> np.uint32(24)).ravel(), minlength=256)
    expected = found.size / 256
    assert abs(((counts - expected) ** 2 / expected).sum() - 255) < 5 * np.sqrt(2 * 255)
    for shifted in (found[:, 1:], found[1:]):
        same = found[: shifted.shape[0], : shifted.shape[1]]
        assert abs(np.corrcoef(same.ravel(), shifted.ravel())[0, 1]) < 5 / 1000


def test_streams_mixed_of_the_same_words_do_not_go_together() -> None:
    """Nor do their words among themselves, nor with the week's: every bit of one against every bit of the other.

    Of 200,000 citizens; a pair of bits that went together in more than half and six standard deviations would show.
    Names that are alike and such that differ in one bit are among the streams.
    """
    n = 200_000
    words = np.ascontiguousarray(draws.columns4(7, "week", n).T)
    numbers = [draws.stream(name) for name in ("pay", "phone", "borrow")]
    numbers += [numbers[0] ^ 1, numbers[0] ^ 1 << 31]
    drawn = [*words]
    for number in numbers:
        found = np.zeros((4, n), np.uint32)

        def _some(one, words, found):  # type: ignore[no-untyped-def]
            draws.draw_words(0, words.shape[1], one, 0, words, found)

        call(_some, draws.Draws(number, 0, 0), words, found)
        drawn += [*found]
    bits = np.concatenate([np.unpackbits(row.view(np.uint8).reshape(n, 4), axis=1) for row in drawn], axis=1)
    signs = bits.astype(np.float32) * 2 - 1
    together = np.abs(signs.T @ signs) / np.sqrt(n)
    np.fill_diagonal(together, 0)
    assert together.max() < 6
    ones = np.abs(signs.sum(axis=0)) / np.sqrt(n)
    assert ones.max() < 6


def test_one_bit_more_or_less_changes_half_of_what_is_mixed() -> None:
    """Of the word that is mixed twice and of the number, whatever the bit: each bit of the result in half of all cases.

    The other word, added halfway, is drawn as evenly as the first: of it no more is asked than that nothing is lost.
    """
    n = 20_000
    one, other, number = (draws.column(3, name, n) for name in ("one", "other", "number"))

    def _mix_all(one, other, number, found):  # type: ignore[no-untyped-def]
        for i in range(found.shape[0]):
            found[i] = draws.mixed_pair(one[i], other[i], number[i])

    def mix(*words: np.ndarray) -> np.ndarray:
        found = np.zeros(n, np.uint32)
        call(_mix_all, *words, found)
        return found

    before = mix(one, other, number)
    for bit in range(32):
        one_bit = np.uint32(1 << bit)
        for after in (mix(one ^ one_bit, other, number), mix(one, other, number ^ one_bit)):
            flips = np.unpackbits((before ^ after).view(np.uint8).reshape(n, 4), axis=1).mean(axis=0)
            assert np.abs(flips - 0.5).max() < 0.05, (bit, flips)
        assert (before != mix(one, other ^ one_bit, number)).all()
