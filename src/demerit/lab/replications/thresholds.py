"""Joining where enough others have: crowds in which everyone sees everyone, and citizens who see their friends."""

from __future__ import annotations

import math

import numpy as np

from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._cascade import crowd, normal_crowd, on_ties, settled
from demerit.lab.replications._runs import error, many, off
from demerit.society.noise import quantiles
from demerit.theory import thresholds as theory

MILLION = 1_000_000
CROWDS = 500
"""Crowds of a hundred for each run on ties: they are that much cheaper."""
SPREADS = {0.115: 0.02541, 0.12: 0.04021, 0.122: 0.05479, 0.13: 1.0}
WINDOWS = {0.15: (1.0037, 7.4771), 0.18: (1.0207, 5.7647), 0.22: (1.1141, 3.8631), 0.25: (1.1141, 3.8631)}
SEEDED = {2: (0.80002, 0.7989), 4: (0.98039, 0.98098), 6: (0.99751, None), 8: (0.99967, None)}
NORMAL = {0.362: (0.93608, 0.93604), 0.4: (0.07559, 0.0753)}


def _dominoes() -> list[Row]:
    """Give crowds with the thresholds 0, 1, 2 ...: all join, but for one gap next to nobody."""
    gap = np.array([0, 2, *range(2, 100)])
    return [
        Row("thresholds 0 to 99: who join", crowd(np.arange(100)), 0, 100, 100),
        Row("thresholds 0 to 99, a 2 for the 1: who join", crowd(gap), 0, 1, 1),
        Row("thresholds 0 to 999,999: who join", crowd(np.arange(MILLION)), 0, MILLION, MILLION),
    ]


def _crowds(settings: Settings, seed: int) -> list[Row]:
    """Give normal thresholds where everyone sees everyone: a million by quantiles, small crowds by draws."""
    spread, few = theory.critical_spread(0.25)
    rows = [
        Row("everyone sees everyone, mean 25 %: critical spread", spread, 5e-8, 0.122, 0.1222209),
        Row("everyone sees everyone: share just before the jump", few, 0.002, 0.06, 0.0604),
    ]
    for s, listed in SPREADS.items():
        ours = crowd(np.ceil(MILLION * np.clip(0.25 + s * quantiles(MILLION), 0, 2))) / MILLION
        exact = theory.settled(0.25, s)
        rows.append(Row(f"a million, mean 25 %, spread {100 * s:g} %: share", ours, 1e-4, exact, listed))
    small = many(seed, "thresholds.small", CROWDS * settings.whole("runs"), lambda own: (
        normal_crowd(own, 100, 0.25, 0.15) / 100,
    ))[:, 0]  # fmt: skip
    large = many(seed, "thresholds.large", 10 * settings.whole("runs"), lambda own: (
        normal_crowd(own, 10_000, 0.25, 0.15) / 10_000,
    ))[:, 0]  # fmt: skip
    fizzles = float((small < 0.5).mean())
    by_chance = (0.199 * 0.801 / len(small)) ** 0.5
    return [
        *rows,
        Row("crowds of 100, spread 15 %: mean share", float(small.mean()), off(error(small), 0.0085),
            reference=0.8105, standard_error=error(small)),
        Row("crowds of 100, spread 15 %: crowds that fizzle", fizzles, off(by_chance, 0.0089), reference=0.199,
            standard_error=by_chance),
        Row("crowds of 10,000, spread 15 %: crowds that fizzle", float((large < 0.5).mean()), 0, reference=0),
    ]  # fmt: skip


def _windows(settings: Settings) -> list[Row]:
    """Give the mean degrees between which one who joins can move many; at either end each moves exactly one."""
    rows = []
    for phi in settings.several("threshold"):
        told, ends = f"threshold {phi:g} of friends", theory.window(phi)
        if math.isnan(ends[0]):
            rows.append(Row(f"{told}: mean degrees that cascade", 0.0, 0))
            continue
        listed = WINDOWS.get(phi, (None, None)) if settings.as_published else (None, None)
        for end, ours, value in zip(("lowest", "highest"), ends, listed, strict=True):
            rows.append(Row(f"{told}: {end} mean degree that cascades", ours, 5e-5, reference=value))
            rows.append(Row(f"{told}: moved by each at the {end}", theory.moved_by_each(ours, phi), 1e-9, 1.0))
    return rows


