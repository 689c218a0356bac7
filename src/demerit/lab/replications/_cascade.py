"""Joining when enough others have: as an act on ties, and one after the other where everyone sees everyone."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import NEVER, Act
from demerit.base.draws import column
from demerit.engine.model import Model
from demerit.engine.step import Step
from demerit.society.graphs import blocks
from demerit.society.network import rows
from demerit.society.noise import normal

SHARE = 65536
"""Thresholds on ties are whole parts of this: rounded down, so that what is reached in the model is reached here."""
SURE = -NEVER
"""A utility that no noise undoes."""
ROUNDS = 10_000


class Tied(NamedTuple):
    """Citizens who see their friends."""

    joins: NDArray[np.uint8]
    """Whether one has joined, as friends see it."""
    joins_next: NDArray[np.uint8]
    bar: NDArray[np.int32]
    """One's threshold, as a share of one's friends, in 1/65536."""
    heard: NDArray[np.int32]
    """Friends who have joined."""
    tied: NDArray[np.int32]
    """Friends."""
    start: NDArray[np.int64]
    friend: NDArray[np.int32]


class Joined(NamedTuple):
    """What `listen` reads of a citizen."""

    joins: int


class Own(NamedTuple):
    """What `joins` reads of a citizen."""

    joins: int
    heard: int
    tied: int
    bar: int


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    stays: int
    joins: int


def listen(i: int, own: Joined, citizens: Tied) -> None:
    """Count friends who have joined. Writes heard."""
    count = 0
    if not own.joins:
        for t in range(citizens.start[i], citizens.start[i + 1]):
            count += int(citizens.joins[citizens.friend[t]])
    citizens.heard[i] = count


def weigh(own: Own) -> Deeds:
    """Weigh whether to join: for good where one has, or where ``65536 heard >= bar x friends``; else never."""
    reached = own.bar <= 0 or (own.tied > 0 and own.heard * SHARE >= own.bar * own.tied)
    return Deeds(stays=0, joins=SURE if own.joins or reached else NEVER)


LISTEN = Step("listen", listen)
joins = Act("joins", "Whether one joins.", weigh, needs=0)


class Crowd(NamedTuple):
    """Citizens who see everyone."""

    joins: NDArray[np.uint8]
    bar: NDArray[np.int32]
    """How many must have joined before one joins."""
    all_joined: NDArray[np.int64]
    """How many have joined, shape ``(1,)``."""


class Waiting(NamedTuple):
    """What `follow` reads of a citizen."""

    joins: int
    bar: int


def follow(i: int, own: Waiting, citizens: Crowd) -> None:
    """Join where enough have by now. Writes joins, all_joined."""
    if not own.joins and own.bar <= citizens.all_joined[0]:
        citizens.joins[i] = 1
        citizens.all_joined[0] += 1


FOLLOW = Step("follow", follow)


def crowd(bars: NDArray[Any]) -> int:
    """Give how many of those who see everyone join in the end; `bars` as in `Crowd`."""
    x = Crowd(np.zeros(len(bars), np.uint8), bars.astype(np.int32), np.zeros(1, np.int64))
    model = Model(x, [FOLLOW], seed=0, order="as_they_stand")
    before = -1
    for _ in model.rounds(ROUNDS):
        if x.all_joined[0] == before:
            break
        before = int(x.all_joined[0])
    return int(x.all_joined[0])


def normal_crowd(seed: int, people: int, mean: float, spread: float) -> int:
    """Give how many join of `people` whose thresholds, as shares of all, are drawn."""
    bars = np.ceil(people * (mean + spread * normal(seed, "thresholds", people)))
    return crowd(np.clip(bars, 0, people + 1))


def on_ties(seed: int, people: int, degree: float, mean: float, spread: float, start: float, threads: int = 1) -> Model:
    """Give the model of citizens tied at random, `start` of whom have joined already; its rounds are the caller's."""
    graph = blocks(seed, np.array([people]), np.ones((1, 1)), degree)
    first, friend = rows(people, graph.u, graph.v)
    bar = np.clip(np.floor(SHARE * (mean + spread * normal(seed, "thresholds", people))), 0, 2 * SHARE)
    seeded = np.zeros(people, np.uint8)
    seeded[np.argsort(column(seed, "thresholds.first", people), kind="stable")[: round(start * people)]] = 1
    nought = np.zeros(people, np.int32)
    x = Tied(seeded, seeded.copy(), bar.astype(np.int32), nought, np.diff(first).astype(np.int32), first, friend)
    return Model(x, [LISTEN, joins], seed=seed, threads=threads)


def settled(model: Model) -> float:
    """Let rounds pass until nobody joins any more, and give the share that has."""
    before = -1
    for _ in model.rounds(ROUNDS):
        now = int(model.people.joins.sum())
        if now == before:
            break
        before = now
    model.close()
    return float(model.people.joins.mean())
