"""Complying with a norm one does not believe in, and enforcing it; believers do both gladly."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column
from demerit.engine.model import Model, Order
from demerit.engine.step import Step
from demerit.society.graphs import Graph
from demerit.society.network import rows

ONE = 65536
"""Convictions and costs are whole parts of this."""
WEAKEST, STRONGEST = 0.01, 0.38
"""Convictions of those who do not believe are spread evenly between these; a believer's is 1."""


class Subjects(NamedTuple):
    """Citizens, what they believe, and what others see them do."""

    belief: NDArray[np.int8]
    """1 for the norm, -1 against it."""
    conviction: NDArray[np.int64]
    """In 1/65536."""
    complies: NDArray[np.int8]
    """1 where one does as the norm has it, -1 where not."""
    complies_next: NDArray[np.int8]
    enforces: NDArray[np.int8]
    """1 where one presses others for it, -1 against it, 0 not at all."""
    enforces_next: NDArray[np.int8]
    start: NDArray[np.int64]
    friend: NDArray[np.int32]


class Knobs(NamedTuple):
    """What `act` is handed."""

    cost: int
    """What enforcing costs, in 1/65536."""


class Own(NamedTuple):
    """What `act` reads of a citizen."""

    belief: int
    conviction: int


def act(i: int, own: Own, citizens: Subjects, knobs: Knobs) -> None:
    """Do against one's belief where friends who press for that outweigh one's conviction; then press, or not.

    With N friends, their enforcing summed to E and d of them doing against one's belief B: one gives in where
    ``-B E / N > conviction``. Who gave in presses others to where ``-B E / N > conviction + cost``; who did not presses
    for their belief where ``conviction d / N > cost``. Writes complies, enforces.
    """
    n = int(citizens.start[i + 1] - citizens.start[i])
    if n == 0:
        return
    pressed, against = 0, 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        friend = citizens.friend[t]
        pressed -= own.belief * citizens.enforces[friend]
        if citizens.complies[friend] != own.belief:
            against += 1
    gives_in = pressed * ONE > own.conviction * n
    presses = 0
    if gives_in:
        presses = -own.belief if pressed * ONE > (own.conviction + knobs.cost) * n else 0
    elif own.conviction * against > knobs.cost * n:
        presses = own.belief
    citizens.complies_next[i] = -own.belief if gives_in else own.belief
    citizens.enforces_next[i] = presses


NORM = Step("norm", act)


def model_of(belief: NDArray[np.int8], conviction: NDArray[Any], start: NDArray[np.int64], friend: NDArray[np.int32],
             cost: float, seed: int, order: Order = "one_at_a_time") -> Model:
    """Give the model of subjects who do as they believe and press nobody, yet."""
    idle = np.zeros(len(belief), np.int8)
    strong = np.rint(conviction * ONE).astype(np.int64)
    x = Subjects(belief, strong, belief.copy(), belief.copy(), idle, idle.copy(), start, friend)
    return Model(x, [NORM], seed=seed, knobs={"norm": Knobs(round(cost * ONE))}, order=order)


def drawn_model(seed: int, graph: Graph, people: int, believers: float, cost: float,
                order: Order = "one_at_a_time") -> Model:
    """Give the model of people on a graph, with believers drawn from all: their share, rounded down."""
    belief = np.full(people, -1, np.int8)
    belief[np.argsort(column(seed, "norm.believers", people), kind="stable")[: int(people * believers)]] = 1
    evenly = (column(seed, "norm.conviction", people).astype(np.float64) + 0.5) / 2.0**32
    conviction = np.where(belief > 0, 1.0, WEAKEST + (STRONGEST - WEAKEST) * evenly)
    return model_of(belief, conviction, *rows(people, graph.u, graph.v), cost, seed, order)


def seen(model: Model) -> tuple[float, float]:
    """Give the share of all who comply, and of those who do not believe in the norm who enforce it."""
    x = model.people
    others = x.belief < 0
    return float((x.complies == 1).mean()), float((x.enforces[others] == 1).mean()) if others.any() else 0.0
