"""Which of many rows differ from nothing: p-values over seeds, adjusted for how many are looked at."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from demerit.measures.interval import t_within

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = 0.05
"""Of the rows that are said to differ, so many may be there by chance, on average."""


def p_value(values: Sequence[float]) -> float | None:
    """Give how likely a mean at least so far from 0 is by chance, by the t test of `interval`, one value a seed.

    None where nothing can be said: fewer than two values, or 0 in every seed, as in a row that nothing can move.
    Values that are equal and not 0 give 0.
    """
    if len(values) < 2 or not any(values):
        return None
    n = len(values)
    mean = sum(values) / n
    spread = 0.0 if min(values) == max(values) else sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    return max(0.0, 1 - t_within(abs(mean) * sqrt(n) / spread, n - 1)) if spread > 0 else 0.0


def adjusted(ps: Sequence[float | None]) -> list[float | None]:
    """Give the q-values of Benjamini and Hochberg (1995, J. Royal Statistical Society B 57); None where p is.

    With m p-values in rising order, ``q_k = min over j >= k of p_j m / j``: of all rows with q at most 5 % at most 5 %
    are false on average, however many there are. Rows hang together, mostly in one direction, which the rule bears
    (Benjamini and Yekutieli 2001).
    """
    known = sorted((p, k) for k, p in enumerate(ps) if p is not None)
    found: list[float | None] = [None] * len(ps)
    least = 1.0
    for j in range(len(known), 0, -1):
        p, k = known[j - 1]
        least = min(least, p * len(known) / j)
        found[k] = least
    return found
