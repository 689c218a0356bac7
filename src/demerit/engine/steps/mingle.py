"""Mingle: ties end, and new ones form, in the circle, in the place, in the whole society, or by introduction.

Both ends of a tie compute the same answer from both faces and a draw keyed by the pair, and each writes its own row:
no lock is needed, and the two halves never disagree. Who meets whom is an involution (the partner of my partner is me).
"""

from __future__ import annotations

import numpy as np

from demerit.base.draws import philox
from demerit.base.kernel import inlined, inner, kernel
from demerit.engine.steps.face import GROWN, OPEN
from demerit.engine.steps.look import KIN
from demerit.institutions.reading import HIDDEN, shown_on

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32
u64 = np.uint64

CIRCLE, INTRODUCED, PLACE, SOCIETY = 1, 2, 3, 4
FRIEND = 2
ROUNDS = 3


@inlined
def _mixed(v, key, t):  # type: ignore[no-untyped-def]
    """Give 32 well mixed bits of a half, a key and a round (the finaliser of MurmurHash3)."""
    h = u32(u32(v) * u32(0x9E3779B1)) ^ u32(key) ^ u32(u32(t + 1) * u32(0x85EBCA6B))
    h = u32((h ^ (h >> u32(16))) * u32(0x85EBCA6B))
    h = u32((h ^ (h >> u32(13))) * u32(0xC2B2AE35))
    return h ^ (h >> u32(16))


@inner
def partner_of(i, n, key):  # type: ignore[no-untyped-def]
    """Give whom `i` meets among 0 .. n - 1: shuffle, swap neighbours, shuffle back; `i` itself where nobody is left.

    The shuffle is a generalised Feistel network over ``a x b >= n`` cells (Black & Rogaway 2002) with cycle walking;
    for a random key each pair is about equally likely, and neighbours in memory do not meet neighbours.
    """
    if n < 2:
        return i
    a = i64(np.sqrt(float(n)))
    while a * a > n:
        a -= 1
    while (a + 1) * (a + 1) <= n:
        a += 1
    b = (n + a - 1) // a
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


@inner
def met(i, n, channel, r, week):  # type: ignore[no-untyped-def]
    """Give whom citizen `i` meets this week in the circle or place (blocks in memory) or in the whole society."""
    size = i64(r.circle) if channel == CIRCLE else (i64(r.place) if channel == PLACE else i64(n))
    block = i64(i) // size
    first = block * size
    m = min(size, n - first)
    key, c, _, _ = philox(u32(block), u32(week), r.meet_stream, u32(channel), r.k0, r.k1)
    if channel == CIRCLE:
        return first + (i64(c % u32(m)) - (i - first)) % m
    return first + partner_of(i64(i) - first, m, key)


@inner
def introduced(i, start, friend, face, r, week):  # type: ignore[no-untyped-def]
    """Give the friend of a friend to whom the first introducing friend in the row of `i` introduces them, or -1."""
    for t in range(start[i], start[i + 1]):
        k = friend[t]
        if k < 0:
            break
        if face[k] & OPEN:
            live = i64(0)
            for s in range(start[k], start[k + 1]):
                if friend[s] < 0:
                    break
                live += 1
            if live < 2:
                continue
            w0, w1, _, _ = philox(u32(k), u32(week), r.meet_stream, u32(INTRODUCED), r.k0, r.k1)
            one = i64((u64(w0) * u64(live)) >> u64(32))
            two = i64((u64(w1) * u64(live - 1)) >> u64(32))
            if two >= one:
                two += 1
            x, y = friend[start[k] + one], friend[start[k] + two]
            if x == i:
                return i64(y)
            if y == i:
                return i64(x)
    return i64(-1)


@inner
def tied(i, other, start, friend):  # type: ignore[no-untyped-def]
    """Say whether `other` stands in the row of `i`."""
    for t in range(start[i], start[i + 1]):
        if friend[t] < 0:
            return False
        if friend[t] == other:
            return True
    return False


@inlined
def short_of(mine, yours):  # type: ignore[no-untyped-def]
    """Give by how many 60ths two friends stand below each other's floors, 0 unless both show their scores."""
    a, b = shown_on(mine), shown_on(yours)
    if a == HIDDEN or b == HIDDEN:
        return i32(0)
    floor_a, floor_b = i32((mine >> u32(9)) & u32(63)), i32((yours >> u32(9)) & u32(63))
    return max(i32(0), floor_a - b) + max(i32(0), floor_b - a)


