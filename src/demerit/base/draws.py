"""Draws: counter-based random words that belong to (seed, stream, week, who, k) and to nothing else.

The generator is Philox-4x32-10 (Salmon, Moraes, Dror & Shaw 2011, *Parallel random numbers: as easy as 1, 2, 3*),
checked against the known-answer vectors of Random123. A word's place in the counter is

    counter = (who, week, stream, k)      key = (seed's low word, seed's high word)

so that adding a stream moves no word of another, and a run on any number of threads draws the same words.
A draw about a pair is keyed by ``who = min`` and ``k = max`` of the two ids: both ends compute it alike.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

u32 = np.uint32
u64 = np.uint64
MASK = 0xFFFFFFFF
Four = tuple[int, int, int, int]
"""Four words of 32 bits, as whole numbers."""
Array = NDArray[Any]


def four_words(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> Four:
    """Give four 32-bit words for a counter of four words and a key of two, in ten rounds: for Python."""
    c0, c1, c2, c3 = int(c0) & MASK, int(c1) & MASK, int(c2) & MASK, int(c3) & MASK
    for a, b in _keys(int(k0) & MASK, int(k1) & MASK):
        p0, p1 = c0 * 0xD2511F53, c2 * 0xCD9E8D57
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ a, p1 & MASK, (p0 >> 32) ^ c3 ^ b, p0 & MASK
    return c0, c1, c2, c3


@lru_cache(maxsize=64)
def _keys(k0: int, k1: int) -> list[tuple[int, int]]:
    """Give the key of each of the ten rounds."""
    return [((k0 + t * 0x9E3779B9) & MASK, (k1 + t * 0xBB67AE85) & MASK) for t in range(10)]


def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """Give the same for loops, on words of 32 bits."""
    for _ in range(10):
        p0 = u64(c0) * u64(0xD2511F53)
        p1 = u64(c2) * u64(0xCD9E8D57)
        c0, c1, c2, c3 = u32(p1 >> u64(32)) ^ c1 ^ k0, u32(p1), u32(p0 >> u64(32)) ^ c3 ^ k1, u32(p0)
        k0 = u32(k0 + u32(0x9E3779B9))
        k1 = u32(k1 + u32(0xBB67AE85))
    return c0, c1, c2, c3


class Draws(NamedTuple):
    """Whose draws: a stream, and the key of a seed."""

    stream: int
    k0: int
    k1: int


def words(draws: Draws, week: int, who: int, k: int = 0) -> Four:
    """Give the four words of somebody, or of the smaller of a pair (`k` the larger), in a week."""
    w0, w1, w2, w3 = philox(u32(who), u32(week & MASK), u32(draws.stream), u32(k), u32(draws.k0), u32(draws.k1))
    return int(w0), int(w1), int(w2), int(w3)


def draw_range(lo: int, hi: int, week: int, draws: Draws, k: int, w0: Array, w1: Array, w2: Array, w3: Array) -> None:
    """Draw the four words of every row from `lo` to `hi`, together, so that the compiler draws many at once.

    Indices are unsigned and nothing but the row changes: the compiler gives up otherwise (9.8 for 2.0 ns a row).
    """
    now, number, more = u32(week & MASK), u32(draws.stream), u32(k)
    k0, k1 = u32(draws.k0), u32(draws.k1)
    for j in range(u64(lo), u64(hi)):
        w0[j], w1[j], w2[j], w3[j] = philox(u32(j), now, number, more, k0, k1)


def draw_halves(lo: int, hi: int, week: int, draws: Draws, many: int, words_of: Array) -> None:
    """Draw so many words of 16 bits of every row, at most 8: two stand in each of ``words_of[q]``, uint32 ``(4, m)``.

    These are the words of `draw_range` with k = 0; of the others none is written.
    """
    now, number = u32(week & MASK), u32(draws.stream)
    k0, k1 = u32(draws.k0), u32(draws.k1)
    w0, w1 = words_of[0], words_of[1]
    if many > 4:
        draw_range(lo, hi, week, draws, 0, w0, w1, words_of[2], words_of[3])
    elif many > 2:
        for j in range(u64(lo), u64(hi)):
            w0[j], w1[j], _, _ = philox(u32(j), now, number, u32(0), k0, k1)
    else:
        for j in range(u64(lo), u64(hi)):
            w0[j], _, _, _ = philox(u32(j), now, number, u32(0), k0, k1)


def draw_block(lo: int, hi: int, week: int, draws: Draws, k: int, w0: Array, w1: Array, w2: Array, w3: Array) -> None:
    """Do the same into scratch of which the first place is that of row `lo`."""
    now, number, more = u32(week & MASK), u32(draws.stream), u32(k)
    k0, k1 = u32(draws.k0), u32(draws.k1)
    for j in range(u64(hi - lo)):
        w0[j], w1[j], w2[j], w3[j] = philox(u32(j + u64(lo)), now, number, more, k0, k1)


def mixed(word: int, key: int) -> int:
    """Give 32 bits of a drawn word for one of many named things: its `key` is the number of its name's stream.

    One draw serves all of them, each keyed by its name, so that another thing beside them moves nothing (the finaliser
    of MurmurHash3 over word and key; Appleby 2011, public domain).
    """
    h = (word ^ key) & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def mixed_narrow(word: Any, key: Any) -> Any:
    """Give the same of words of 32 bits, in 32 bits, so that the compiler mixes those of many rows at once."""
    h = u32(word ^ key)
    h = u32((h ^ (h >> u32(16))) * u32(0x85EBCA6B))
    h = u32((h ^ (h >> u32(13))) * u32(0xC2B2AE35))
    return u32(h ^ (h >> u32(16)))


@cache
def stream(name: str) -> int:
    """Give the 32-bit number of the stream called `name`, the same on every machine.

    Collisions between the names in use are looked for by a test.
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


def key(seed: int) -> tuple[np.uint32, np.uint32]:
    """Give the two key words of a seed, 0 <= seed < 2**64."""
    return u32(seed & 0xFFFFFFFF), u32(seed >> 32)


def _fill(draws: Draws, k: int, words: Array) -> None:
    draw_range(0, words.shape[1], 0, draws, k, words[0], words[1], words[2], words[3])


def _filled(seed: int, name: str, n: int, k: int) -> NDArray[np.uint32]:
    """Give the four words of each row, shape ``(4, n)``."""
    from demerit.base.native import call  # which stands above

    made = np.empty((4, n), np.uint32)
    k0, k1 = key(seed)
    call(_fill, Draws(stream(name), int(k0), int(k1)), k, made)
    return made


def columns4(seed: int, name: str, n: int, k: int = 0) -> NDArray[np.uint32]:
    """Give four words a row for a column of `n` rows, shape ``(n, 4)``, from the stream called `name`."""
    return np.ascontiguousarray(_filled(seed, name, n, k).T)


def column(seed: int, name: str, n: int, k: int = 0) -> NDArray[np.uint32]:
    """Give one word a row for a column of `n` rows, shape ``(n,)``, from the stream called `name`."""
    first: NDArray[np.uint32] = _filled(seed, name, n, k)[0].copy()
    return first
