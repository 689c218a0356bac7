"""How many join where everyone waits for enough others (Granovetter 1978; Watts 2002; Gleeson and Cahalane 2007)."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WITHIN = 1e-13
MANY = 1_000_000
"""Rounds after which nothing more is waited for."""


def chance_below(mean: float, spread: float) -> Callable[[float], float]:
    """Give the share of people whose threshold is at most x: normal, or all at `mean` where the spread is 0."""
    if spread == 0:
        return lambda x: 1.0 if x >= mean - 1e-12 else 0.0
    return NormalDist(mean, spread).cdf


def settled(mean: float, spread: float, start: float = 0.0) -> float:
    """Give the share that has joined in the end where everyone sees everyone: the least ``r = F(r)`` from `start` on.

    Parameters
    ----------
    mean, spread
        Of thresholds, as shares of all; normal.
    start
        The share that has joined whatever others do.
    """
    below = chance_below(mean, spread)
    r = start
    for _ in range(MANY):
        before, r = r, start + (1 - start) * below(r)
        if r - before < WITHIN:
            break
    return r


def critical_spread(mean: float) -> tuple[float, float]:
    """Give the spread at which the few become all, and the share of the few there: ``F(r) = r`` and ``F'(r) = 1``.

    Parameters
    ----------
    mean
        Of normal thresholds, above 0 and below one half.
    """
    normal = NormalDist()

    def touches(spread: float) -> float:
        z = -math.sqrt(-2 * math.log(spread * math.sqrt(2 * math.pi)))
        return normal.cdf(z) - mean - spread * z

    low, high = 1e-6, 0.3989422
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if touches(middle) < 0 else (low, middle)
    return low, normal.cdf(-math.sqrt(-2 * math.log(low * math.sqrt(2 * math.pi))))


def window(threshold: float) -> tuple[float, float]:
    """Give between which mean degrees one who joins can move many, on a Poisson graph: nan where at none.

    With ``K = floor(1 / threshold)`` friends or fewer a single one is enough; these connect the graph where
    ``z P(Poisson(z) <= K - 2) > 1``.
    """
    enough = math.floor(1 / threshold + 1e-9)

    def excess(z: float) -> float:
        term, total = math.exp(-z), 0.0
        for k in range(enough - 1):
            total += term
            term *= z / (k + 1)
        return z * total - 1

    grid = np.linspace(0.0, 4.0 * enough, 4000)
    above = [excess(float(z)) > 0 for z in grid]
    if not any(above):
        return math.nan, math.nan
    first = above.index(True)
    last = len(above) - 1 - above[::-1].index(True)
    ends = []
    for low, high, rises in ((grid[first - 1], grid[first], True), (grid[last], grid[last + 1], False)):
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if (excess(middle) < 0) == rises else (low, middle)
        ends.append(float(low))
    return ends[0], ends[1]


def moved_by_each(mean_degree: float, threshold: float) -> float:
    """Give how many further friends one who has joined moves on average, on a Poisson graph: 1 at an end of the window.

    ``sum_k k (k - 1) p_k [1 >= threshold k] / z`` (Watts 2002): whom a tie leads to has k friends with chance
    ``k p_k / z``, is moved by one where that is enough, and then has k - 1 others.
    """
    most = int(mean_degree + 12 * math.sqrt(mean_degree) + 20)
    share, moved = math.exp(-mean_degree), 0.0
    for k in range(1, most + 1):
        share *= mean_degree / k
        if threshold * k <= 1 + 1e-9:
            moved += k * (k - 1) * share
    return moved / mean_degree


def cascade(mean_degree: float, mean: float, spread: float, seed_share: float) -> float:
    """Give the share that has joined in the end on a Poisson graph in which nothing closes.

    ``q <- s + (1 - s) sum_k (k p_k / z) sum_m Bin(m; k - 1, q) F(m / k)``, and the share with k for k - 1
    (Gleeson and Cahalane 2007).

    Parameters
    ----------
    mean_degree
        z, above 0.
    mean, spread
        Of thresholds, as shares of one's friends; normal, or all alike where the spread is 0.
    seed_share
        s, the share that has joined whatever others do.
    """
    most = int(mean_degree + 12 * math.sqrt(mean_degree) + 20)
    share = np.ones(most + 1)
    for k in range(1, most + 1):
        share[k] = share[k - 1] * mean_degree / k
    share *= math.exp(-mean_degree)
    below = chance_below(mean, spread)
    joins = [np.array([below(m / k) if k else below(0.0) for m in range(k + 1)]) for k in range(most + 1)]

    def joined(k: int, of: int, q: float) -> float:
        return float(_binomial(of, q) @ joins[k][: of + 1])

    q = 0.0
    for _ in range(MANY):
        reached = sum(k * share[k] / mean_degree * joined(k, k - 1, q) for k in range(1, most + 1))
        before, q = q, seed_share + (1 - seed_share) * reached
        if abs(q - before) < 1e-12:
            break
    return float(seed_share + (1 - seed_share) * sum(share[k] * joined(k, k, q) for k in range(most + 1)))


def _binomial(n: int, q: float) -> Numbers:
    """Give the chances of 0 .. n."""
    chances = np.array([1.0])
    for _ in range(n):
        chances = np.convolve(chances, [1 - q, q])
    return chances
