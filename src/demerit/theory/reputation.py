"""Helping those who helped: when a public record pays (Nowak and Sigmund 1998)."""

from __future__ import annotations


def payoffs(known: float, cost: float, benefit: float) -> tuple[float, float]:
    """Give what a round brings one who helps the good, and a rare one who never helps, among people who help the good.

    A partner's record is known with chance `known`; who is not known is given the benefit of the doubt. Helpers are
    good and are helped always, at their own cost: ``benefit - cost``; who never helps is bad, and is helped only where
    not known: ``(1 - known) benefit``.
    """
    return benefit - cost, (1 - known) * benefit


def highest_cost(known: float, benefit: float = 1.0) -> float:
    """Give the cost below which helping pays by reputation alone: ``known x benefit``."""
    return known * benefit


def known_needed(cost: float, benefit: float) -> float:
    """Give the chance of being known above which never helping does not pay: ``cost / benefit``."""
    return cost / benefit
