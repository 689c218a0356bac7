"""What hangs together in a graph drawn at random."""

from __future__ import annotations

import math


def giant(mean_degree: float) -> float:
    """Give the share of citizens in the largest part of a Poisson graph: the largest ``S = 1 - exp(-z S)``.

    0 where the mean degree z is at most 1 (Erdos and Renyi 1960).
    """
    if mean_degree <= 1:
        return 0.0
    share = 1.0
    for _ in range(100_000):
        before, share = share, 1 - math.exp(-mean_degree * share)
        if before - share < 1e-14:
            break
    return share
