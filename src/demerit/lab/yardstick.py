"""The yardstick of speed: a week of five acts, written by hand into two loops, against which the model is held.

It is no part of the model: no institutions, no gates, no months, no counts. It says what this machine does with the
same kind of work, so that ratios can be quoted where seconds cannot: machines differ, and the same one drifts by half.
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from demerit.base.draws import column

i32: Any = np.int32
u32: Any = np.uint32
u64: Any = np.uint64
Array = NDArray[Any]

SLOTS = 16
"""Slots of ties a citizen, twelve of them taken."""
NOISE = np.round(-np.log(-np.log((np.arange(4096) + 0.5) / 4096)) * 256).astype(np.int16)
POINTS = np.array([[0, 0, 3, -4, -8, -8, -6], [2, 2, 3, -2, -3, 0, 0], [1, -10, -20, 0, 0, 0, 0],
                   [0, 4, -10, 1, 0, 0, 0], [0, 1, -3, 0, 0, 0, 0]], np.int32)
"""Act x deed -> points."""
SEED = 5


class People(NamedTuple):
    """The columns of the yardstick."""

    conviction: Array
    candour: Array
    caution: Array
    stake: Array
    belief: Array
    score: Array
    arrears: Array
    friend: Array
    bond: Array
    face: Array


@njit(inline="always")  # type: ignore[misc]
def _draw(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def]
    for _ in range(7):
        p0, p1 = u64(c0) * u64(0xD2511F53), u64(c2) * u64(0xCD9E8D57)
        c0, c1, c2, c3 = u32(p1 >> u64(32)) ^ c1 ^ k0, u32(p1), u32(p0 >> u64(32)) ^ c3 ^ k1, u32(p0)
        k0, k1 = u32(k0 + u32(0x9E3779B9)), u32(k1 + u32(0xBB67AE85))
    return c0, c1, c2, c3


@njit(inline="always")  # type: ignore[misc]
def _pick(u: Any, n: Any, i: Any, week: Any, act: Any, noise: Any) -> Any:
    best, option = i32(-2147483647), 0
    w0, w1, w2, w3 = _draw(u32(i), u32(week), u32(act * 16), u32(0), u32(SEED), u32(7))
    for k in range(n):
        if k == 0:
            x = w0
        elif k == 2:
            x = w1
        elif k == 4:
            x = w2
        elif k == 6:
            x = w3
        v = u[k] + noise[x & u32(4095)]
        x = x >> u32(16)
        if v > best:
            best = v
            option = k
    return option


@njit(parallel=True, nogil=True)  # type: ignore[misc]
def _act(s: Any, score_out: Any, face_out: Any, week: Any, noise: Any, points: Any) -> None:
    for i in prange(s.conviction.size):
        score, n, total, praise, dissent, press, gossip = i32(s.score[i]), 0, 0, 0, 0, 0, 0
        for k in range(s.friend.shape[1]):
            if s.bond[i, k] == 0:
                continue
            j = s.friend[i, k]
            f = s.face[j]
            n += 1
            total += s.score[j]
            said = f & u32(7)
            if said == 2:
                praise += 1
            if said >= 4:
                dissent += 1
            if i32((f >> u32(8)) & u32(255)) * 4 > score:
                press += 1
            gossip += i32((f >> u32(16)) & u32(255)) - 128
        n = max(n, 1)
        mean, gossip = total // n, gossip // n
        c, b, stake, owed = i32(s.conviction[i]), s.belief, i32(s.stake[i]), i32(s.arrears[i])
        candour, caution = i32(s.candour[i]), i32(s.caution[i])
        u = np.empty(8, np.int32)
        u[0] = 400
        u[1] = 300
        u[2] = c * candour // 64 + praise * 1024 // n + stake * b[0, i] // 4
        for k in range(1, 5):
            u[2 + k] = -c * candour // 64 + dissent * 1024 // n - press * caution // 4 + stake * b[k, i] // 4
        speech = _pick(u, 7, i, week, 1, noise)
        for k in range(5, 10):
            u[k - 5] = stake * b[k, i] // 4 + 100 * k
        shop = _pick(u, 5, i, week, 2, noise)
        u[0] = stake * b[10, i] // 4 - owed * 20
        u[1] = -500
        u[2] = -700
        pay = _pick(u, 3, i, week, 3, noise)
        u[0] = 800
        u[1] = c * 2 + stake * b[11, i] // 4
        u[2] = -c * 2 - stake * 4
        u[3] = 100
        u[4] = 0
        go, family = _pick(u, 5, i, week, 4, noise), _pick(u, 4, i, week, 5, noise)
        moved = points[0, speech] + points[1, shop] + points[2, pay] + points[3, go] + points[4, family]
        d = mean - score
        score = min(max(score + moved + (1 if d > 0 else (-1 if d < 0 else 0)), 350), 950)
        s.arrears[i] = min(max(owed + (1 if pay > 0 else -1), 0), 50)
        for k in range(12):
            x = i32(b[k, i])
            x += (gossip - x) >> 4
            if speech == k:
                x += (moved - x) >> 3
            b[k, i] = min(max(x, -127), 127)
        d = praise - dissent
        if speech == 2 or praise > 2:
            c += 1 if d > 0 else (-1 if d < 0 else 0)
        if score < 500:
            c -= 1
        s.conviction[i] = min(max(c, -127), 127)
        floor = min(max((score - 200) // 4 * stake // 64, 0), 255)
        score_out[i] = score
        face_out[i] = u32(speech) | (u32(floor) << u32(8)) | (u32(i32(b[1, i]) + 128) << u32(16))


@njit(parallel=True, nogil=True)  # type: ignore[misc]
def _mingle(s: Any, score: Any, face: Any, room: Any, week: Any) -> None:
    n = s.conviction.size
    turn = (week * 2654435761) % n
    for i in prange(n):
        room[i] = False
        for k in range(s.bond.shape[1]):
            if s.bond[i, k] == 0:
                room[i] = True
    for i in prange(n):
        floor, free = i32((face[i] >> u32(8)) & u32(255)) * 4, -1
        for k in range(s.friend.shape[1]):
            if s.bond[i, k] == 0:
                if free < 0:
                    free = k
                continue
            j = s.friend[i, k]
            e = u32(min(i, j)) * u32(0x9E3779B1) ^ u32(max(i, j)) * u32(0x85EBCA77) ^ u32(week) * u32(0xC2B2AE3D)
            e ^= e >> u32(15)
            e = u32(e * u32(0x2C1B3C6D))
            e ^= e >> u32(12)
            if (e & u32(63)) == 0 and (score[j] < floor or score[i] < i32((face[j] >> u32(8)) & u32(255)) * 4):
                s.bond[i, k] = 0
        p = (turn - i) % n
        if room[i] and room[p] and p != i and abs(i32(score[i]) - i32(score[p])) < 40:
            s.friend[i, free] = p
            s.bond[i, free] = 1


def _people(n: int) -> People:
    """Give people of whom each has twelve ties, by shuffles keyed by nothing but their number."""
    def drawn(name: str, low: int, high: int, kind: type[np.generic]) -> Array:
        return (column(0, f"yardstick {name}", n) % np.uint32(high - low)).astype(np.int64).__add__(low).astype(kind)

    friend = np.empty((n, SLOTS), np.int32)
    for k in range(SLOTS // 2):
        order = np.argsort(column(0, "yardstick ties", n, k)).astype(np.int32)
        friend[order, 2 * k], friend[order, 2 * k + 1] = np.roll(order, 1), np.roll(order, -1)
    bond = np.ones((n, SLOTS), np.uint8)
    bond[:, 12:] = 0
    belief = np.stack([drawn(f"belief {k}", -20, 20, np.int8) for k in range(12)])
    return People(drawn("conviction", -100, 100, np.int8), drawn("candour", 0, 100, np.uint8),
                  drawn("caution", 0, 100, np.uint8), drawn("stake", 0, 64, np.uint8), belief,
                  drawn("score", 500, 700, np.int16), np.zeros(n, np.uint8), friend, bond, np.zeros(n, np.uint32))


def yardstick(people: int = 100_000, seconds: float = 3.0, stretch: float = 0.0) -> float:
    """Give the yardstick's citizen-weeks a second, all cores: of the best stretch of weeks within about `seconds`.

    Parameters
    ----------
    people
        How many.
    seconds
        How long it is measured, and at least for one stretch.
    stretch
        How many seconds a stretch lasts, and at least a week.
    """
    s, room = _people(people), np.zeros(people, np.bool_)
    score, face = np.empty(people, np.int16), np.empty(people, np.uint32)
    best, week, first = np.inf, 0, 2  # the first two weeks compile
    until = began = time.perf_counter()
    while best == np.inf or began < until:
        _act(s, score, face, week, NOISE, POINTS)
        _mingle(s, score, s.face, room, week)
        (s, score, face), week = (s._replace(score=score, face=face), s.score, s.face), week + 1
        now = time.perf_counter()
        if week <= 2:
            began, until = now, now + seconds
        elif now - began >= stretch:
            best = min(best, (now - began) / (week - first))
            began, first = now, week
    return people / best
