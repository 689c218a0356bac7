"""Taking friends' opinion, or leaving them for others of one's own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import Draws, column, words
from demerit.engine.model import Model
from demerit.engine.step import Step
from demerit.society.graphs import Graph, blocks
from demerit.society.network import rows

u64 = np.uint64
SINGLE, DOUBLE, LOOPS = 0, 1, 2
"""A tie that moves goes to a stranger; to anybody else, so that it may be double; to oneself as well."""
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
    """What `have_turn` is handed."""

    leave: int
    """The chance to leave a friend, of 2**32."""
    ties: int
    """`SINGLE`, `DOUBLE` or `LOOPS`: to whom a tie may be led."""


def is_stranger(i: int, one: int, citizens: Minds) -> bool:
    """Say whether `one` is somebody else, and not tied to `i`."""
    if one == i:
        return False
    for t in range(citizens.start[i], citizens.start[i] + citizens.tied[i]):  # noqa: SIM110 - compiled
        if citizens.friend[t] == one:
            return False
    return True


def anybody(i: int, turn: int, week: int, loops: bool, citizens: Minds, draws: Draws) -> int:
    """Give somebody of one's own opinion, all alike likely, friends too; oneself with `loops`; -1 where nobody is."""
    opinion = int(citizens.opinion[i])
    among = int(citizens.held[opinion]) - (0 if loops else 1)
    if among == 0:
        return -1
    which = (words(draws, week, turn, 1)[0] * among) >> 32
    if not loops and which >= citizens.place[i]:
        which += 1
    return int(citizens.members[opinion, which])


def stranger(i: int, turn: int, week: int, citizens: Minds, draws: Draws) -> int:
    """Give a stranger of one's own opinion, all alike likely; -1 where there is none."""
    opinion = int(citizens.opinion[i])
    held = int(citizens.held[opinion])
    for k in range(1, TRIES + 1):
        one = int(citizens.members[opinion, (words(draws, week, turn, k)[0] * held) >> 32])
        if is_stranger(i, one, citizens):
            return one
    there = 0
    for s in range(held):
        if is_stranger(i, int(citizens.members[opinion, s]), citizens):
            there += 1
    left = (words(draws, week, turn, TRIES + 1)[0] * there) >> 32
    for s in range(held):
        one = int(citizens.members[opinion, s])
        if is_stranger(i, one, citizens):
            if left == 0:
                return one
            left -= 1
    return -1


def take(i: int, theirs: int, citizens: Minds) -> None:
    """Let `i` hold another opinion; both lists of those who hold them change."""
    mine = int(citizens.opinion[i])
    for t in range(citizens.start[i], citizens.start[i] + citizens.tied[i]):
        if citizens.friend[t] == i:
            continue
        other = int(citizens.opinion[citizens.friend[t]])
        if other == mine:
            citizens.unequal[0] += 1
        elif other == theirs:
            citizens.unequal[0] -= 1
    place = int(citizens.place[i])
    citizens.held[mine] -= 1
    last = int(citizens.members[mine, citizens.held[mine]])
    citizens.members[mine, place] = last
    citizens.place[last] = place
    citizens.members[theirs, citizens.held[theirs]] = i
    citizens.place[i] = citizens.held[theirs]
    citizens.held[theirs] += 1
    citizens.opinion[i] = theirs


def move(i: int, slot: int, to: int, citizens: Minds) -> None:
    """Lead the tie of `i` in a slot to another; three rows change."""
    friend = int(citizens.friend[slot])
    citizens.friend[slot] = to
    last = int(citizens.start[friend]) + int(citizens.tied[friend]) - 1
    for t in range(citizens.start[friend], last + 1):
        if citizens.friend[t] == i:
            citizens.friend[t] = citizens.friend[last]
            citizens.friend[last] = -1
            break
    citizens.tied[friend] -= 1
    citizens.friend[citizens.start[to] + citizens.tied[to]] = i
    citizens.tied[to] += 1


class Own(NamedTuple):
    """What `have_turn` reads of a citizen."""

    opinion: int
    tied: int


def have_turn(i: int, turn: int, week: int, own: Own, citizens: Minds, knobs: Knobs, draws: Draws) -> None:
    """Leave a friend for somebody of one's own opinion, or take the opinion of a friend; who has no tie, nothing.

    A tie that leads to oneself has both its ends in one's row. Draws belong to the turn. Writes all columns.
    """
    if own.tied == 0:
        return
    lot, which, _, _ = words(draws, week, turn)
    slot = int(citizens.start[i]) + ((which * own.tied) >> 32)
    theirs = int(citizens.opinion[citizens.friend[slot]])
    if lot < knobs.leave:
        if knobs.ties == SINGLE:
            to = stranger(i, turn, week, citizens, draws)
        else:
            to = anybody(i, turn, week, knobs.ties == LOOPS, citizens, draws)
        if to < 0:
            return
        if citizens.tied[to] == citizens.start[to + 1] - citizens.start[to]:
            citizens.unequal[1] += 1
            return
        if theirs != own.opinion:
            citizens.unequal[0] -= 1
        move(i, slot, to, citizens)
    elif theirs != own.opinion:
        take(i, theirs, citizens)


CONFORM = Step("conform", have_turn, stream="conform")


def model_of(opinion: NDArray[np.int32], graph: Graph, leave: float, seed: int, room: int = ROOM,
             ties: int = SINGLE) -> Model:
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
    knobs = {"conform": Knobs(round(leave * 2**32), ties)}
    return Model(x, [CONFORM], seed=seed, knobs=knobs, order="drawn")


def drawn_model(seed: int, people: int, degree: float, opinions: int, leave: float, ties: int = SINGLE) -> Model:
    """Give the model of people tied at random, none twice at first, with opinions drawn from so many."""
    drawn = column(seed, "conform.opinion", people).astype(np.uint64)
    opinion = ((drawn * u64(opinions)) >> u64(32)).astype(np.int32)
    graph = blocks(seed, np.array([people]), np.ones((1, 1)), degree)
    return model_of(opinion, graph, leave, seed, ties=ties)


def largest(model: Model) -> tuple[float, float, float]:
    """Let rounds pass until all ties join equals; give the largest opinion's share, the rounds, turns without room."""
    x = model.people
    if x.unequal[0]:
        for _ in model.rounds(ROUNDS):
            if not x.unequal[0]:
                break
    return float(np.bincount(x.opinion).max()) / model.n, float(model.round), float(x.unequal[1])
