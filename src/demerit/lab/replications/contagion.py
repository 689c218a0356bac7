"""Guilt by association as a linear model, and what else is computed by passing numbers along ties."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from demerit.base.number_of import number_of
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._engine_spread import engine_scores, rounding
from demerit.lab.replications._karate import FIRST_CLUB, MEMBERS, TIES
from demerit.society.graphs import small_world
from demerit.theory import influence

EXACT = 1e-8
RING = 200
LEAVES = 10
LOSS = -100.0
Numbers = NDArray[np.float64]


def _settled(ties: NDArray[np.int64], own: Numbers, weight: float) -> Numbers:
    return influence.contagion(len(own), ties[:, 0], ties[:, 1], own, weight).values


def _one_loses(n: int, who: int = 0) -> Numbers:
    own = np.zeros(n)
    own[who] = LOSS
    return own


def _pair() -> list[Row]:
    """Give two friends with 700 and 500 points, weight 0.3: ``(b + a b') / (1 + a)``."""
    s = _settled(np.array([[0, 1]]), np.array([700.0, 500.0]), 0.3)
    return [
        Row("two friends, the higher", float(s[0]), EXACT, (700 + 0.3 * 500) / 1.3, 653.8461538462),
        Row("two friends, the lower", float(s[1]), EXACT, (500 + 0.3 * 700) / 1.3, 546.1538461538),
    ]


def _ring(settings: Settings) -> list[Row]:
    """Give a ring of 200 in which one loses 100 points: ``-100 (1 - a) / sqrt(1 - a**2) r**k``."""
    a = settings.one("weight")
    ties = np.array([(i, (i + 1) % RING) for i in range(RING)])
    done = influence.contagion(RING, ties[:, 0], ties[:, 1], _one_loses(RING), a, within=1e-6)
    s = _settled(ties, _one_loses(RING), a)
    root = math.sqrt(1 - a * a)
    r = (1 - root) / a
    listed = (-57.73502692, -15.47005384, -4.14518843, -1.11069989)
    engine = engine_scores(ties, 500 + _one_loses(RING), a) - 500
    places = [f"{number_of(k, 'tie')} away" for k in range(4)]
    rows = [
        Row(f"ring, {away}", float(s[k]), EXACT, LOSS * (1 - a) / root * r**k, settings.known(listed[k]))
        for k, away in enumerate(places)
    ]
    rows += [
        Row(f"ring, {away}, by the engine's step", float(engine[k]), rounding(a), LOSS * (1 - a) / root * r**k)
        for k, away in enumerate(places)
    ]
    late = max(0, done.sweeps - 30)
    return [*rows, Row("ring, sweeps to 1e-6 beyond 30", late, 0, reference=settings.known(0))]


def _regular(settings: Settings) -> list[Row]:
    """Give what all lose together where everyone has as many ties, and how a loss spreads where no ties close."""
    a, d = settings.one("weight"), settings.whole("friends")
    graph = small_world(1, RING, d, 0.0)
    total = float(_settled(np.column_stack(graph).astype(np.int64), _one_loses(RING), a).sum())
    own = LOSS * influence.own_share(d, a)
    r = influence.decay(d, a)
    return [
        Row("alike in ties, all losses together", total, EXACT, LOSS, LOSS),
        Row("alike in ties, nothing closes, own loss", own, 5e-4, reference=settings.known(-53.518)),
        Row("alike in ties, nothing closes, a friend's loss", own * r, 5e-4, reference=settings.known(-7.037)),
        Row("alike in ties, nothing closes, factor a tie", r, 5e-7, reference=settings.known(0.131483)),
        Row("alike in ties, nothing closes, loss of a tree of 100,000", _tree(d, a), 1e-4, own),
    ]


def _tree(d: int, a: float) -> float:
    """Give what the loser keeps of a loss in a tree of at least 100,000 in which all but the outermost have d ties."""
    above: list[int] = [0] * d
    last = list(range(1, d + 1))
    while len(above) < 100_000:
        born = [parent for parent in last for _ in range(d - 1)]
        last = list(range(len(above) + 1, len(above) + 1 + len(born)))
        above += born
    ties = np.column_stack([np.arange(1, len(above) + 1), above])
    return float(_settled(ties, _one_loses(len(above) + 1), a)[0])


def _star(settings: Settings) -> list[Row]:
    """Give a star of one hub and ten leaves, where the hub or a leaf loses 100 points."""
    a = settings.one("weight")
    ties = np.array([(0, leaf) for leaf in range(1, LEAVES + 1)])
    hub, leaf = (_settled(ties, _one_loses(LEAVES + 1, who), a) for who in (0, 1))
    top = LOSS * (1 - a) / (1 - a * a)
    up = top * a / LEAVES
    told = (
        ("star, the hub loses: hub", hub[0], top, -66.6667),
        ("star, the hub loses: leaf", hub[1], a * top, -33.3333),
        ("star, a leaf loses: hub", leaf[0], up, -3.3333),
        ("star, a leaf loses: itself", leaf[1], (1 - a) * LOSS + a * up, -51.6667),
        ("star, a leaf loses: another leaf", leaf[2], a * up, -1.6667),
    )
    return [Row(name, float(ours), 1e-4, exact, settings.known(listed)) for name, ours, exact, listed in told]


def _club(settings: Settings) -> list[Row]:
    """Give the karate club, 700 points for those who went with the teacher and 500 for the others."""
    a = settings.one("club_weight")
    own = np.where(FIRST_CLUB, 700.0, 500.0)
    s, engine = _settled(TIES, own, a), engine_scores(TIES, own, a)
    listed = {0: 691.241378, 8: 654.206131, 33: 516.555620}
    rows = [
        Row(f"karate club, member {i}", float(s[i]), 1e-6, reference=settings.known(value))
        for i, value in listed.items()
    ]
    rows += [
        Row("karate club, mean", float(s.mean()), 1e-6, reference=settings.known(601.315338)),
        Row("karate club, standard deviation", float(s.std()), 1e-6, reference=settings.known(89.077717)),
    ]
    rows += [
        Row(f"karate club, member {i}, by the engine's step", float(engine[i]), rounding(a),
            reference=settings.known(value))
        for i, value in listed.items()
    ]
    return rows


def _central() -> list[Row]:
    """Give PageRank, Katz, EigenTrust and consensus of the karate club."""
    u, v = TIES[:, 0], TIES[:, 1]
    trusted = np.zeros(MEMBERS)
    trusted[0] = 1.0
    told = (
        ("PageRank, 0.85", influence.pagerank(MEMBERS, u, v, 0.85), (0.09699729, 0.10091918, 0.00956475)),
        ("Katz, 0.1", influence.katz(MEMBERS, u, v, 0.1), (0.32132462, 0.33140643, 0.09661672)),
        ("EigenTrust, 0.1", influence.eigentrust(MEMBERS, u, v, trusted, 0.1), (0.21885383, 0.06366370, 0.01231053)),
    )
    rows = [
        Row(f"{name}, member {i}", float(values[i]), EXACT, reference=value)
        for name, values, listed in told
        for i, value in zip((0, 33, 11), listed, strict=True)
    ]
    own = np.where(FIRST_CLUB, 700.0, 500.0)
    ties = np.bincount(TIES.ravel(), minlength=MEMBERS)
    agreed = influence.consensus(MEMBERS, u, v, own)
    return [*rows, Row("DeGroot consensus", float(agreed[11]), 1e-6, float(ties @ own / ties.sum()), 603.846154)]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row."""
    return [*_pair(), *_ring(settings), *_regular(settings), *_star(settings), *_club(settings), *_central()]


contagion = Replication(
    name="contagion",
    summary="Linear contagion of scores, PageRank, Katz, EigenTrust, and opinions that agree or stay apart.",
    source="Friedkin and Johnsen 1990; DeGroot 1974; Brin and Page 1998; Katz 1953; Kamvar et al. 2003; Zachary 1977.",
    mechanism="association by friends' mean score (`engine.steps.settle.spread`); what `demerit society` tells of ties",
    differs="The engine holds whole points and rounds down; it is run on a scale of 0 to 30,000 here.",
    settings=(
        Setting("weight", (0.5,), 0.01, 0.9, "share", "What friends decide, on ring, star and graphs alike in ties."),
        Setting("friends", (4,), 4, 12, "ties", "Ties of everyone, where all have as many; even.", whole=True),
        Setting("club_weight", (0.4,), 0.01, 0.9, "share", "What friends decide in the karate club."),
    ),
    compute=_compute,
)
