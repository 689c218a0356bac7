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
    factor = np.ones_like(wanted)
    sizes = np.bincount(group, people, minlength=len(wanted))[:, None]
    chances = pattern
    for _ in range(ROUNDS):
        chances = pattern * factor[group]
        chances = chances / np.maximum(chances.sum(axis=1, keepdims=True), _LEAST)
        got = np.stack([np.bincount(group, people * c, minlength=len(wanted)) for c in chances.T], axis=1)
        factor = np.clip(factor * np.maximum(wanted * sizes, _LEAST) / np.maximum(got, _LEAST), 1e-6, 1e6)
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
    for _ in range(ROUNDS):
        for group, wanted in margins:
            chance = odds / (1 + odds)
            got = np.bincount(group, people * chance, minlength=len(wanted))
            most = np.bincount(group, people * allowed, minlength=len(wanted))
            goal = np.minimum(wanted, 0.97 * most)
            step = np.maximum(goal, _LEAST) / np.maximum(got, _LEAST)
            step *= np.maximum(most - got, _LEAST) / np.maximum(most - goal, _LEAST)
            odds = odds * np.where(np.isnan(step), 1.0, np.clip(step, 0.05, 20))[group]
    given: NDArray[np.float64] = odds / (1 + odds)
    return given
