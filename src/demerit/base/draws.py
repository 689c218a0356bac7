"""Draws: counter-based random words that belong to (seed, stream, week, who, k) and to nothing else.

The generator is Philox-4x32-10 (Salmon, Moraes, Dror & Shaw 2011, *Parallel random numbers: as easy as 1, 2, 3*),
checked against the known-answer vectors of Random123. A word's place in the counter is

    counter = (who, week, stream, k)      key = (seed's low word, seed's high word)

so that adding a stream moves no word of another, and a run on any number of threads draws the same words.
A draw about a pair is keyed by ``who = min`` and ``k = max`` of the two ids: both ends compute it alike.

What is drawn for everybody in every week costs ten rounds once: from the stream called ``week`` each citizen draws
four words, the *week's words*, and every other draw of the citizen in that week is these, mixed with the number of its
stream (`mixed_pair`). docs/why/one_draw_a_week.md tells why, and what that is held against.
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


def mixed_pair(one: Any, other: Any, key: Any) -> Any:
    """Give 32 bits of two words of 32 bits for whatever `key` names, alone or for many rows at once.

    It is the finaliser of MurmurHash3 over the one word and the key, with the other word added halfway: who shares one
    word with somebody does not share what is made of both. Both words must be drawn: the other is mixed half as often.
    """
    h = u32(one) ^ u32(key)
    h = u32((h ^ (h >> u32(16))) * u32(0x85EBCA6B))
    h = u32((h ^ (h >> u32(13))) + u32(other))
    h = u32((h ^ (h >> u32(16))) * u32(0xC2B2AE35))
    return u32(h ^ (h >> u32(16)))


def mixed_pair_of_ints(one: int, other: int, key: int) -> int:
    """Give the same of plain ints, for Python."""
    h = (int(one) ^ int(key)) & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) + int(other)) & MASK
    h = ((h ^ (h >> 16)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def keyed(number: int, k: int) -> int:
    """Give what the week's words are mixed with for a stream's draw of this `k`."""
    return mixed((number + 0x9E3779B9) & MASK, k & MASK)


def lot_from(w0: Any, w1: Any, w2: Any, w3: Any, key: int) -> Four:
    """Give the four words that somebody's words of a week make with a key; what nobody reads of them costs nothing."""
    return (int(mixed_pair(w0, w1, key)), int(mixed_pair(w1, w2, key)), int(mixed_pair(w2, w3, key)),
            int(mixed_pair(w3, w0, key)))


def draw_words(lo: int, hi: int, draws: Draws, k: int, week_words: Array, words_of: Array) -> None:
    """Draw for every row from `lo` to `hi` as many words as `words_of` has rows, at most 4, uint32 ``(many, m)``."""
    key = u32(keyed(draws.stream, k))
    for q in range(words_of.shape[0]):
        one, other, into = week_words[q], week_words[(q + 1) & 3], words_of[q]
        for j in range(u64(lo), u64(hi)):
            into[j] = mixed_pair(one[j], other[j], key)


def of_place(draws: Draws, time: int, place: int) -> int:
    """Give a word of one of many places, that is of many citizens together, for a time; asked for by all of them.

    It is two words of the stream, the same for all places and times, mixed with the place and with the time.
    """
    w0, w1, _, _ = words(draws, 0, MASK)
    return int(mixed_pair(mixed(w0, place), w1, keyed(draws.stream, time)))


def this_week(i: int, k: int, draws: Draws, week_words: Array) -> Four:
    """Give four words of a citizen for this `k`, this week: `week_words` are the week's words of a range."""
    return lot_from(week_words[0, i], week_words[1, i], week_words[2, i], week_words[3, i], keyed(draws.stream, k))


def lot_of(draws: Draws, week: int, who: int, k: int = 0) -> Four:
    """Give the same of anybody, in this week or another."""
    w0, w1, w2, w3 = philox(u32(who), u32(week & MASK), u32(WEEKLY), u32(0), u32(draws.k0), u32(draws.k1))
    return lot_from(w0, w1, w2, w3, keyed(draws.stream, k))


def word_of(draws: Draws, week: int, who: int, k: int = 0) -> int:
    """Give the first word of that."""
    return lot_of(draws, week, who, k)[0]


@cache
def stream(name: str) -> int:
    """Give the 32-bit number of the stream called `name`, the same on every machine.

    Collisions between the names in use are looked for by a test.
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


WEEKLY = stream("week")
"""The stream of the week's words."""


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


def _mix(draws: Draws, week_words: Array, made: Array) -> None:
    draw_words(0, made.shape[1], draws, 0, week_words, made)


def lots4(seed: int, name: str, n: int) -> NDArray[np.uint32]:
    """Give four words a row, shape ``(n, 4)``: the draw of each for good in the stream called `name`."""
    from demerit.base.native import call  # which stands above

    made = np.empty((4, n), np.uint32)
    call(_mix, Draws(stream(name), 0, 0), _filled(seed, "week", n, 0), made)
    return np.ascontiguousarray(made.T)
