"""What ties alone would do in a society: how far a loss spreads, who stands high, where opinions meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demerit.base.inequality import gini, top_share
from demerit.society import Society, edges_of, network
from demerit.society.citizens import OFFICIAL
from demerit.theory import influence

WEIGHT = 0.3
"""The weight of association told of: what friends decide of a score (assumed; the law takes 0 to 0.5)."""
CLOSE = 1e-3
"""Sweeps end where nothing changes by more than this share of what there is on average."""


@dataclass(frozen=True)
class ByTies:
    """One number that follows from the ties alone.

    Parameters
    ----------
    name, value
        What it is called, and the number.
    about
        What it says, in one line.
    """

    name: str
    value: float
    about: str


def by_ties_alone(society: Society) -> list[ByTies]:
    """Give what linear models of influence make of the ties of a society; nothing where there are none."""
    edges, n = edges_of(society.ties), society.people
    u, v = edges.u, edges.v
    if not len(u):
        return []
    ties = network.degree(n, u, v)
    close = CLOSE / n
    officials = (society.citizens.occupation == OFFICIAL).astype(float)
    trusted = officials / officials.sum() if officials.any() else np.full(n, 1 / n)
    return [
        ByTies("clustering", network.clustering(n, u, v), "mean share of pairs of friends who are friends"),
        ByTies("loss_per_tie", influence.decay(float(ties.mean()), WEIGHT),
               f"factor by which a loss weakens with each tie, association {WEIGHT:g}"),
        ByTies("levelled", _levelled(society, u, v), f"spread of scores that association {WEIGHT:g} takes away"),
        ByTies("score_owed_to_top", top_share(influence.pagerank(n, u, v, WEIGHT, close), 0.01),
               "share of all scores that hangs on one citizen in a hundred"),
        ByTies("pagerank_gini", gini(influence.pagerank(n, u, v, within=close)), "Gini of PageRank, 0.85"),
        ByTies("katz_gini", gini(influence.katz(n, u, v, 0.5 / float(ties.max()), CLOSE)),
               "Gini of Katz centrality, half of one over the most ties"),
        ByTies("trust_gini", gini(influence.eigentrust(n, u, v, trusted, within=close)),
               "Gini of trust that flows from officials (EigenTrust, 0.1)"),
        ByTies("agreed", _agreed(society, u, v), "stand all would come to by talking, -1 to 1, less the mean stand"),
    ]  # fmt: skip


def _levelled(society: Society, u: influence.Whole, v: influence.Whole) -> float:
    """Give by which share the standard deviation of start scores falls where friends decide `WEIGHT` of them."""
    own = society.citizens.standing.astype(float)
    spread = float(own.std())
    settled = influence.contagion(society.people, u, v, own, WEIGHT, CLOSE).values
    return 1 - float(settled.std()) / spread if spread else 0.0


def _agreed(society: Society, u: influence.Whole, v: influence.Whole) -> float:
    """Give how far from the mean conviction people end who only ever take the mean of their friends' (DeGroot)."""
    own = society.citizens.home / 127
    return float(influence.consensus(society.people, u, v, own, CLOSE / 100).mean() - own.mean())
