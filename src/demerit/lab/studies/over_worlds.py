"""What is said of an effect over many worlds: between which ends most lie, and with which drawn number it goes."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOW, HIGH = 0.05, 0.95
"""Quantiles between which nine of ten worlds lie."""
FEWEST_RANKS = 16
"""Worlds below which nothing is said of what an effect hangs on."""
SURE = 0.95
"""How often chance alone stays below the bound of `hanging`."""


def hanging(ranks: Mapping[str, float | None], worlds: int) -> tuple[str, float] | tuple[None, None]:
    """Give the number with which an effect goes most, and how much; nothing of what chance gives, or of few worlds.

    By chance the largest of so many correlations is below the bound in 95 % of cases.

    Parameters
    ----------
    ranks
        Drawn number -> its rank correlation with the effect (Spearman); None or not a number where it has none.
    worlds
        Over how many worlds.
    """
    known = {name: value for name, value in ranks.items() if value is not None and value == value}
    if worlds < FEWEST_RANKS or not known:
        return None, None
    most = max(known, key=lambda name: abs(known[name]))
    by_chance = NormalDist().inv_cdf(1 - (1 - SURE) / 2 / len(ranks)) / sqrt(worlds - 1)
    return (most, known[most]) if abs(known[most]) > by_chance else (None, None)
