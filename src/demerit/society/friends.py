"""Ties of friends: at the scale of the circle, the zone and the whole society, and by introduction.

Adults are tied to adults and children to children; who is tied is drawn in proportion to `sociability`, so that the
friend degree of an adult is proportional to it. Adults take to those who are like them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import key, philox, stream
from demerit.base.native import call
from demerit.society.citizens import ADULT_AGE, PRODUCTION, RETIRED, Citizens, Column
from demerit.society.ties import COLLEAGUE, FRIEND, KIN

u32, u64 = np.uint32, np.uint64
CIRCLE, ZONE, SOCIETY, INTRODUCED = 1, 2, 3, 4
SCALE_NAMES = ("circle", "place", "society", "introduced")

ADULT_FRIENDS = 6.85
"""Mean friends and colleagues of an adult (calibrated: mean degree, kin included and over everyone, about
8.6)."""
CHILD_FRIENDS = 3.8
"""Mean friends of a child (assumed)."""
NOTCH = 64
"""Two who are so far apart take to each other with half the chance of two who are alike."""
CHILD_SCALES = {"circle": 0.75, "place": 0.25, "society": 0.0, "introduced": 0.0}
COMPOSITION = {"circle": 0.105, "place": 0.27, "society": 0.13, "introduced": 0.49}
"""What comes out in the manner `ALIKE`, for ties between adults: pairs that arise twice count once, at the smaller
scale (measured)."""
SURE = 900
"""A pair introduced ties with chance sociability x sociability / this, at most 1 (calibrated: degree in
proportion)."""
SAME_SEX = 0.17
"""Chance that a pair of different sex is drawn again (calibrated on gender assortativity)."""


class Manner(NamedTuple):
    """How adults find friends."""

    scales: dict[str, float]
    """Pairs drawn for every tie wanted, by where they arise, before those that arise twice are counted once."""
    taste: tuple[int, int, int] = (0, 0, 0)
    """How far a year of age, a level of schooling and a point of conviction at home set two people apart."""
    tries: int = 0
    """How often the second of two is drawn again at most while they do not take to each other."""
    rounds: int = 1
    """In how many rounds friends of friends are introduced: from the second on, friends made so introduce too."""
    overlap: int = 0
    """Per cent of the friends of the less befriended of two that must be common before they are introduced, and two
    at least, from the second round on. 0: nobody looks, and kin introduce too."""
    patience: int = 32
    """How many pairs of friends an introduction is sought among before it is given up."""


ALIKE = Manner(
    scales={"circle": 0.14, "place": 0.26, "society": 0.11, "introduced": 1.10},
    taste=(5, 22, 1), tries=6, rounds=6, overlap=27, patience=200,
)  # fmt: skip
"""Friends are alike and know each other (calibrated on the targets of groups `network` and `friends`, 5,000 to 100,000
people). Of what is at rest the knobs of `engine.steps.mingle` tell."""
BLIND = Manner({"circle": 0.22, "place": 0.17, "society": 0.12, "introduced": 0.49})
"""Nobody looks at likeness (calibrated on transitivity, place assortativity, modularity)."""


class Pairs(NamedTuple):
    """Pairs of citizens with ``u < v``, each once, sorted, and where each arose (0 kin, then the scales)."""

    u: NDArray[np.int32]
    v: NDArray[np.int32]
    scale: NDArray[np.uint8]


def unique_pairs(u: Column, v: Column, scale: Column) -> Pairs:
    """Order pairs and drop loops and doubles; of a pair that arose twice the lower scale stays."""
    low, high = np.minimum(u, v).astype(np.uint64), np.maximum(u, v).astype(np.uint64)
    packed = (low << u64(34)) | (high << u64(4)) | scale.astype(np.uint64)
    packed = packed[low != high]
    packed.sort()
    pair = packed >> u64(4)
    keep = np.concatenate([[True], pair[1:] != pair[:-1]])
    packed, pair = packed[keep], pair[keep]
    return Pairs(
        (pair >> u64(30)).astype(np.int32),
        (pair & u64(0x3FFFFFFF)).astype(np.int32),
        (packed & u64(15)).astype(np.uint8),
    )


def _search(weights, low, high, value):  # type: ignore[no-untyped-def]
    """Give the row in [low, high) in which the running sum `weights` passes `value`."""
    while low < high:
        middle = (low + high) >> 1
        if weights[middle + 1] > value:
            high = middle
        else:
            low = middle + 1
    return low


def _alike(i, j, age, schooling, home, taste, chance):  # type: ignore[no-untyped-def]
    """Give the chance, of 2**32, that two who differ so take to each other."""
    apart = taste[0] * abs(int(age[i]) - int(age[j]))
    apart += taste[1] * abs(int(schooling[i]) - int(schooling[j]))
    apart += taste[2] * abs(int(home[i]) - int(home[j]))
    return chance[min(apart, chance.shape[0] - 1)]


def _meet(  # type: ignore[no-untyped-def]
    m, weights, first, last, sex, again, tries, age, schooling, home, taste, chance, number, k0, k1, u, v
):
    """Draw `m` pairs: one end in proportion to the weights of all.

    The other of those in its range of rows, up to `tries` times more where the two do not take to each other.
    """
    n = sex.shape[0]
    for e in range(m):
        a, b, c, d = philox(u32(e), u32(0), u32(number), u32(0), u32(k0), u32(k1))
        i = _search(weights, 0, n, int((u64(a) * u64(weights[n])) >> u64(32)))
        low, high = first[i], last[i]
        span = u64(weights[high] - weights[low])
        j = _search(weights, low, high, weights[low] + int((u64(b) * span) >> u64(32)))
        if sex[i] != sex[j] and c < again:
            j = _search(weights, low, high, weights[low] + int((u64(d) * span) >> u64(32)))
        for attempt in range(1, tries + 1):
            a, b, c, d = philox(u32(e), u32(attempt), u32(number), u32(0), u32(k0), u32(k1))
            if u64(a) < _alike(i, j, age, schooling, home, taste, chance):
                break
            j = _search(weights, low, high, weights[low] + int((u64(b) * span) >> u64(32)))
            if sex[i] != sex[j] and c < again:
                j = _search(weights, low, high, weights[low] + int((u64(d) * span) >> u64(32)))
        u[e] = i
        v[e] = j


def _shared(i, j, start, friend):  # type: ignore[no-untyped-def]
    """Count the friends that two have in common."""
    common = 0
    for s in range(start[i], start[i + 1]):
        for t in range(start[j], start[j + 1]):
            common += int(friend[s] == friend[t])
    return common


def _introduce(  # type: ignore[no-untyped-def]
    m, start, friend, adult, weight, sure, patience, overlap, age, schooling, home, taste, chance,
    number, lap, k0, k1, u, v
):  # fmt: skip
    """Draw `m` pairs with a common friend: any half-tie's far end introduces its owner to another friend.

    From the second lap on they need `overlap` per cent of the friends of one of them in common, if that is not 0.
    """
    slots = u64(friend.shape[0])
    for e in range(m):
        u[e], v[e] = 0, 0
        for attempt in range(patience):
            a, b, c, d = philox(u32(e), u32(attempt), u32(number), u32(lap), u32(k0), u32(k1))
            middle = friend[(u64(a) * slots) >> u64(32)]
            degree = u64(start[middle + 1] - start[middle])
            i = friend[start[middle] + int((u64(b & u32(0xFFFF)) * degree) >> u64(16))]
            j = friend[start[middle] + int((u64(b >> u32(16)) * degree) >> u64(16))]
            warm = u64(weight[i]) * u64(weight[j])
            if i == j or not adult[i] or not adult[j] or (u64(c) * u64(sure)) >> u64(32) >= warm:
                continue
            if u64(d) >= _alike(i, j, age, schooling, home, taste, chance):
                continue
            if overlap > 0 and lap > 0:
                fewest = min(start[i + 1] - start[i], start[j + 1] - start[j])
                if 100 * _shared(i, j, start, friend) < max(200, overlap * fewest):
                    continue
            u[e], v[e] = i, j
            break


def _rows(n: int, pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give rows without spare slots."""
    both = np.concatenate([pairs.u, pairs.v])
    order = np.argsort(both, kind="stable")
    start = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(both, minlength=n), out=start[1:])
    return start, np.concatenate([pairs.v, pairs.u])[order]


