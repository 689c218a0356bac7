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
    written = re.compile(r"""(?:stream\(|columns?4?\(\w[\w.]*, )"([^"{]+)\"""")
    for file in Path(demerit.__path__[0]).rglob("*.py"):
        asked |= set(written.findall(file.read_text(encoding="utf-8")))
    assert {"speak", "week", "aware", "panel", "meet", "society.education"} <= asked
    numbers = {name: draws.stream(name) for name in asked}
    assert len(set(numbers.values())) == len(numbers)


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


@pytest.mark.parametrize("many", range(1, 9))
def test_of_a_draw_as_many_words_are_written_as_are_asked_for(many: int) -> None:
    """They are those of the whole draw; what is not asked for stays as it was."""
    whole, some = np.zeros((4, 50), np.uint32), np.full((4, 50), 7, np.uint32)
    one = draws.Draws(draws.stream("halves"), 3, 2**32 - 1)

    def _whole(one, words_of):  # type: ignore[no-untyped-def]
        draws.draw_range(5, 50, 9, one, 0, words_of[0], words_of[1], words_of[2], words_of[3])

    def _some(many, one, words_of):  # type: ignore[no-untyped-def]
        draws.draw_halves(5, 50, 9, one, many, words_of)

    call(_whole, one, whole)
    call(_some, many, one, some)
    written = 1 if many <= 2 else 2 if many <= 4 else 4
    np.testing.assert_array_equal(some[:written, 5:], whole[:written, 5:])
    assert (some[written:] == 7).all()
    assert (some[:, :5] == 7).all()
    assert whole[:, 5:].T.tolist() == [list(naive_draws.philox((i, 9, one.stream, 0), one[1:])) for i in range(5, 50)]
