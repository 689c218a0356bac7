"""Ties drawn by how many one has, to a power: of newcomers who come one by one, and of strangers from outside."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import key, philox, stream
from demerit.base.native import call
from demerit.society.graphs import Graph

u32, u64 = np.uint32, np.uint64
FINE = 2**20
"""Weight of one who has one tie: weights are whole numbers, at least 1."""


def _add(tree, i, weight):  # type: ignore[no-untyped-def]
    """Add to the weight of `i`; taking away is adding what wraps around."""
    at = i + 1
    while at < tree.shape[0]:
        tree[at] += weight
        at += at & -at


def _find(tree, step, lot):  # type: ignore[no-untyped-def]
    """Give whom a lot below the sum of weights falls on."""
    at, left = 0, lot
    while step > 0:
        if at + step < tree.shape[0] and tree[at + step] <= left:
            at += step
            left -= tree[at]
        step >>= 1
    return at


def _pick(tree, weights, i, many, total, number, k0, k1, chosen):  # type: ignore[no-untyped-def]
    """Write `many` different citizens drawn by weight into `chosen`; the tree is left as it was."""
    step = 1
    while step * 2 < tree.shape[0]:
        step *= 2
    rest = total
    for k in range(many):
        a, b, _, _ = philox(u32(i), u32(0), u32(number), u32(k), u32(k0), u32(k1))
        j = _find(tree, step, ((u64(a) << u64(32)) | u64(b)) % rest)
        chosen[k] = j
        rest -= weights[j]
        _add(tree, j, -int(weights[j]))
    for k in range(many):
        _add(tree, chosen[k], weights[chosen[k]])


def _grow(many, worth, number, k0, k1, tree, weights, ties, chosen, ends):  # type: ignore[no-untyped-def]
    """Tie newcomers to those who are there; ``ends[2 e]``, ``ends[2 e + 1]`` are those of the tie e.

    The rest is scratch that holds noughts: ``tree`` one more than there are citizens, `chosen` so many as are chosen.
    """
    n = weights.shape[0]
    total, e = u64(0), 0
    for i in range(1, n):
        m = 1 if i <= many else many
        if i <= many:
            chosen[0] = 0
        else:
            _pick(tree, weights, i, many, total, number, k0, k1, chosen)
        for k in range(m):
            ends[2 * e], ends[2 * e + 1] = i, chosen[k]
            ties[chosen[k]] += 1
            e += 1
        ties[i] += m
        for k in range(m + 1):
            j = chosen[k] if k < m else i
            more = worth[ties[j]] - weights[j]
            _add(tree, j, more)
            weights[j] += more
            total += more


def worths(most: int, power: float) -> NDArray[np.uint64]:
    """Give the weight of one with 0 .. `most` ties, in whole parts of `FINE`; of one with none it is 1."""
    ties = np.arange(1, most + 1, dtype=float)
    given = np.maximum(1.0, np.rint(FINE * ties**power))
    return np.concatenate([[1.0], given]).astype(np.uint64)


def grown(seed: int, n: int, each: int, power: float) -> Graph:
    """Give a graph that grew from a star: every newcomer is tied to `each` who are there, by their ties to a power.

    With the power 1 the law is that of `graphs.preferential`, by other draws. Rows stand in the order of coming. Draws
    belong to (seed, ``society.attachment``, citizen, tie).

    Parameters
    ----------
    power
        -2 .. 2; 0 takes all alike.
    """
    ends = np.zeros(2 * (each + (n - each - 1) * each), np.int64)
    k0, k1 = key(seed)
    tree, weights = np.zeros(n + 1, np.uint64), np.zeros(n, np.uint64)
    ties, chosen = np.zeros(n, np.int64), np.zeros(each, np.int64)
    call(_grow, each, worths(n, power), stream("society.attachment"), k0, k1, tree, weights, ties, chosen, ends)
    low, high = np.minimum(ends[::2], ends[1::2]), np.maximum(ends[::2], ends[1::2])
    order = np.lexsort((high, low))
    return Graph(low[order].astype(np.int32), high[order].astype(np.int32))


def _aim(weights, many, number, k0, k1, tree, chosen):  # type: ignore[no-untyped-def]
    """Let strangers pick one after the other, many without regard to the others; `tree` is scratch of noughts."""
    total = u64(0)
    for i in range(weights.shape[0]):
        _add(tree, i, weights[i])
        total += weights[i]
    for i in range(chosen.shape[0]):
        _pick(tree, weights, i, many, total, number, k0, k1, chosen[i])


def aimed(seed: int, strangers: int, each: int, ties: NDArray[np.int64], power: float) -> NDArray[np.int64]:
    """Give the `each` citizens whom each of some strangers picks by their ties to a power, ``(strangers, each)``.

    Draws belong to (seed, ``society.attachment.aim``, stranger, tie).
    """
    chosen = np.zeros((strangers, each), np.int64)
    k0, k1 = key(seed)
    weights = worths(int(ties.max()), power)[ties]
    tree = np.zeros(len(weights) + 1, np.uint64)
    call(_aim, weights, each, stream("society.attachment.aim"), k0, k1, tree, chosen)
    return chosen
