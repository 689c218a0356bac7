"""The interval of a mean over seeds."""

from __future__ import annotations

from functools import cache
from math import atan, cos, fsum, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float]:
    """Give the t interval of the mean of `values`, one value a seed.

    ``mean ± t(level, n - 1) * s / sqrt(n)``; seeds are independent draws of the same world, so their spread is all
    the noise there is. One value has no interval: both ends are not a number.
    """
    if len(values) < 2:
        return float("nan"), float("nan")
    mean = fsum(values) / len(values)
    spread = sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
    half = t_quantile(level, len(values) - 1) * spread / sqrt(len(values))
    return mean - half, mean + half


@cache
def t_quantile(level: float, freedom: int) -> float:
    """Give the t within which Student's t with `freedom` degrees of freedom lies with probability `level`.

    Found by halving on the exact finite series of `t_within`, so that the core needs neither SciPy nor a table.
    """
    low, high = 0.0, 1.0
    while t_within(high, freedom) < level:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if t_within(middle, freedom) < level else (low, middle)
    return (low + high) / 2


def t_within(t: float, freedom: int) -> float:
    """Give the probability that Student's t lies within -t .. t (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).

    With a = atan(t / sqrt(v)): for even v ``sin a (1 + cos²a/2 + (1·3)/(2·4) cos⁴a + ...)``, for odd v
    ``(2/π) (a + sin a (cos a + 2/3 cos³a + ...))``; both series are finite for a whole v.
    """
    angle = atan(t / sqrt(freedom))
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = 0.0 if freedom == 1 else term
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= cos(angle) ** 2 * (k - 1) / k
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
