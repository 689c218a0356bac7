"""Ties between citizens: rows of slots, both halves of every tie present.

Spare slots at the end of each row.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.native import call
from demerit.society.citizens import Column

KIN, FRIEND, COLLEAGUE = 1, 2, 3
KINDS = ("kin", "friend", "colleague")


class Ties(NamedTuple):
    """Every citizen's ties; the row of citizen `i` is ``start[i] .. start[i + 1]``."""

    start: NDArray[np.int64]
    """Where rows start, shape ``(n + 1,)``."""
    friend: NDArray[np.int32]
    """The citizen at the other end, -1 in an empty slot; live slots come first, sorted at the start."""
    kind: NDArray[np.uint8]
    """Low 2 bits: 1 kin, 2 friend, 3 colleague (0 in an empty slot); upper 6 bits: bond 0 .. 63, alike at
    both ends."""


class Edges(NamedTuple):
    """Ties once each, with ``u < v``, sorted."""

    u: NDArray[np.int32]
    v: NDArray[np.int32]
    kind: NDArray[np.uint8]
    """1 kin, 2 friend, 3 colleague."""
    bond: NDArray[np.uint8]
    """0 .. 63."""


def capacity(degree: Column) -> Column:
    """Give the slots a row of `degree` ties gets: an eighth and three to spare, for ties formed later."""
    given: Column = degree + 3 + degree // 8
    return given


def _fill_rows(u, v, kind, end, friend, kinds):  # type: ignore[no-untyped-def]
    """Write both halves of ties sorted by (u, v); every row comes out sorted. `end` is where each row starts."""
    for e in range(u.shape[0]):
        i, j = u[e], v[e]
        friend[end[i]] = j
        kinds[end[i]] = kind[e]
        end[i] += 1
        friend[end[j]] = i
        kinds[end[j]] = kind[e]
        end[j] += 1


def ties_from_edges(n: int, u: Column, v: Column, kind: Column, bond: Column) -> Ties:
    """Lay out the ties of `n` citizens in rows.

    Parameters
    ----------
    n
        Number of citizens.
    u, v
        The two ends of every tie, shape ``(m,)``, once each, in any order; no loops, no doubles.
    kind, bond
        1 kin, 2 friend, 3 colleague; 0 .. 63.
    """
    low = np.minimum(u, v).astype(np.uint64)
    high = np.maximum(u, v).astype(np.uint64)
    byte = (kind.astype(np.uint64) & np.uint64(3)) | (bond.astype(np.uint64) << np.uint64(2))
    packed = (low << np.uint64(36)) | (high << np.uint64(8)) | byte  # ids below 2**28
    packed.sort()
    low = (packed >> np.uint64(36)).astype(np.int32)
    high = ((packed >> np.uint64(8)) & np.uint64(0xFFFFFFF)).astype(np.int32)
    degree = np.bincount(low, minlength=n) + np.bincount(high, minlength=n)
    start = np.zeros(n + 1, np.int64)
    np.cumsum(capacity(degree), out=start[1:])
    friend = np.full(int(start[-1]), -1, np.int32)
    kinds = np.zeros(int(start[-1]), np.uint8)
    call(_fill_rows, low, high, (packed & np.uint64(255)).astype(np.uint8), start[:n].copy(), friend, kinds)
    return Ties(start, friend, kinds)


def owners(ties: Ties) -> NDArray[np.int32]:
    """Give the citizen whose row each slot is in."""
    return np.repeat(np.arange(ties.start.shape[0] - 1, dtype=np.int32), np.diff(ties.start))


def edges_of(ties: Ties) -> Edges:
    """Give every tie once, ``u < v``, sorted; the way back from `ties_from_edges`."""
    owner = owners(ties)
    once = ties.friend > owner
    kind = ties.kind[once]
    return Edges(owner[once], ties.friend[once], kind & np.uint8(3), kind >> np.uint8(2))


def degrees(ties: Ties) -> NDArray[np.int64]:
    """Give the number of live ties of every citizen."""
    live = np.concatenate([[0], np.cumsum(ties.friend >= 0)])
    given: NDArray[np.int64] = live[ties.start[1:]] - live[ties.start[:-1]]
    return given
