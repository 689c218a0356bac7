"""Graphs that theory knows, drawn with keyed draws: small worlds, preferential attachment, blocks."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import key, philox, stream
from demerit.base.native import call
from demerit.society.citizens import Column
from demerit.society.friends import unique_pairs

u32, u64 = np.uint32, np.uint64
ATTEMPTS = 64
"""Draws after which a tie that would be a loop or a double is left as it is, or out."""


class Graph(NamedTuple):
    """Ties once each, ``u < v``, sorted; citizens 0 .. n - 1."""

    u: NDArray[np.int32]
    v: NDArray[np.int32]


def _graph(u: Column, v: Column) -> Graph:
    pairs = unique_pairs(u, v, np.zeros(len(u), np.uint8))
    return Graph(pairs.u, pairs.v)


def _rewire(out, bar, number, k0, k1):  # type: ignore[no-untyped-def]
    """Lead some ties elsewhere; ``out[i]`` are the ends of the ties that `i` keeps, one a step along the ring."""
    n, half = out.shape
    for step in range(half):
        for i in range(n):
            for attempt in range(ATTEMPTS):
                a, b, _, _ = philox(u32(i), u32(attempt), u32(number), u32(step), u32(k0), u32(k1))
                if attempt == 0 and int(a) >= bar:
                    break
                j = int((u64(b) * u64(n)) >> u64(32))
                taken = j == i
                for other in range(half):
                    taken |= out[i, other] == j or out[j, other] == i
                if not taken:
                    out[i, step] = j
                    break


def small_world(seed: int, n: int, friends: int, rewired: float) -> Graph:
    """Give a ring on which everyone is tied to the nearest `friends`, some of their ties led elsewhere.

    Each tie keeps one end and, with chance `rewired`, gets another drawn from all, never oneself or a friend already
    (Watts and Strogatz 1998). Transitivity is ``3 (K - 2) / (4 (K - 1))`` before, about ``(1 - rewired)**3`` of that
    after. Draws belong to (seed, ``society.graphs.rewire``, citizen, step along the ring).

    Parameters
    ----------
    friends
        K, an even number below n.
    rewired
        0 .. 1.
    """
    half = friends // 2
    out = (np.arange(n)[:, None] + np.arange(1, half + 1)) % n
    k0, k1 = key(seed)
    call(_rewire, out, round(rewired * 2**32), stream("society.graphs.rewire"), k0, k1)
    return _graph(np.repeat(np.arange(n), half), out.ravel())


def _attach(n, many, number, k0, k1, ends):  # type: ignore[no-untyped-def]
    """Tie newcomers to ends of ties drawn alike; ``ends[2 e]``, ``ends[2 e + 1]`` are those of the tie e."""
    e = 0
    for i in range(1, many + 1):
        ends[2 * e], ends[2 * e + 1] = i, 0
        e += 1
    for i in range(many + 1, n):
        before = 2 * e
        for k in range(many):
            for attempt in range(ATTEMPTS):
                a, _, _, _ = philox(u32(i), u32(attempt), u32(number), u32(k), u32(k0), u32(k1))
                j = ends[(u64(a) * u64(before)) >> u64(32)]
                taken = False
                for earlier in range(k):
                    taken |= ends[before + 2 * earlier + 1] == j
                if not taken:
                    break
            ends[2 * e], ends[2 * e + 1] = i, j
            e += 1


def preferential(seed: int, n: int, each: int) -> Graph:
    """Give a graph that grew from a star: every newcomer is tied to `each` who are there, in proportion to their ties.

    Barabasi and Albert (1999); the share with k ties goes to ``2 m (m + 1) / (k (k + 1) (k + 2))``. Rows stand in the
    order of coming. Draws belong to (seed, ``society.graphs.attach``, citizen, tie).
    """
    ties = each + (n - each - 1) * each
    ends = np.zeros(2 * ties, np.int64)
    k0, k1 = key(seed)
    call(_attach, n, each, stream("society.graphs.attach"), k0, k1, ends)
    return _graph(ends[::2], ends[1::2])


def _mix(first, steps, number, k0, k1, u, v):  # type: ignore[no-untyped-def]
    """Draw pairs: one end from all, then the block of the other by the row `steps` of the first's, then who in it."""
    n = u64(first[first.shape[0] - 1])
    for e in range(u.shape[0]):
        a, b, c, _ = philox(u32(e), u32(0), u32(number), u32(0), u32(k0), u32(k1))
        i = int((u64(a) * n) >> u64(32))
        other = behind(steps[behind(first, i) - 1], int(b))
        u[e] = i
        v[e] = first[other] + int((u64(c) * u64(first[other + 1] - first[other])) >> u64(32))


def behind(sorted_numbers: Column, number: int) -> int:
    """Give how many of some sorted numbers are not above a number: where it would stand behind its like."""
    low, high = 0, sorted_numbers.shape[0]
    while low < high:
        middle = (low + high) >> 1
        if int(sorted_numbers[middle]) <= number:
            low = middle + 1
        else:
            high = middle
    return low


def blocks(seed: int, sizes: NDArray[Any], mixing: NDArray[np.float64], friends: float) -> Graph:
    """Give a graph of blocks: a tie from block a leads to block b with the share ``mixing[a, b]``.

    Loops and doubles are left out, so `friends` is a little more than the mean degree. Of two blocks of one size, with
    the share w of ties inside, the assortativity is ``2 w - 1`` (Newman 2003). Draws belong to (seed,
    ``society.graphs.mix``, tie).

    Parameters
    ----------
    sizes
        Citizens of each block, in the order of rows, shape ``(k,)``.
    mixing
        Shares, each row summing to 1, shape ``(k, k)``; the ties of a pair of blocks come of both its rows.
    friends
        Mean number of ties wanted.
    """
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    steps = np.rint(np.cumsum(mixing, axis=1)[:, :-1] * 2.0**32).astype(np.uint64)
    ties = round(friends * int(first[-1]) / 2)
    u, v = np.empty(ties, np.int64), np.empty(ties, np.int64)
    k0, k1 = key(seed)
    call(_mix, first, np.ascontiguousarray(steps), stream("society.graphs.mix"), k0, k1, u, v)
    return _graph(u, v)


def radiation(people: NDArray[Any], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give where those who leave each place go: shares, each row summing to 1, its own place 0 (Simini et al. 2012).

    ``T_ij ~ m_i n_j / ((m_i + s_ij) (m_i + n_j + s_ij))``, with s_ij the people nearer to i than j is, both ends left
    out; brought to the sum 1 for finitely many places.

    Parameters
    ----------
    people, distance
        People of each place, above 0, shape ``(k,)``; how far places lie apart, shape ``(k, k)``.
    """
    m = np.asarray(people, float)
    nearer = np.array([[m[(row < row[j])].sum() for j in range(len(m))] for row in distance])
    between = np.maximum(nearer - m[:, None], 0.0)
    flow = m[:, None] * m[None, :] / ((m[:, None] + between) * (m[:, None] + m[None, :] + between))
    np.fill_diagonal(flow, 0.0)
    given: NDArray[np.float64] = flow / flow.sum(axis=1, keepdims=True)
    return given