@kernel
def propose(lo, hi, channel, x, r, week, face):  # type: ignore[no-untyped-def]
    """Write into partner whom each citizen would tie themselves to this week, -1 nobody.

    One proposes who is open (or was introduced), has a free slot, is not yet tied to the other, and where neither
    stands below the other's floor. Reads rows and last week's faces, writes only the own row.
    """
    n = x.partner.shape[0]
    for i in range(lo, hi):
        x.partner[i] = -1
        mine = face[i]
        if mine & GROWN == 0 or x.friend[x.start[i + 1] - 1] >= 0:
            continue
        other = i64(-1)
        if channel == INTRODUCED:
            other = introduced(i, x.start, x.friend, face, r, week)
        elif mine & OPEN:
            other = met(i, n, channel, r, week)
        if other < 0 or other == i:
            continue
        yours = face[other]
        if yours & GROWN == 0 or (channel != INTRODUCED and yours & OPEN == 0):
            continue
        if short_of(mine, yours) == 0 and not tied(i, other, x.start, x.friend):
            x.partner[i] = i32(other)


@kernel
def drop(lo, hi, x, r, week, face, ended, lost, panel):  # type: ignore[no-untyped-def]
    """End ties, once a month, by a draw keyed by the pair; says of each whether it would have ended anyway.

    The chance in 65536 a month: friends ``rest + cut x short x 16 / (16 + bond)``, kin only the second part, divided
    by `kin_cost`, where `short` is by how many points one stands below the floor of the other. A draw below `rest`
    would have ended the tie without any score. Ties of children do not end.

    Writes friend, kind; adds to `ended`, int64 ``(2, 2)`` half-ties: kin or friend, anyway or for the score, and to
    `lost`, the same ``(n_panel, 2, 2)`` for the panel.
    """
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    for i in range(lo, hi):
        watched = p < n_panel and panel[p] == i
        mine = face[i]
        if mine & GROWN:
            keep = x.start[i]
            end = x.start[i + 1]
            for t in range(x.start[i], end):
                other = x.friend[t]
                if other < 0:
                    break
                kind = x.kind[t]
                is_kin = (kind & 3) == KIN
                yours = face[other]
                gone = False
                if yours & GROWN:
                    short = short_of(mine, yours)
                    if short > 0 or not is_kin:
                        bond = i32(kind >> 2)
                        extra = (i64(r.cut) * short * r.width * 16) // (60 * (16 + bond))
                        rest = i64(0 if is_kin else r.rest)
                        if is_kin:
                            extra //= r.kin_cost
                        w, _, _, _ = philox(
                            u32(min(i, other)), u32(week), r.drop_stream, u32(max(i, other)), r.k0, r.k1
                        )
                        lot = i64(w >> u32(16))
                        gone = lot < rest + extra
                        if gone:
                            ended[0 if is_kin else 1, 0 if lot < rest else 1] += 1
                            if watched:
                                lost[p, 0 if is_kin else 1, 0 if lot < rest else 1] += u8(1)
                if not gone:
                    x.friend[keep] = other
                    x.kind[keep] = kind
                    keep += 1
            for t in range(keep, end):
                if x.friend[t] < 0:
                    break
                x.friend[t] = -1
                x.kind[t] = u8(0)
        if watched:
            p += 1


@kernel
def form(lo, hi, x, r, week):  # type: ignore[no-untyped-def]
    """Tie those who proposed to each other. Writes friend, kind; gives how many half-ties were made."""
    made = 0
    for i in range(lo, hi):
        other = x.partner[i]
        if other >= 0 and x.partner[other] == i:
            w, _, _, _ = philox(u32(min(i, other)), u32(week), r.bond_stream, u32(max(i, other)), r.k0, r.k1)
            for t in range(x.start[i], x.start[i + 1]):
                if x.friend[t] < 0:
                    x.friend[t] = other
                    x.kind[t] = u8(FRIEND) | u8((w >> u32(26)) << u32(2))
                    made += 1
                    break
    return made