def _tied(settings: Settings, seed: int, degree: float, mean: float, spread: float, start: float,
          listed: tuple[float | None, float | None] = (None, None)) -> list[Row]:  # fmt: skip
    """Give how many join on ties drawn at random: the formula, and the model by draws."""
    told = f"mean degree {degree:g}, thresholds {mean:g}" + (f" ± {spread:g}" if spread else "") + f", first {start:g}"
    exact = theory.cascade(degree, mean, spread, start)
    shares = many(seed, "thresholds.ties", settings.whole("runs"), lambda own: (
        settled(on_ties(own, settings.whole("people"), degree, mean, spread, start)),
    ))[:, 0]  # fmt: skip
    rows = [Row(f"{told}: formula", exact, 1e-5, reference=listed[0])] if listed[0] is not None else []
    rows.append(Row(f"{told}: share", float(shares.mean()), off(error(shares)), exact, standard_error=error(shares)))
    if listed[1] is not None:
        rows.append(Row(f"{told}: share, another program", float(shares.mean()), off(error(shares), 0.0012),
                        reference=listed[1], standard_error=error(shares)))  # fmt: skip
    return rows


def _turned(settings: Settings, seed: int) -> list[Row]:
    """Give one crowd and one graph, as the settings say."""
    mean, spread = settings.one("mean"), settings.one("spread")
    n = settings.whole("people")
    shares = many(seed, "thresholds.large", settings.whole("runs"), lambda own: (
        normal_crowd(own, n, mean, spread) / n,
    ))[:, 0]  # fmt: skip
    told = f"everyone sees everyone, mean {mean:g}, spread {spread:g}: share"
    return [
        Row(told, float(shares.mean()), off(error(shares)) + 1 / n, theory.settled(mean, spread),
            standard_error=error(shares)),
        *_tied(settings, seed, settings.one("mean_degree"), mean, spread, settings.one("seed_share")),
        *_windows(settings),
    ]  # fmt: skip


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings turned, one crowd and one graph."""
    if not settings.as_published:
        return _turned(settings, seed)
    rows = [*_dominoes(), *_crowds(settings, seed), *_windows(settings)]
    for degree, listed in SEEDED.items():
        rows += _tied(settings, seed, degree, 0.18, 0.0, 0.01, listed)
    for mean, both in NORMAL.items():
        rows += _tied(settings, seed, 4, mean, 0.2, 0.0, both)
    return rows


thresholds = Replication(
    name="thresholds",
    summary="Joining where enough others have: dominoes, riots that fizzle, cascades along ties.",
    source="Granovetter 1978 (AJS 83); Watts 2002 (PNAS 99); Gleeson and Cahalane 2007 (Physical Review E 75).",
    mechanism="acts, ties and steps of the engine (`engine.model`), for a hundred citizens and for a million",
    differs="Thresholds on ties are whole parts of 65,536, and normal ones come from as many quantiles.",
    settings=(
        Setting("mean", (0.25,), 0, 1, "share", "Mean threshold: of all, or of one's friends."),
        Setting("spread", (0.15,), 0, 1, "share", "Standard deviation of thresholds; 0: all alike."),
        Setting("mean_degree", (4,), 0.1, 50, "ties", "Mean number of friends, where ties are drawn at random."),
        Setting("seed_share", (0.01,), 0, 1, "share", "Who have joined before the first round, on ties."),
        Setting("threshold", tuple(WINDOWS), 0.02, 1, "share", "Of one's friends, all alike; its window.",
                several=True),
        Setting("people", (50_000,), 100, MILLION, "people", "Citizens on ties.", whole=True, effort=True),
        Setting("runs", (4,), 2, 100, "runs", "Runs on ties; five hundred times as many small crowds.", whole=True,
                effort=True),
    ),
    compute=_compute,
)  # fmt: skip
