"""How incomes are spread and how ties are drawn, against what theory says of both."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from demerit.base.inequality import gini, top_share
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.society import graphs, network
from demerit.society.noise import quantiles

TOP = 0.1
FRIENDS, REWIRED = 6, 0.1
LOOSE = 0.01
"""The formula for small worlds is approximate."""


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
    ring, world = (graphs.small_world(seed, n, FRIENDS, rewired) for rewired in (0.0, p))
    before = 3 * (FRIENDS - 2) / (4 * (FRIENDS - 1))
    after = before * (1 - p) ** 3
    return [
        Row("ring, 6 friends: clustering", network.clustering(n, *ring), 1e-12, before, 0.6),
        Row(f"small world, {p:g} led elsewhere: clustering", network.clustering(n, *world), LOOSE, after,
            settings.known(0.4429)),
        Row(f"small world, {p:g} led elsewhere: transitivity", network.transitivity(n, *world), LOOSE, after),
    ]  # fmt: skip


def _attached(settings: Settings, seed: int) -> list[Row]:
    """Give how many have so many ties where newcomers go to those who have many."""
    n, m = settings.whole("people"), settings.whole("each")
    ties = network.degree(n, *graphs.preferential(seed, n, m))
    listed = {3: 0.4, 4: 0.2, 5: 0.114286, 10: 0.018182}
    rows = []
    for k in (m, m + 1, m + 2, m + 7):
        share, ours = 2 * m * (m + 1) / (k * (k + 1) * (k + 2)), float((ties == k).mean())
        error = (share * (1 - share) / n) ** 0.5
        rows.append(Row(f"preferential attachment, {m} each: share with {k} ties", ours, 4 * error, share,
                        settings.known(listed.get(k, share)), error))  # fmt: skip
    return rows


def _blocks(settings: Settings, seed: int) -> list[Row]:
    """Give the assortativity of two blocks by the share of ties inside them."""
    n = settings.whole("people")
    half, rows = n // 2, []
    for within in settings.several("within"):
        mixing = np.array([[within, 1 - within], [1 - within, within]])
        u, v = graphs.blocks(seed, np.array([half, n - half]), mixing, 8.0)
        ours = network.assortativity((np.arange(n) >= half).astype(np.int64), u, v)
        error = 2 * (within * (1 - within) / len(u)) ** 0.5
        rows.append(Row(f"two blocks, {within:g} of ties inside: assortativity", ours, 4 * error + 1e-3, 2 * within - 1,
                        2 * within - 1, error))  # fmt: skip
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
    differs="Incomes are 65,536 quantiles; the formula for small worlds is approximate, so its tolerance is 0.01.",
    settings=(
        Setting("spread", (0.5, 0.7, 1.0), 0.1, 2.0, "log income", "Standard deviation of log income.", several=True),
        Setting("rewired", (REWIRED,), 0, 1, "share", "Ties of the ring that are led elsewhere."),
        Setting("each", (3,), 1, 20, "ties", "Ties of every newcomer.", whole=True),
        Setting("within", (0.5, 0.7, 0.9), 0, 1, "share", "Ties that stay inside a block.", several=True),
        Setting("people", (20_000,), 1000, 1_000_000, "people", "Citizens of every graph.", whole=True, effort=True),
    ),
    compute=_compute,
)
