"""Meeting: who of so many meets whom, as an involution that every citizen works out alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.base.loom import Array

i64: Any = np.int64
u32: Any = np.uint32
u64: Any = np.uint64

MOST = 63
"""Times that one is shuffled on from a cell that is no place: a x b is little more than n."""


def _mixed(v: int, key: int, t: int) -> Any:
    """Give 32 well mixed bits of a half, a key and a round (the finaliser of MurmurHash3)."""
    h = u32(u32(v) * u32(0x9E3779B1)) ^ u32(key) ^ u32(u32(t + 1) * u32(0x85EBCA6B))
    h = u32((h ^ (h >> u32(16))) * u32(0x85EBCA6B))
    h = u32((h ^ (h >> u32(13))) * u32(0xC2B2AE35))
    return h ^ (h >> u32(16))


def partner_of(i: int, n: int, key: int) -> Any:
    """Give whom `i` meets among 0 .. n - 1: shuffle, swap neighbours, shuffle back; `i` itself where nobody is left.

    The shuffle is a generalised Feistel network over ``a x b >= n`` cells (Black & Rogaway 2002) with cycle walking;
    for a random key each pair is about equally likely, and neighbours in memory do not meet neighbours.
    """
    a, b = cells(n)
    return partner_in(i, n, a, b, key)


def cells(n: int) -> tuple[Any, Any]:
    """Give ``a`` and ``b``, about alike, of the a x b cells in which n are shuffled; 1 and 1 where there are none."""
    a = i64(np.sqrt(float(n)))
    while a * a > n:
        a -= 1
    while (a + 1) * (a + 1) <= n:
        a += 1
    a = max(a, i64(1))
    return a, max((n + a - 1) // a, i64(1))


def partner_in(i: int, n: int, a: int, b: int, key: int) -> Any:
    """Give the same where the cells are known."""
    if n < 2:
        return i
    at = swapped(shuffled(u32(i) // u32(b), u32(i) % u32(b), a, b, key), n, a, b, key)
    return walked_back(shuffled_back(at // u32(b), at % u32(b), a, b, key), n, a, b, key)


def partners_in(first: int, last: int, n: int, a: int, b: int, key: int, who: Array, left: Array, right: Array) -> None:
    """Put whom each of them meets in the place of those of 0 .. n - 1 that stand in `who`, from `first` to `last`.

    They are shuffled together, so that the compiler shuffles several at once; `left` and `right` are scratch.
    """
    if n < 2:
        return
    for q in range(u64(first), u64(last)):
        left[q], right[q] = who[q] // u32(b), who[q] % u32(b)
    for q in range(u64(first), u64(last)):
        who[q] = shuffled(left[q], right[q], a, b, key)
    for q in range(u64(first), u64(last)):
        at = swapped(who[q], n, a, b, key)
        left[q], right[q] = at // u32(b), at % u32(b)
    for q in range(u64(first), u64(last)):
        who[q] = shuffled_back(left[q], right[q], a, b, key)
    for q in range(u64(first), u64(last)):
        who[q] = walked_back(who[q], n, a, b, key)


def shuffled(left: Any, right: Any, a: int, b: int, key: int) -> Any:
    """Give the cell to which that of row `left` and column `right` is shuffled."""
    for t in (0, 2, 4):
        left = within(left + share(right, key, t, a), a)
        right = within(right + share(left, key, t + 1, b), b)
    return u32(left * u32(b) + right)


def shuffled_back(left: Any, right: Any, a: int, b: int, key: int) -> Any:
    """Give the cell from which that of row `left` and column `right` was shuffled."""
    for t in (4, 2, 0):
        right = within(right + (u32(b) - share(left, key, t + 1, b)), b)
        left = within(left + (u32(a) - share(right, key, t, a)), a)
    return u32(left * u32(b) + right)


def share(half: Any, key: int, t: int, size: int) -> Any:
    """Give a number below `size` for a half, a key and a round."""
    return u32((u64(_mixed(half, key, t)) * u64(size)) >> u64(32))


def within(x: Any, size: int) -> Any:
    """Give a number that is below twice `size` less `size`, where it is not below that."""
    return min(u32(x), u32(u32(x) - u32(size)))


def swapped(at: Any, n: int, a: int, b: int, key: int) -> Any:
    """Give the neighbour of the place among n to which somebody is shuffled; the place itself where there is none."""
    for _ in range(MOST):
        if at < n:
            break
        at = shuffled(at // u32(b), at % u32(b), a, b, key)
    return at ^ u32(1) if at ^ u32(1) < n else at


def walked_back(at: Any, n: int, a: int, b: int, key: int) -> Any:
    """Give the place among n from which somebody was shuffled, by way of cells that are none."""
    for _ in range(MOST):
        if at < n:
            break
        at = shuffled_back(at // u32(b), at % u32(b), a, b, key)
    return at
