"""A credit score that counts friends' signals, where like meets like and where it does not."""

from __future__ import annotations

import math

import numpy as np

from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._acquaintance import ONE, Acquaintances, Weights, rated
from demerit.lab.replications._runs import off
from demerit.society.network import assortativity
from demerit.theory import network_scoring as theory

CASES = {
    (0.3, 0.2, 4.0): (0.73092, 0.18225), (0.3, 0.0, 4.0): (0.75810, 0.16121), (0.3, 1.0, 4.0): (0.7, 0.21),
    (0.2, 0.5, 8.0): (0.81370, 0.13596), (0.4, 0.1, 10.0): (0.66824, 0.20972),
}  # fmt: skip
"""Error, chance of a tie across, meetings -> accuracy and Brier score."""
BINS, LEAST = 10, 1000
"""Bins of the chance told, and the people in each that counts."""
CONCERN = 0.5
"""Alpha: by how much more of its worth a tie must bring for each unit of log odds it costs."""


def _weights(error: float, cross: float) -> Weights:
    return Weights(round(ONE * theory.own_weight(error)), round(ONE * theory.friend_weight(error, cross)))


def _told(x: Acquaintances) -> tuple[float, float, float]:
    """Give accuracy, Brier score and the error of that; who is as likely the one as the other counts half."""
    chance = 1 / (1 + np.exp(-x.score / ONE))
    right = np.where(x.score == 0, 0.5, (x.score > 0) == (x.kind == 1))
    missed = (chance - x.kind) ** 2
    return float(right.mean()), float(missed.mean()), float(missed.std()) / len(missed) ** 0.5


def _gap(x: Acquaintances) -> tuple[float, float]:
    """Give by how much the chance told is off the share of the high type, at most, over bins; and the largest error."""
    chance = 1 / (1 + np.exp(-x.score / ONE))
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    people = np.bincount(bins, minlength=BINS)
    told, true = (np.bincount(bins, weights=w, minlength=BINS) for w in (chance, x.kind.astype(float)))
    many = people >= min(LEAST, people.max())
    return float(np.abs((told - true)[many] / people[many]).max()), 0.5 / float(people[many].min()) ** 0.5


def _degree(x: Acquaintances) -> float:
    return float((x.friend >= 0).sum() / len(x.kind))


def _case(settings: Settings, seed: int, error: float, cross: float, meetings: float,
          listed: tuple[float | None, float | None]) -> tuple[list[Row], Acquaintances]:  # fmt: skip
    """Give accuracy and Brier score of one society, beside what they should be."""
    n = settings.whole("people")
    x = rated(seed, n, error, meetings, cross, _weights(error, cross))
    accuracy, brier, own = _told(x)
    exact, squared = theory.expected(error, cross, meetings)
    mine = (exact * (1 - exact) / n) ** 0.5
    gap, widest = _gap(x)
    told = f"error {error:g}, ties across {cross:g}, meetings {meetings:g}"
    return [
        Row(f"{told}: accuracy", accuracy, off(mine), exact, listed[0], mine),
        Row(f"{told}: Brier score", brier, off(own), squared, listed[1], own),
        Row(f"{told}: friends", _degree(x), off((2 * meetings / n) ** 0.5), meetings * (1 + cross) / 2),
        Row(f"{told}: worst gap of the chance told", gap, off(widest), 0.0, standard_error=widest),
    ], x


def _concerned(settings: Settings, seed: int, error: float, cross: float, meetings: float,
               before: Acquaintances) -> list[Row]:  # fmt: skip
    """Give what changes where one minds what a friend of the low type does to one's score."""
    n = settings.whole("people")
    falls = math.exp(-CONCERN * theory.friend_weight(error, cross))
    after = rated(seed, n, error, meetings, cross * falls, _weights(error, cross * falls))
    across, alike = [], []
    for x in (before, after):
        owner = np.repeat(np.arange(n), np.diff(x.start))
        once = x.friend > owner
        u, v = owner[once], x.friend[once]
        across.append(int((x.kind[u] != x.kind[v]).sum()))
        alike.append(assortativity(x.kind.astype(np.int64), u, v))
    ratio = across[1] / max(1, across[0])
    mine = (falls * (1 - falls) / max(1, across[0])) ** 0.5
    rises = _told(after)[0] - _told(before)[0]
    return [
        Row("minding one's score: ties across that stay", ratio, off(mine), falls, standard_error=mine),
        Row("minding one's score: fewer ties: sign", float(np.sign(_degree(before) - _degree(after))), 0, 1),
        Row("minding one's score: friends more alike: sign", float(np.sign(alike[1] - alike[0])), 0, 1),
        Row("minding one's score: accuracy rises: sign", float(np.sign(rises)), 0, 1),
    ]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings turned, one society with and without homophily."""
    error, cross, meetings = (settings.one(name) for name in ("error", "cross_tie", "meetings"))
    if not settings.as_published:
        rows, x = _case(settings, seed, error, cross, meetings, (None, None))
        without = [] if cross == 1 else _case(settings, seed, error, 1.0, meetings, (None, None))[0]
        return [*rows, *without, *(_concerned(settings, seed, error, cross, meetings, x) if 0 < cross < 1 else [])]
    told, first = [], None
    for (e, p, m), listed in CASES.items():
        rows, x = _case(settings, seed, e, p, m, listed)
        first = first or x
        told += rows
    assert first is not None
    return [*told, *_concerned(settings, seed, error, cross, meetings, first)]


network_score = Replication(
    name="network_score",
    summary="A score that counts friends' signals: it knows more where like meets like, and friends are chosen for it.",
    source="Wei, Yildirim, Van den Bulte and Dellarocas 2016 (Marketing Science 35).",
    mechanism="ties that both ends keep or drop by a draw of the pair; points in whole numbers (`engine.model`)",
    differs="Scores are whole parts of 65,536 in log odds; an excerpt of the paper's appendix was read.",
    settings=(
        Setting("error", (0.3,), 0.01, 0.49, "chance", "That a signal is wrong."),
        Setting("cross_tie", (0.2,), 0, 1, "chance", "That two of different types who meet tie themselves."),
        Setting("meetings", (4,), 0.1, 50, "people", "Whom one meets, on average."),
        Setting("people", (200_000,), 1000, 1_000_000, "people", "Citizens of each society.", whole=True, effort=True),
    ),
    compute=_compute,
)  # fmt: skip
