"""Who is in open protest by the static rule of Epstein (2002)."""

from __future__ import annotations

import math


def chance_of_arrest(police: float, sharpness: float = 2.3) -> float:
    """Give ``1 - exp(-sharpness police)``, with `police` the officers for each who already protests."""
    return 1 - math.exp(-sharpness * police)


def active(legitimacy: float, threshold: float = 0.1, arrest: float = 0.0) -> float:
    """Give the share for whom ``hardship (1 - legitimacy) - shyness of risk x arrest > threshold``.

    Hardship and shyness of risk are spread evenly over 0 .. 1. With ``a = threshold / (1 - legitimacy)`` and ``m =
    arrest / (1 - legitimacy)``, for a < 1: ``1 - a - m / 2`` where m <= 1 - a, else ``(1 - a)**2 / (2 m)``.

    Parameters
    ----------
    legitimacy, threshold, arrest
        All 0 .. 1.
    """
    if legitimacy >= 1:
        return 0.0
    a, m = threshold / (1 - legitimacy), arrest / (1 - legitimacy)
    if a >= 1:
        return 0.0
    return 1 - a - m / 2 if m <= 1 - a else (1 - a) ** 2 / (2 * m)
