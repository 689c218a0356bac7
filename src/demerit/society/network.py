"""What the ties of a society look like: the statistics that friendship graphs are compared by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.native import call
from demerit.society.citizens import Column


def rows(n: int, u: Column, v: Column) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give the neighbours of everyone, sorted, as row starts and ids, for pairs that stand once each."""
    both = np.concatenate([u, v]).astype(np.int64)
    other = np.concatenate([v, u]).astype(np.int64)
    packed = np.sort((both << 32) | other)
    start = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(both, minlength=n), out=start[1:])
    return start, (packed & 0xFFFFFFFF).astype(np.int32)


def _closed(start, friend, u, v, found):  # type: ignore[no-untyped-def]
    """Count in ``found[0]``, over all ties, the friends both ends have in common: three times the triangles."""
    closed = 0
    for e in range(u.shape[0]):
        i, end_i = start[u[e]], start[u[e] + 1]
        j, end_j = start[v[e]], start[v[e] + 1]
        while i < end_i and j < end_j:
            if friend[i] == friend[j]:
                closed += 1
                i += 1
                j += 1
            elif friend[i] < friend[j]:
                i += 1
            else:
                j += 1
    found[0] = closed


def _local(start, friend, tied_pairs):  # type: ignore[no-untyped-def]
    """Write of everyone twice the number of pairs of friends who are friends."""
    for i in range(start.shape[0] - 1):
        first, last = start[i], start[i + 1]
        tied = 0
        for t in range(first, last):
            j = friend[t]
            a, b = first, start[j]
            while a < last and b < start[j + 1]:
                if friend[a] == friend[b]:
                    tied += 1
                    a += 1
                    b += 1
                elif friend[a] < friend[b]:
                    a += 1
                else:
                    b += 1
        tied_pairs[i] = tied


def clustering(n: int, u: Column, v: Column) -> float:
    """Give the mean share, over everyone, of pairs of friends who are friends (Watts and Strogatz 1998)."""
    start, friend = rows(n, u, v)
    tied, ties = np.zeros(n, np.int64), np.diff(start)
    call(_local, start, friend, tied)
    return float((tied / np.maximum(1, ties * (ties - 1))).mean())


def degree(n: int, u: Column, v: Column) -> NDArray[np.int64]:
    """Give the number of ties of everyone."""
    return np.bincount(u, minlength=n) + np.bincount(v, minlength=n)


def transitivity(n: int, u: Column, v: Column) -> float:
    """Give the share of paths of two ties whose ends are tied: 3 x triangles / paths.

    0 where there is no path.
    """
    start, friend = rows(n, u, v)
    ties = np.diff(start)
    paths = int((ties * (ties - 1) // 2).sum())
    closed = np.zeros(1, np.int64)
    call(_closed, start, friend, np.ascontiguousarray(u), np.ascontiguousarray(v), closed)
    return int(closed[0]) / paths if paths else 0.0


def correlation(values: Column, u: Column, v: Column) -> float:
    """Give Pearson's correlation of what the two ends of a tie are like (Newman 2003).

    Nan where all are equal.
    """
    given = values.astype(float)
    x, y = np.concatenate([given[u], given[v]]), np.concatenate([given[v], given[u]])
    spread = x.var() if len(x) else 0.0
    return float(((x - x.mean()) * (y - x.mean())).mean() / spread) if spread > 0 else float("nan")


def degree_assortativity(n: int, u: Column, v: Column) -> float:
    """Give the correlation of the numbers of ties at the two ends of a tie (Newman 2002)."""
    return correlation(degree(n, u, v), u, v)


def assortativity(group: Column, u: Column, v: Column) -> float:
    """Give Newman's (2003) coefficient for a grouping.

    1 if ties stay within groups, 0 if they ignore them.
    """
    k = int(group.max()) + 1
    ends = np.bincount(group[u], minlength=k) + np.bincount(group[v], minlength=k)
    if not len(u):
        return float("nan")
    by_chance = float(((ends / (2 * len(u))) ** 2).sum())
    within = float((group[u] == group[v]).mean())
    return (within - by_chance) / (1 - by_chance) if by_chance < 1 else float("nan")


def modularity(group: Column, u: Column, v: Column) -> float:
    """Give the modularity of a given division into groups (Newman and Girvan 2004).

    At most what a search finds.
    """
    k = int(group.max()) + 1
    ends = np.bincount(group[u], minlength=k) + np.bincount(group[v], minlength=k)
    if not len(u):
        return float("nan")
    return float((group[u] == group[v]).mean() - ((ends / (2 * len(u))) ** 2).sum())


def friend_paradox(n: int, u: Column, v: Column) -> float:
    """Give the share of the tied whose friends have on average more ties than they do."""
    ties = degree(n, u, v)
    theirs = np.bincount(u, ties[v], minlength=n) + np.bincount(v, ties[u], minlength=n)
    tied = ties > 0
    return float((theirs[tied] > ties[tied].astype(float) ** 2).mean()) if tied.any() else float("nan")
