"""How far one who may be punished says what they think (Daymude, Axelrod and Forrest 2025)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def best_action(desire: Numbers, boldness: Numbers, watched: float, tolerated: float, severity: float,
                proportional: bool) -> Numbers:
    """Give the dissent a, 0 <= a <= desire, worth most: ``boldness (1 - (desire - a)) - expected punishment``.

    One is seen with chance ``watched + (1 - watched) a``, and punished if seen with ``a > tolerated``: by `severity`,
    or by ``severity (a - tolerated)`` where punishment is `proportional`.

    Parameters
    ----------
    desire, boldness
        Dissent wished for, 0 .. 1, and what saying it is worth, above 0; shape ``(n,)``.
    watched, tolerated, severity
        nu, tau and psi of the paper: 0 .. 1, 0 .. 1, above 0.

    Notes
    -----
    Uniform: all of it where ``desire <= tolerated``, or where ``b > (1 - nu) psi`` and ``desire >= (b tau + nu psi) /
    (b - (1 - nu) psi)``; else tau. Proportional, with ``D = (tau + (b - nu psi) / ((1 - nu) psi)) / 2``: all of it
    where ``desire <= max(tau, D)``; tau where ``tau >= D``; else D. With nu = 1 all of it where ``b >= psi``.
    """
    d, b = np.asarray(desire, float), np.asarray(boldness, float)
    unseen = (1 - watched) * severity
    if not proportional:
        over = b - unseen
        worth = (over > 0) & (d * over >= b * tolerated + watched * severity)
        return np.where((d <= tolerated) | worth, d, tolerated)
    if watched >= 1:
        return np.where((d <= tolerated) | (b >= severity), d, tolerated)
    best = (tolerated + (b - watched * severity) / unseen) / 2
    given: Numbers = np.minimum(d, np.maximum(tolerated, best))
    return given
