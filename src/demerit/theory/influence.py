"""What ties alone do to numbers: contagion of scores, PageRank, Katz, EigenTrust, consensus.

A graph is given by its ties: ``u, v``, whole numbers 0 .. n - 1, shape ``(m,)``, each tie once. ``W`` is the matrix of
friends' means: ``(W x)_i`` is the mean of x over the friends of i.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[Any]
Numbers = NDArray[np.float64]
SWEEPS = 10_000
"""Sweeps after which nothing more is waited for."""


class Settled(NamedTuple):
    """Numbers that move no more, and how many sweeps that took."""

    values: Numbers
    """One a citizen, shape ``(n,)``."""
    sweeps: int
    """Sweeps until the largest change was below what was asked for."""


def friends_sum(n: int, u: Whole, v: Whole, x: Numbers) -> Numbers:
    """Give the sum of x over the friends of everyone, shape ``(n,)``."""
    return np.asarray(np.bincount(u, x[v], minlength=n) + np.bincount(v, x[u], minlength=n), np.float64)


def _degree(n: int, u: Whole, v: Whole) -> Numbers:
    given: Numbers = (np.bincount(u, minlength=n) + np.bincount(v, minlength=n)).astype(float)
    return given


def _settle(start: Numbers, step: Callable[[Numbers], Numbers], within: float) -> Settled:
    """Sweep until nothing changes by more than `within`."""
    values, change, sweeps = start, np.inf, 0
    while change > within and sweeps < SWEEPS:
        following = step(values)
        change = float(np.abs(following - values).max(initial=0.0))
        values, sweeps = following, sweeps + 1
    return Settled(values, sweeps)


def contagion(n: int, u: Whole, v: Whole, own: Numbers, weight: float, within: float = 1e-12) -> Settled:
    """Give the scores at which ``s = (1 - weight) own + weight W s``; who has no friend keeps their own.

    Linear contagion; in opinions the model of Friedkin and Johnsen (1990), who call 1 - weight stubbornness.

    Parameters
    ----------
    own
        What everyone's score would be by themselves, shape ``(n,)``.
    weight
        The share of a score that friends decide, 0 <= weight < 1.
    within
        The largest change of the last sweep.
    """
    ties = _degree(n, u, v)
    alone, each = ties == 0, 1 / np.maximum(ties, 1)

    def step(x: Numbers) -> Numbers:
        mixed: Numbers = (1 - weight) * own + weight * friends_sum(n, u, v, x) * each
        return np.where(alone, own, mixed)

    return _settle(own.astype(float), step, within)


def consensus(n: int, u: Whole, v: Whole, own: Numbers, within: float = 1e-13) -> Numbers:
    """Give what everyone ends with who only ever takes the mean of their own and their friends' mean (DeGroot 1974).

    Half of one's own view is kept each round, so that it settles on every graph; in a connected one all end with the
    mean of the start weighted by ties.
    """
    ties = _degree(n, u, v)
    alone, each = ties == 0, 1 / np.maximum(ties, 1)

    def step(x: Numbers) -> Numbers:
        return np.where(alone, x, (x + friends_sum(n, u, v, x) * each) / 2)

    return _settle(own.astype(float), step, within).values


def pagerank(n: int, u: Whole, v: Whole, follow: float = 0.85, within: float = 1e-14) -> Numbers:
    """Give PageRank (Brin and Page 1998): where one is who follows a tie with chance `follow`, else starts anywhere.

    ``n`` times it, at `follow` = the weight of `contagion`, is what all scores together owe to each one's own score.
    Sums to 1; who has no tie starts anywhere.
    """
    return eigentrust(n, u, v, np.full(n, 1 / n), 1 - follow, within)


def eigentrust(n: int, u: Whole, v: Whole, trusted: Numbers, weight: float = 0.1, within: float = 1e-14) -> Numbers:
    """Give global trust ``t = (1 - weight) C' t + weight p`` (Kamvar, Schlosser and Garcia-Molina 2003).

    Everybody trusts their friends alike (``C = W``); the trust of who has no friend goes to those trusted beforehand.

    Parameters
    ----------
    trusted
        p, trust beforehand: shares that sum to 1, shape ``(n,)``.
    weight
        The share of trust that always comes from p, 0 < weight <= 1.
    """
    ties = _degree(n, u, v)
    alone, each = ties == 0, 1 / np.maximum(ties, 1)

    def step(t: Numbers) -> Numbers:
        stranded = float(t[alone].sum())
        mixed: Numbers = (1 - weight) * (friends_sum(n, u, v, t * each) + stranded * trusted) + weight * trusted
        return mixed

    return _settle(trusted.astype(float), step, within).values


def katz(n: int, u: Whole, v: Whole, weight: float, within: float = 1e-13) -> Numbers:
    """Give Katz centrality ``x = weight A x + 1``, to the Euclidean length 1 (Katz 1953).

    `weight` must lie below one over the largest eigenvalue of the ties; below one over the largest degree it does.
    """
    one = np.ones(n)
    values = _settle(one, lambda x: weight * friends_sum(n, u, v, x) + one, within).values
    given: Numbers = values / np.linalg.norm(values)
    return given


def decay(friends: float, weight: float) -> float:
    """Give by which factor linear contagion weakens with each tie, where all have `friends` ties and nothing closes.

    The root below 1 of ``weight (friends - 1) r**2 - friends r + weight = 0``; two friends are a ring: ``r = (1 -
    sqrt(1 - weight**2)) / weight``.
    """
    if weight == 0:
        return 0.0
    if friends <= 1:
        return weight
    return (friends - float(np.sqrt(friends**2 - 4 * weight**2 * (friends - 1)))) / (2 * weight * (friends - 1))


def own_share(friends: float, weight: float) -> float:
    """Give how much of a loss the loser's own score keeps, where everyone has `friends` ties and nothing closes.

    ``(1 - weight) / (1 - weight r)`` with r from `decay`: a loss comes back by way of friends.
    """
    return (1 - weight) / (1 - weight * decay(friends, weight))