def _range_of(group: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the first row and the row after the last of everyone's own group; `group` never falls."""
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    ends = np.concatenate([starts[1:], [len(group)]])
    length = ends - starts
    return np.repeat(starts, length), np.repeat(ends, length)


def _met(
    citizens: Citizens, seed: int, who: str, wanted: float, manner: Manner, likes: tuple[Column, ...]
) -> list[Pairs]:
    """Draw the pairs of adults or of children that arise in circles, zones and the whole society."""
    n = len(citizens.age)
    chosen = (citizens.age >= ADULT_AGE) == (who == "adults")
    weights = np.concatenate([[0], np.cumsum(citizens.sociability.astype(np.int64) * chosen)])
    if weights[-1] == 0:
        return []
    everyone = (np.zeros(n, np.int64), np.full(n, n, np.int64))
    ranges = (_range_of(citizens.circle), _range_of(citizens.zone), everyone)
    k0, k1 = key(seed)
    again = int(SAME_SEX * 2**32)
    met = []
    for scale, (first, last) in enumerate(ranges, start=1):
        m = round(wanted * int(chosen.sum()) / 2 * manner.scales[SCALE_NAMES[scale - 1]])
        u, v = np.empty(m, np.int32), np.empty(m, np.int32)
        number = stream(f"society.ties.{who}.{SCALE_NAMES[scale - 1]}")
        call(_meet, m, weights, first, last, citizens.sex, again, manner.tries, *likes, number, k0, k1, u, v)
        met.append(Pairs(u, v, np.full(m, scale, np.uint8)))
    return met


def _likes(citizens: Citizens, manner: Manner) -> tuple[Column, ...]:
    """Give what `_alike` reads: three columns, how much each counts, and the chance by how far apart two are."""
    chance = (2.0**32 * 0.5 ** (np.arange(16 * NOTCH) / NOTCH)).astype(np.uint64)
    return citizens.age, citizens.education, citizens.home, np.array(manner.taste, np.int64), chance


def _joined(parts: list[Pairs]) -> Pairs:
    return unique_pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def befriend(citizens: Citizens, seed: int, kin: Pairs, manner: Manner = ALIKE) -> Pairs:
    """Give all ties of a society: its kin and the friends drawn for it."""
    n = len(citizens.age)
    adult = citizens.age >= ADULT_AGE
    likes = _likes(citizens, manner)
    met = _met(citizens, seed, "adults", ADULT_FRIENDS * 1.08, manner, likes)
    met += _met(citizens, seed, "children", CHILD_FRIENDS * 1.1, Manner(CHILD_SCALES), likes)
    pairs = _joined([kin, *met])
    m = round(ADULT_FRIENDS * 1.15 * int(adult.sum()) / 2 * manner.scales["introduced"] / manner.rounds)
    k0, k1 = key(seed)
    number = stream("society.ties.introduced")
    asked = (manner.patience, manner.overlap, *likes)
    for lap in range(manner.rounds):
        u, v = np.empty(m, np.int32), np.empty(m, np.int32)
        among = pairs.scale > 0 if manner.overlap else np.ones(len(pairs.u), bool)
        known = Pairs(pairs.u[among], pairs.v[among], pairs.scale[among])
        start, friend = _rows(n, known)
        if len(friend):
            call(_introduce, m, start, friend, adult, citizens.sociability, SURE, *asked, number, lap, k0, k1, u, v)
            pairs = _joined([pairs, Pairs(u, v, np.full(m, INTRODUCED, np.uint8))])
    return pairs


def _pair_words(u, v, number, k0, k1, words):  # type: ignore[no-untyped-def]
    for e in range(u.shape[0]):
        words[e] = philox(u32(u[e]), u32(0), u32(number), u32(v[e]), u32(k0), u32(k1))[0]


def pair_words(seed: int, name: str, u: Column, v: Column) -> NDArray[np.uint32]:
    """Give a word for every pair ``u < v``, keyed by the pair, from the stream ``society.<name>``."""
    words = np.empty(len(u), np.uint32)
    k0, k1 = key(seed)
    call(_pair_words, u, v, stream(f"society.{name}"), k0, k1, words)
    return words


def kinds(citizens: Citizens, seed: int, pairs: Pairs) -> NDArray[np.uint8]:
    """Give the kind of every tie: kin.

    Colleague where both work for others and met in the circle or zone; else friend.
    """
    works = (citizens.occupation >= PRODUCTION) & (citizens.occupation < RETIRED)
    both = works[pairs.u] & works[pairs.v] & (pairs.scale <= ZONE)
    chance = pair_words(seed, "ties.colleague", pairs.u, pairs.v) < u32(0.6 * 2**32)
    kind = np.where(both & chance, COLLEAGUE, FRIEND).astype(np.uint8)
    kind[pairs.scale == 0] = KIN
    return kind


def bonds(citizens: Citizens, seed: int, pairs: Pairs, kind: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give the bond of every tie, 0 .. 63 (assumed).

    Couples 56-63, kin 40-63, friends 16-47, colleagues 8-39.
    """
    word = (pair_words(seed, "ties.bond", pairs.u, pairs.v) >> u32(16)).astype(np.int64)
    low = np.array([0, 40, 16, 8])[kind]
    width = np.array([0, 24, 32, 32])[kind]
    couple = citizens.spouse[pairs.u] == pairs.v
    low, width = np.where(couple, 56, low), np.where(couple, 8, width)
    given: NDArray[np.uint8] = (low + ((word * width) >> 16)).astype(np.uint8)
    return given
