"""Raking: turning a pattern into one that meets published margins (iterative proportional fitting)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.society.citizens import Column

ROUNDS = 60
_LEAST = 1e-12


class Margin(NamedTuple):
    """What a way of grouping cells must sum to."""

    group: NDArray[np.int64]
    """Group of every cell, shape ``(cells,)``."""
    wanted: NDArray[np.float64]
    """People wanted in each group, shape ``(groups,)``; nan where nothing is published."""


def rake_options(pattern: Column, people: Column, group: Column, wanted: Column) -> NDArray[np.float64]:
    """Give chances of k options in every cell, near `pattern`.

    So that each group of cells has the shares `wanted`.

    Parameters
    ----------
    pattern
        Shape ``(cells, k)``, any positive scale a row.
    people
        People in every cell, shape ``(cells,)``.
    group
        Group of every cell.
    wanted
        Shares of the options in each group, shape ``(groups, k)``.
    """
    sizes = np.bincount(group, people, minlength=len(wanted))[:, None]
    there = sizes[:, 0] > 0
    if not there.all():  # groups of nobody stay as the pattern has them
        rows = there[group]
        chances: NDArray[np.float64] = pattern / np.maximum(pattern.sum(axis=1, keepdims=True), _LEAST)
        if there.any():
            number = np.cumsum(there) - 1
            chances[rows] = rake_options(pattern[rows], people[rows], number[group[rows]], wanted[there])
        return chances
    n_groups, k = wanted.shape
    factor = np.ones_like(wanted)
    goal = np.maximum(wanted * sizes, _LEAST)
    place = (group[:, None] * k + np.arange(k)).ravel()
    chances = pattern
    for _ in range(ROUNDS):
        before = factor
        chances = pattern * factor[group]
        chances = chances / np.maximum(chances.sum(axis=1, keepdims=True), _LEAST)
        got = np.bincount(place, (people[:, None] * chances).ravel(), n_groups * k).reshape(n_groups, k)
        factor = np.minimum(np.maximum(factor * goal / np.maximum(got, _LEAST), 1e-6), 1e6)
        if (factor == before).all():
            break
    return chances


def rake_chances(people: Column, margins: list[Margin], allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the chance of a yes in every cell so that every margin is met; chances multiply in odds.

    Parameters
    ----------
    people
        People in every cell, shape ``(cells,)``.
    margins
        What groups of cells must sum to.
    allowed
        False where no yes can be.
    """
    odds = np.where(allowed, 0.1, 0.0)
    fixed = []
    for group, wanted in margins:
        most = np.bincount(group, people * allowed, minlength=len(wanted))
        goal = np.minimum(wanted, 0.97 * most)
        fixed.append((group, most, np.maximum(goal, _LEAST), np.maximum(most - goal, _LEAST)))
    for _ in range(ROUNDS):
        before = odds
        for group, most, yes, no in fixed:
            got = np.bincount(group, people * (odds / (1 + odds)), minlength=len(most))
            step = yes / np.maximum(got, _LEAST) * (np.maximum(most - got, _LEAST) / no)
            step = np.minimum(np.maximum(step, 0.05), 20)
            odds = odds * np.where(np.isnan(step), 1.0, step)[group]
        if (odds == before).all():
            break
    given: NDArray[np.float64] = odds / (1 + odds)
    return given
