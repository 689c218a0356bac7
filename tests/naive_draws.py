"""The naive twin's draws, choice and meetings: plain ints, one citizen at a time, nothing shared with the kernels."""

from __future__ import annotations

import hashlib
import math

WORD = 0xFFFFFFFF
Key = tuple[int, int]


def philox(counter: tuple[int, int, int, int], key: Key, rounds: int = 10) -> tuple[int, int, int, int]:
    """Give four words of 32 bits for a counter of four and a key of two (Salmon et al. 2011)."""
    a, b, c, d = (word & WORD for word in counter)
    high, low = key
    for _ in range(rounds):
        first, second = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (second >> 32) ^ b ^ high, second & WORD, (first >> 32) ^ d ^ low, first & WORD
        high, low = (high + 0x9E3779B9) & WORD, (low + 0xBB67AE85) & WORD
    return a, b, c, d


def stream(name: str) -> int:
    """Give the number of a stream: the first four bytes of blake2b of its name, the least first."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


def mixed(word: int, name: str | int) -> int:
    """Give 32 bits of a word for one of many named things, or the number of one (MurmurHash3's finaliser over both)."""
    h = word ^ (stream(name) if isinstance(name, str) else name)
    h = (h ^ h >> 16) * 0x85EBCA6B & WORD
    h = (h ^ h >> 13) * 0xC2B2AE35 & WORD
    return h ^ h >> 16


def mixed_pair(one: int, other: int, number: int) -> int:
    """Give 32 bits of two words for a number: the same finaliser, with the other word added halfway."""
    h = one ^ number
    h = (h ^ h >> 16) * 0x85EBCA6B & WORD
    h = (h ^ h >> 13) + other & WORD
    h = (h ^ h >> 16) * 0xC2B2AE35 & WORD
    return h ^ h >> 16


def keyed(number: int, k: int) -> int:
    """Give what a stream's draw of this k is mixed with."""
    return mixed(number + 0x9E3779B9 & WORD, k & WORD)


def draw(counter: tuple[int, int, int, int], key: Key) -> tuple[int, int, int, int]:
    """Give four words of somebody in a week for a stream and k: of the words that they draw that week."""
    who, week, number, k = counter
    a, b, c, d = philox((who, week, stream("week"), 0), key)
    by = keyed(number, k)
    return mixed_pair(a, b, by), mixed_pair(b, c, by), mixed_pair(c, d, by), mixed_pair(d, a, by)


def of_place(place: int, time: int, number: int, key: Key) -> int:
    """Give the word of a place for a time, in a stream."""
    a, b, _, _ = philox((WORD, 0, number, 0), key)
    return mixed_pair(mixed(a, place), b, keyed(number, time))


def gumbel(share: float) -> int:
    """Give the Gumbel quantile of a share of one, in 1/1024 logit."""
    return round(-math.log(-math.log(share)) * 1024)


BODY = [gumbel((x + 0.5) / 4096) for x in range(4096)]


def upper(share: float, cells: int) -> list[int]:
    """Give the Gumbel quantiles of the uppermost `share`, at the middles of so many cells."""
    return [round(-math.log(-math.log1p(-share * (1 - (x + 0.5) / cells))) * 1024) for x in range(cells)]


FINE, FAR = upper(1 / 64, 1024), upper(1 / 4096, 4096)


def noise(citizen: int, week: int, number: int, option: int, words: tuple[int, ...], key: Key) -> int:
    """Give the noise of one option: 12 bits of the citizen's words, 16 in the top 64th, refined in the last 16."""
    half = words[option // 2] >> 16 if option % 2 else words[option // 2] & 0xFFFF
    if half < 64512:
        return BODY[half // 16]
    if half < 65520:
        return FINE[half - 64512]
    return FAR[philox((citizen, week, number, option + 1), key)[0] >> 20]


def chance(notches: int) -> int:
    """Give the logistic chance of 2**32 at so many notches of 1/64 logit."""
    return max(0, math.floor(2**32 / (1 + math.exp(-max(-1536, min(1536, notches)) / 64)) - 0.5))


def choose(citizen: int, week: int, number: int, key: Key, utilities: list[int]) -> int:
    """Give the option of the largest utility plus noise, the first of equals; of two the second by its chance."""
    words = draw((citizen, week, number, 0), key)
    if len(utilities) == 2:
        return int(words[0] < chance(utilities[1] - utilities[0]))
    best = [16 * u + noise(citizen, week, number, k, words, key) for k, u in enumerate(utilities)]
    return best.index(max(best))


def rounded(value: int, bits: int, word: int) -> int:
    """Give ``value / 2**bits``, up or down by chance."""
    return (value + word % 2**bits) // 2**bits


def _mixed(value: int, key: int, turn: int) -> int:
    """Give the finaliser of MurmurHash3 of a half, the key and the turn."""
    h = (value * 0x9E3779B1 & WORD) ^ key ^ ((turn + 1) * 0x85EBCA6B & WORD)
    h = (h ^ h >> 16) * 0x85EBCA6B & WORD
    h = (h ^ h >> 13) * 0xC2B2AE35 & WORD
    return h ^ h >> 16


def _shuffled(x: int, a: int, b: int, key: int) -> int:
    """Give the cell that the Feistel network over a x b cells puts `x` in."""
    left, right = divmod(x, b)
    for turn in range(3):
        left = (left + (_mixed(right, key, 2 * turn) * a >> 32)) % a
        right = (right + (_mixed(left, key, 2 * turn + 1) * b >> 32)) % b
    return left * b + right


def shuffle(n: int, key: int) -> list[int]:
    """Give the whole permutation of 0 .. n - 1: cells beyond n are walked on from."""
    a = math.isqrt(n)
    b = -(-n // a)
    places = []
    for i in range(n):
        x = _shuffled(i, a, b, key)
        while x >= n:
            x = _shuffled(x, a, b, key)
        places.append(x)
    return places


def partners(n: int, key: int) -> list[int]:
    """Give whom each of 0 .. n - 1 meets: neighbours after the shuffle; oneself where nobody is left."""
    if n < 2:
        return list(range(n))
    places = shuffle(n, key)
    who = [0] * n
    for i, x in enumerate(places):
        who[x] = i
    return [who[x ^ 1] if x ^ 1 < n else i for i, x in enumerate(places)]
