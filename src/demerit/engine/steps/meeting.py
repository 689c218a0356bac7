"""Meeting: who of so many meets whom, as an involution that every citizen works out alone."""

from __future__ import annotations

from typing import Any

import numpy as np

i64: Any = np.int64
u32: Any = np.uint32
u64: Any = np.uint64

ROUNDS = 3


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
    x = i64(i)
    for _ in range(64):
        left, right = x // b, x % b
        for t in range(ROUNDS):
            left += i64((u64(_mixed(right, key, 2 * t)) * u64(a)) >> u64(32))
            if left >= a:
                left -= a
            right += i64((u64(_mixed(left, key, 2 * t + 1)) * u64(b)) >> u64(32))
            if right >= b:
                right -= b
        x = left * b + right
        if x < n:
            break
    x ^= 1
    if x >= n:
        return i
    for _ in range(64):
        left, right = x // b, x % b
        for s in range(ROUNDS):
            t = ROUNDS - 1 - s
            right -= i64((u64(_mixed(left, key, 2 * t + 1)) * u64(b)) >> u64(32))
            if right < 0:
                right += b
            left -= i64((u64(_mixed(right, key, 2 * t)) * u64(a)) >> u64(32))
            if left < 0:
                left += a
        x = left * b + right
        if x < n:
            break
    return x
