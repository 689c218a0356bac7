"""What bureaus see: who is whose customer, and which bureaus see a deed; some citizens at a time, all together.

Eight bureaus stand side by side: their keys, shares and bits in the order in which the law holds them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import MASK, Draws, keyed, mixed_narrow, mixed_pair, this_week
from demerit.institutions.institution import Array
from demerit.rows.diary import MONTH

i32 = np.int32
u32 = np.uint32
u64 = np.uint64

BUREAUS = 8
SEEN = 16
"""Where the draws of what is seen begin: after those of who is whose customer, and of rounding."""
TOGETHER = 512
"""Citizens whose month is reckoned at a time: what is known of them lies in the innermost cache."""
FEW = 8
"""Where less than one in so many did something, they are taken one by one."""
ANY = 1 << (2 * BUREAUS)
"""In `Some.bits`, over those of whose customer one is and of which bureaus saw anything: that any saw the last deed."""


class Some(NamedTuple):
    """Scratch for `TOGETHER` citizens, int32: what is known of each of them."""

    gained: Array
    """Bureau -> what its file gains this month, then the file; two places, the second the citizen."""
    union: Array
    """The same of what any bureau saw."""
    full: Array
    """The same of all deeds that count."""
    bits: Array
    """Whose customer one is, a bit a bureau; above these, which bureaus saw anything."""
    word: Array
    """A word that is drawn; where few did something, who they are."""
    points: Array
    """Points of the deed that is looked at."""


class Rules(NamedTuple):
    """What it reads of the law."""

    shift: Array
    bits: Array
    weekly: int
    first: Array
    lot: Array
    points: Array
    shares: Array
    watched: Array
    keys: Array
    there: int
    low: int
    high: int
    counting: Array


class Numbers(NamedTuple):
    """The acts whose watchers have more customers."""

    speak: int
    shop: int


def draw(n: int, first: int, lo: int, draws: Draws, k: int, words: Array, q: int, word: Array) -> None:
    """Draw a word of `n` citizens from `first` on, of their words of this week or of those for good."""
    key, one, other = u32(keyed(draws.stream, k)), words[q], words[q + 1]
    for j in range(u64(n)):
        i = j + u64(first)
        drawn = int(mixed_pair(one[i], other[i], key))
        word[j + u64(lo)] = drawn - ((drawn >> 31) << 32)


def drawn_of(word: int) -> Any:
    """Give a word of 32 bits that stands in numbers with a sign."""
    return u32(int(word) & MASK)


def note_customers(n: int, lo: int, law: Rules, numbers: Numbers, online: int, other: int, some: Some) -> None:
    """Note whose customer one is, for good: by one drawn word, keyed by the name of each bureau.

    Of 256 adults `online` are customers of a bureau that sees speech or shopping, and `other` of any other.
    """
    often = int(law.watched[numbers.speak]) | int(law.watched[numbers.shop])
    for j in range(u64(lo), u64(lo + n)):
        some.bits[j] = 0
    for b in range(BUREAUS):
        key, least, bit = u32(law.keys[b]), u32(online if (often >> b) & 1 else other), i32(1 << b)
        for j in range(u64(lo), u64(lo + n)):
            mine = mixed_narrow(drawn_of(some.word[j]), key) >> u32(24) < least
            some.bits[j] |= bit if mine else i32(0)


def look_at(n: int, first: int, lo: int, diary: Array, deeds: Array, law: Rules, draws: Draws, week_words: Array,
            some: Some) -> None:
    """Sum up what a month brings to the files of `n` citizens from `first` on: act by act, and week by week."""
    for b in range(BUREAUS):
        for j in range(u64(lo), u64(lo + n)):
            some.gained[b, j] = 0
    for j in range(u64(lo), u64(lo + n)):
        some.union[j] = 0
        some.full[j] = 0
    for number in law.counting:
        act = int(number)
        k, points = SEEN + 4 * int(law.lot[act]), law.points[law.first[act] :]
        if act < law.weekly:
            bits = int(law.bits[act])
            for at in range(MONTH):
                did = worth_of_week(n, first, lo, diary, int(law.shift[act]) + bits * at, bits, points, some)
                see(n, first, lo, did, act, k + at, law, draws, week_words, some)
        else:
            did = worth(n, first, lo, deeds[act], points, some)
            see(n, first, lo, did, act, k, law, draws, week_words, some)


def worth(n: int, first: int, lo: int, done: Array, points: Array, some: Some) -> int:
    """Look up the points of a deed of a monthly act, and add them to the full file; give how many have any."""
    many = i32(0)
    for j in range(u64(n)):
        p = j + u64(lo)
        more = i32(points[done[j + u64(first)]])
        some.points[p] = more
        some.full[p] += more
        many += i32(1) if more != i32(0) else i32(0)
    return int(many)


def worth_of_week(n: int, first: int, lo: int, diary: Array, shift: int, bits: int, points: Array, some: Some) -> int:
    """Look up the same of a deed of a weekly act in one week."""
    many = i32(0)
    for j in range(u64(n)):
        p = j + u64(lo)
        more = i32(points[(int(diary[j + u64(first)]) >> shift) & ((1 << bits) - 1)])
        some.points[p] = more
        some.full[p] += more
        many += i32(1) if more != i32(0) else i32(0)
    return int(many)


def see(n: int, first: int, lo: int, did: int, act: int, k: int, law: Rules, draws: Draws, week_words: Array,
        some: Some) -> None:
    """Add the points of a deed to the files of the bureaus that see it: one drawn word, keyed by the name of each.

    Of a customer's deeds a bureau sees the share of 256 that the law gives it of the act. Where few `did` what has
    points, these are taken one by one.
    """
    watched = int(law.watched[act])
    if did == 0 or watched == 0:
        return
    if FEW * did < n and watched & (watched - 1) != 0:
        for q in range(note_doers(n, lo, some)):
            p = u64(some.word[u64(lo) + u64(q)])
            see_one(int(p), int(p) - lo + first, act, k, law, draws, week_words, some)
        return
    draw(n, first, lo, draws, k, week_words, 0, some.word)
    for b in range(BUREAUS):
        if watched >> b & 1:
            file(n, lo, b, int(law.shares[act, b]), int(law.keys[b]), some)
    for j in range(u64(lo), u64(lo + n)):
        some.union[j] += some.points[j] if some.bits[j] & i32(ANY) != i32(0) else i32(0)
        some.bits[j] &= i32(ANY - 1)


def file(n: int, lo: int, b: int, share: int, key: int, some: Some) -> None:
    """Add the points of the deed to the file of one bureau, of those customers of whom it sees it."""
    least, named, gained = u32(share), u32(key), some.gained[b]
    mine, saw = i32(1 << b), i32(1 << (BUREAUS + b) | ANY)
    for j in range(u64(lo), u64(lo + n)):
        sees = mixed_narrow(drawn_of(some.word[j]), named) >> u32(24) < least
        hit = sees & (some.bits[j] & mine != i32(0)) & (some.points[j] != i32(0))
        gained[j] += some.points[j] if hit else i32(0)
        some.bits[j] |= saw if hit else i32(0)


def note_doers(n: int, lo: int, some: Some) -> int:
    """Note in `word`, from the place `lo` on, where those stand who did something that has points; give how many."""
    end = u64(lo)
    for j in range(u64(lo), u64(lo + n)):
        some.word[end] = j
        end += u64(some.points[j] != 0)
    return int(end) - lo


def see_one(p: int, i: int, act: int, k: int, law: Rules, draws: Draws, week_words: Array, some: Some) -> None:
    """Do for citizen `i`, who stands in place `p` of the scratch, what `file` does for all."""
    word, points, bits = u32(this_week(i, k, draws, week_words)[0]), int(some.points[p]), int(some.bits[p])
    customer, seen = bits & int(law.watched[act]), 0
    for b in range(BUREAUS):
        if customer >> b & 1 and int(mixed_narrow(word, u32(law.keys[b])) >> u32(24)) < law.shares[act, b]:
            some.gained[b, p] += points
            seen |= 1 << (BUREAUS + b)
    some.bits[p] = bits | seen
    some.union[p] += points if seen else 0
