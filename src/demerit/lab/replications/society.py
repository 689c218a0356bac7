"""How incomes are spread and how ties are drawn, against what theory says of both."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from demerit.base.inequality import gini, top_share
from demerit.base.number_of import number_of
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._runs import error, many, off
from demerit.society import graphs, network
from demerit.society.noise import quantiles

TOP = 0.1
FRIENDS, REWIRED = 6, 0.1
GRAPHS = 8
"""Small worlds that are drawn: their spread gives the standard error, and that of the one graph of the reference."""


def _incomes(settings: Settings) -> list[Row]:
    """Give the Gini coefficient of lognormal incomes, and what the top tenth has."""
    normal = NormalDist()
    known = {0.5: (0.276326, 0.217239), 0.7: (0.379382, 0.280434), 1.0: (0.520500, 0.389144)}
    rows = []
    for spread in settings.several("spread"):
        incomes = np.exp(spread * quantiles())
        share = normal.cdf(spread - normal.inv_cdf(1 - TOP))
        listed = known.get(spread, (None, None))
        rows += [
            Row(f"Gini, lognormal, sd {spread:g}", gini(incomes), 1e-4, 2 * normal.cdf(spread / 2**0.5) - 1, listed[0]),
            Row(f"share of the top tenth, sd {spread:g}", top_share(incomes, TOP), 1e-4, share, listed[1]),
        ]
    return rows


def _small_worlds(settings: Settings, seed: int) -> list[Row]:
    """Give clustering on a ring and after some of its ties were led elsewhere."""
    n, p = settings.whole("people"), settings.one("rewired")
    ring = graphs.small_world(seed, n, FRIENDS, 0.0)
    before = 3 * (FRIENDS - 2) / (4 * (FRIENDS - 1))
    worlds = many(seed, "society.small_world", GRAPHS, lambda own: _closed(graphs.small_world(own, n, FRIENDS, p), n))
    own, close = (error(worlds[:, k]) for k in range(2))
    return [
        Row("ring, 6 friends: clustering", network.clustering(n, *ring), 1e-12, before, 0.6),
        Row(f"small world, {p:g} led elsewhere: clustering", float(worlds[:, 0].mean()), off(own, own * GRAPHS**0.5),
            reference=settings.known(0.4429), standard_error=own),
        Row(f"small world, {p:g} led elsewhere: transitivity", float(worlds[:, 1].mean()), off(close),
            _transitivity(before, p), standard_error=close),
    ]  # fmt: skip


def _closed(graph: graphs.Graph, n: int) -> tuple[float, float]:
    """Give mean clustering and transitivity of a graph."""
    return network.clustering(n, *graph), network.transitivity(n, *graph)


def _transitivity(before: float, p: float) -> float:
    """Give what is left of the ring's: ``(1 - p) ** 3`` of its triangles, over more pairs of friends.

    Of a citizen's six ties three go out and stay three; three came in, each of which stays with chance 1 - p, and
    others come in by chance, 3 p on average. So the degree varies by ``3 p (1 - p) + 3 p``, and that much more are
    the 6 x 5 pairs of friends that could know each other (Barrat and Weigt 2000 leave this out).
    """
    pairs, half = FRIENDS * (FRIENDS - 1), FRIENDS / 2
    return before * (1 - p) ** 3 * pairs / (pairs + half * p * (2 - p))


def _attached(settings: Settings, seed: int) -> list[Row]:
    """Give how many have so many ties where newcomers go to those who have many."""
    n, m = settings.whole("people"), settings.whole("each")
    ties = network.degree(n, *graphs.preferential(seed, n, m))
    listed = {3: 0.4, 4: 0.2, 5: 0.114286, 10: 0.018182}
    rows = []
    for k in (m, m + 1, m + 2, m + 7):
        share, ours = 2 * m * (m + 1) / (k * (k + 1) * (k + 2)), float((ties == k).mean())
        by_chance = (share * (1 - share) / n) ** 0.5
        told = f"preferential attachment, {m} each: share with {number_of(k, 'tie')}"
        rows.append(Row(told, ours, off(by_chance), share,
                        settings.known(listed.get(k, share)), by_chance))  # fmt: skip
    return rows


def _blocks(settings: Settings, seed: int) -> list[Row]:
    """Give the assortativity of two blocks by the share of ties inside them."""
    n = settings.whole("people")
    half, rows = n // 2, []
    for within in settings.several("within"):
        mixing = np.array([[within, 1 - within], [1 - within, within]])
        u, v = graphs.blocks(seed, np.array([half, n - half]), mixing, 8.0)
        ours = network.assortativity((np.arange(n) >= half).astype(np.int64), u, v)
        by_chance = 2 * (within * (1 - within) / len(u)) ** 0.5
        rows.append(Row(f"two blocks, {within:g} of ties inside: assortativity", ours, off(by_chance), 2 * within - 1,
                        2 * within - 1, by_chance))  # fmt: skip
    return rows


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row."""
    return [
        *_incomes(settings), *_small_worlds(settings, seed), *_attached(settings, seed), *_blocks(settings, seed),
    ]  # fmt: skip


society = Replication(
    name="society",
    summary="Lognormal incomes, small worlds, preferential attachment and blocks.",
    source="Watts and Strogatz 1998 (Nature 393); Barabasi and Albert 1999 (Science 286); Newman 2003; closed forms.",
    mechanism="the recipes `small_world`, `preferential`, `blocks`; Gini and statistics of ties in `demerit society`",
    differs="Incomes are 65,536 quantiles; mean clustering of small worlds has a reference alone, no formula.",
    settings=(
        Setting("spread", (0.5, 0.7, 1.0), 0.1, 2.0, "log income", "Standard deviation of log income.", several=True),
        Setting("rewired", (REWIRED,), 0, 1, "share", "Ties of the ring that are led elsewhere."),
        Setting("each", (3,), 1, 20, "ties", "Ties of every newcomer.", whole=True),
        Setting("within", (0.5, 0.7, 0.9), 0, 1, "share", "Ties that stay inside a block.", several=True),
        Setting("people", (20_000,), 1000, 1_000_000, "people", "Citizens of every graph.", whole=True, effort=True),
    ),
    compute=_compute,
)
