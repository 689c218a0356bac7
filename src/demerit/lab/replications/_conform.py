"""Taking friends' opinion, or leaving them for strangers of one's own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column
from demerit.base.kernel import inner, kernel
from demerit.engine.model import Model, Sweep, words
from demerit.society.graphs import Graph, blocks
from demerit.society.network import rows

i32, i64, u32, u64 = np.int32, np.int64, np.uint32, np.uint64
TRIES = 16
"""Draws of somebody of one's opinion before all of them are looked through."""
ROOM = 16
"""Slots of a row beyond four times the mean: ties move, and a row that is full takes no more."""
ROUNDS = 20_000


class Minds(NamedTuple):
    """Citizens, their opinions and their ties."""

    opinion: NDArray[np.int32]
    held: NDArray[np.int32]
    """How many hold each opinion."""
    members: NDArray[np.int32]
    """Opinion -> those who hold it, in no order; the first `held` count."""
    place: NDArray[np.int32]
    """Where one stands among those."""
    tied: NDArray[np.int32]
    """Live ties; they come first in the row."""
    start: NDArray[np.int64]
    friend: NDArray[np.int32]
    """-1 in an empty slot."""
    unequal: NDArray[np.int64]
    """Ties that join unequal opinions; turns in which a row was full: shape ``(2,)``."""


class Knobs(NamedTuple):
    """What the kernel is handed."""

    leave: np.uint64
    """The chance to leave a friend, of 2**32."""


@inner
def _is_stranger(i, c, x):  # type: ignore[no-untyped-def]
    """Say whether `c` is somebody else, and not tied to `i`."""
    if c == i:
        return False
    for t in range(x.start[i], x.start[i] + x.tied[i]):  # noqa: SIM110 - compiled
        if x.friend[t] == c:
            return False
    return True


@inner
def _stranger(i, p, x, now):  # type: ignore[no-untyped-def]
    """Give a stranger of one's own opinion, all alike likely; -1 where there is none."""
    alike = x.members[x.opinion[i]]
    m = x.held[x.opinion[i]]
    for k in range(1, TRIES + 1):
        word, _, _, _ = words(p, k, now)
        c = alike[(u64(word) * u64(m)) >> u64(32)]
        if _is_stranger(i, c, x):
            return i64(c)
    there = 0
    for s in range(m):
        there += _is_stranger(i, alike[s], x)
    word, _, _, _ = words(p, TRIES + 1, now)
    left = i64((u64(word) * u64(there)) >> u64(32))
    for s in range(m):
        if _is_stranger(i, alike[s], x):
            if left == 0:
                return i64(alike[s])
            left -= 1
    return i64(-1)


@inner
def _take(i, theirs, x):  # type: ignore[no-untyped-def]
    """Let `i` hold another opinion; both lists of those who hold them change."""
    mine = x.opinion[i]
    for s in range(x.start[i], x.start[i] + x.tied[i]):
        other = x.opinion[x.friend[s]]
        x.unequal[0] += i64(other == mine) - i64(other == theirs)
    x.held[mine] -= 1
    last = x.members[mine, x.held[mine]]
    x.members[mine, x.place[i]] = last
    x.place[last] = x.place[i]
    x.members[theirs, x.held[theirs]] = i32(i)
    x.place[i] = x.held[theirs]
    x.held[theirs] += 1
    x.opinion[i] = theirs


@inner
def _move(i, t, c, x):  # type: ignore[no-untyped-def]
    """Lead the tie of `i` in the slot `t` to `c`; three rows change."""
    j = x.friend[t]
    x.friend[t] = i32(c)
    last = x.start[j] + x.tied[j] - 1
    for s in range(x.start[j], last + 1):
        if x.friend[s] == i:
            x.friend[s] = x.friend[last]
            x.friend[last] = -1
            break
    x.tied[j] -= 1
    x.friend[x.start[c] + x.tied[c]] = i32(i)
    x.tied[c] += 1


@kernel
def _turn(who, x, k, now):  # type: ignore[no-untyped-def]
    """Leave a friend for a stranger of one's own opinion, or take the opinion of a friend; who has no tie, nothing.

    Draws belong to the turn. Writes all columns.
    """
    for p in range(who.shape[0]):
        i = who[p]
        n = x.tied[i]
        if n == 0:
            continue
        lot, which, _, _ = words(p, 0, now)
        t = x.start[i] + i64((u64(which) * u64(n)) >> u64(32))
        j = x.friend[t]
        if u64(lot) < k.leave:
            c = _stranger(i, p, x, now)
            if c < 0:
                continue
            if x.tied[c] == x.start[c + 1] - x.start[c]:
                x.unequal[1] += 1
                continue
            x.unequal[0] -= i64(x.opinion[j] != x.opinion[i])
            _move(i, t, c, x)
        elif x.opinion[j] != x.opinion[i]:
            _take(i, x.opinion[j], x)


def model_of(opinion: NDArray[np.int32], graph: Graph, leave: float, seed: int, room: int = ROOM) -> Model:
    """Give the model of citizens on a graph, whose rows have `room` slots each beyond four times the mean."""
    n = len(opinion)
    first, packed = rows(n, graph.u, graph.v)
    tied = np.diff(first)
    slots = max(int(tied.max(initial=0)), round(4 * 2 * len(graph.u) / n) + room)
    friend = np.full((n, slots), -1, np.int32)
    owner = np.repeat(np.arange(n), tied)
    friend[owner, np.arange(len(packed)) - first[owner]] = packed
    unequal = np.array([(opinion[graph.u] != opinion[graph.v]).sum(), 0], np.int64)
    held = np.bincount(opinion).astype(np.int32)
    order = np.argsort(opinion, kind="stable").astype(np.int32)
    place = np.empty(n, np.int32)
    place[order] = np.arange(n) - np.repeat(np.cumsum(held) - held, held)
    members = np.zeros((len(held), n), np.int32)
    members[opinion[order], place[order]] = order
    x = Minds(opinion, held, members, place, tied.astype(np.int32), np.arange(n + 1) * slots, friend.ravel(), unequal)
    knobs = {"conform": Knobs(np.uint64(round(leave * 2**32)))}
    return Model(x, [Sweep("conform", _turn)], seed=seed, knobs=knobs, order="drawn")


def drawn_model(seed: int, people: int, degree: float, opinions: int, leave: float) -> Model:
    """Give the model of people tied at random, with opinions drawn from so many."""
    drawn = column(seed, "conform.opinion", people).astype(np.uint64)
    opinion = ((drawn * u64(opinions)) >> u64(32)).astype(np.int32)
    return model_of(opinion, blocks(seed, np.array([people]), np.ones((1, 1)), degree), leave, seed)


def largest(model: Model) -> tuple[float, float, float]:
    """Let rounds pass until all ties join equals; give the largest opinion's share, the rounds, turns without room."""
    x = model.people
    if x.unequal[0]:
        for _ in model.rounds(ROUNDS):
            if not x.unequal[0]:
                break
    return float(np.bincount(x.opinion).max()) / model.n, float(model.round), float(x.unequal[1])
