"""Contagion: how far from those who did what a rule punishes their friends' scores are still lower for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.kernel import inner, kernel
from demerit.institutions.reading import deed_in

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

FAR = 4
"""The largest distance told apart: so many ties away or farther, or not reached at all."""


@kernel
def distances(x, r, points, depth):  # type: ignore[no-untyped-def]
    """Write each citizen's distance, in ties, from the nearest who did a punished deed this month, at most `FAR`.

    Parameters
    ----------
    x, r
        `TieColumns` and `TieSettings`.
    points
        Deed, among all -> what the rules in force give for it.
    depth
        Written: uint8 ``(n,)``; children keep `FAR`, and nothing passes through them.
    """
    n = depth.shape[0]
    for i in range(n):
        depth[i] = u8(0) if offended(x.diary[i], points, r) else u8(FAR)
    for step in range(1, FAR):
        for i in range(n):
            if depth[i] != FAR:
                continue
            for t in range(x.start[i], x.start[i + 1]):
                other = x.friend[t]
                if other < 0:
                    break
                if depth[other] == step - 1:
                    depth[i] = u8(step)
                    break


@inner
def offended(diary, points, r):  # type: ignore[no-untyped-def]
    """Say whether a month's diary holds a deed that costs points."""
    for a in range(r.weekly):
        for week in range(r.weeks):
            deed = deed_in(diary, r.shift[a], r.bits[a], week)
            if points[r.first[a] + deed] < 0:
                return True
    return False


@kernel
def losses(x, r, depth, sums):  # type: ignore[no-untyped-def]
    """Add scored citizens, and the points that friends' scores took from them, by distance to `sums`, int64 (5, 2)."""
    for i in range(depth.shape[0]):
        if x.score[i] < 0 or r.assoc_account < 0:
            continue
        base = min(max(r.mean + ((r.sd * i32(x.standing[i])) >> 5), r.low), r.high)
        lost = i32(r.rest[r.assoc_account, base - r.low]) - i32(x.account[r.assoc_account, i])
        sums[depth[i], 0] += 1
        sums[depth[i], 1] += i64(lost)


def by_distance(columns: object, settings: object, points: NDArray[np.int32], n: int) -> NDArray[np.int64]:
    """Give, by distance 0 .. `FAR`, how many are scored and how many points friends' scores took from them in all."""
    depth = np.empty(n, np.uint8)
    sums = np.zeros((FAR + 1, 2), np.int64)
    distances(columns, settings, points, depth)
    losses(columns, settings, depth, sums)
    return sums
