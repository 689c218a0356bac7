"""Put the members of a given graph in an order in which neighbours stand near one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.native import call
from demerit.society.citizens import Column

ROUNDS = 8
"""Rounds in which everyone takes the label most of their neighbours have."""


def _walk(start, friend, seeds, position, queue):  # type: ignore[no-untyped-def]
    """Give everyone a number by breadth-first search from the first of `seeds` not reached yet, -1 before.

    They stand in `queue` in this order.
    """
    n = start.shape[0] - 1
    reached = 0
    done = 0
    for s in range(n):
        if position[seeds[s]] < 0:
            position[seeds[s]] = reached
            queue[reached] = seeds[s]
            reached += 1
        while done < reached:
            i = queue[done]
            done += 1
            for slot in range(start[i], start[i + 1]):
                j = friend[slot]
                if position[j] < 0:
                    position[j] = reached
                    queue[reached] = j
                    reached += 1


def _agree(start, friend, queue, label, count, rounds):  # type: ignore[no-untyped-def]
    """Let everyone, in turn, take the commonest label among their neighbours.

    The own one, then the lowest, wins draws. `count` holds a 0 for each label, and does so afterwards.
    """
    for _ in range(rounds):
        for i in queue:
            best = label[i]
            for slot in range(start[i], start[i + 1]):
                count[label[friend[slot]]] += 1
            most = count[best]
            for slot in range(start[i], start[i + 1]):
                candidate = label[friend[slot]]
                if count[candidate] > most or (count[candidate] == most and best != label[i] and candidate < best):
                    best, most = candidate, count[candidate]
            for slot in range(start[i], start[i + 1]):
                count[label[friend[slot]]] = 0
            label[i] = best


def arranged(start: NDArray[np.int64], friend: NDArray[np.int32], group: Column) -> NDArray[np.int64]:
    """Give the order: by group, then by community, then as a walk from neighbour to neighbour comes by.

    Parameters
    ----------
    start, friend
        Rows of neighbours.
    group
        What is kept together first (the place, if it is known), small whole numbers.
    """
    n = len(start) - 1
    position, queue = np.full(n, -1, np.int64), np.empty(n, np.int32)
    seeds = np.argsort(np.diff(start), kind="stable")
    call(_walk, start, friend, seeds, position, queue)
    label = np.arange(n, dtype=np.int32)
    call(_agree, start, friend, queue, label, np.zeros(n, np.int32), ROUNDS)
    first = np.full(n, n, np.int64)
    np.minimum.at(first, label, position)
    return np.lexsort((position, first[label], group))
