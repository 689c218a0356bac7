"""Perks at lines of a score, and people who go exactly as far as a perk is worth."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.society.noise import quantiles
from demerit.theory import feedback
from demerit.theory import gaming as theory

PEOPLE = 2**20
"""Quantiles that stand for the people: a share is off by one of them at most."""
FINE = 3e-6
POINTS = 3e-4
"""The same in points: one quantile moves by less than 300."""
MEAN, SPREAD = 620.0, 80.0
LINE, LADDER, UNRAVELLING = 650.0, 0.03, 0.015
Numbers = NDArray[np.float64]


def _way(low: float, line: float) -> float:
    """Give how many points all go on average, of normal scores, where who stands from `low` on goes to `line`."""
    normal = NormalDist(MEAN, SPREAD)
    share = normal.cdf(line) - normal.cdf(low)
    return share * (line - MEAN) + SPREAD**2 * (normal.pdf(line) - normal.pdf(low))


def _ends(note: str, scores: Numbers, moved: Numbers, cost: float, way: float | None) -> list[Row]:
    """Give where all stand in the end and what it cost them, on average; `way` is how far they go by the formula."""
    gone = moved - scores
    score, spent = (None, None) if way is None else (MEAN + way, cost * way)
    return [
        Row(f"{note}: mean final score", float(moved.mean()), POINTS, score),
        Row(f"{note}: mean cost", float(cost * gone.mean()), FINE, spent),
    ]


def _single(scores: Numbers, cost: float, listed: tuple[float, float]) -> list[Row]:
    """Give who bunches at 650, where all end and what it costs them on average; a perk is worth 1."""
    normal = NormalDist(MEAN, SPREAD)
    moved = theory.answered(scores, np.array([LINE]), np.array([1.0]), cost)
    mass = normal.cdf(LINE) - normal.cdf(LINE - 1 / cost)
    told = f"one perk at 650, {cost:g} a point"
    return [
        Row(f"{told}: share at the line", float((moved > scores).mean()), FINE, mass, listed[0]),
        Row(f"{told}: mean cost, another program", float(cost * (moved - scores).mean()), FINE, reference=listed[1]),
        *_ends(told, scores, moved, cost, _way(LINE - 1 / cost, LINE)),
    ]


def _ladder(settings: Settings, scores: Numbers, cost: float, listed: tuple[float, ...], note: str,
            groups: Sequence[tuple[float, float]] = ()) -> list[Row]:  # fmt: skip
    """Give how many go to each line of a ladder, the lowest from whom anybody moves, where all end and what it costs.

    `groups` say from where on who goes to which line, for the published ladder.
    """
    lines, benefits = _perks(settings)
    moved = theory.answered(scores, lines, benefits, cost)
    went = moved > scores
    rows = [
        Row(f"{note}: share that goes to {line:g}", float((went & (moved == line)).mean()), FINE,
            reference=settings.known(value))
        for line, value in zip(lines, listed or (0.0,) * len(lines), strict=settings.as_published)
    ]  # fmt: skip
    lowest = float(scores[went].min()) if went.any() else float("nan")
    if note.startswith("unravelling"):
        rows.append(Row(f"{note}: who moves stands above", lowest, 0.02, reference=settings.known(483.333)))
    way = sum(_way(low, line) for low, line in groups) if settings.as_published else None
    return [*rows, *_ends(note, scores, moved, cost, way)]


def _perks(settings: Settings) -> tuple[Numbers, Numbers]:
    """Read the ladder; refuse one that is none."""
    lines, benefits = settings.several("perks"), settings.several("benefits")
    if list(lines) != sorted(set(lines)):
        raise InputError("--set perks: lines must rise, each once, for example --set perks=600,650,700.")
    if len(benefits) not in (1, len(lines)):
        raise InputError(
            "--set benefits: give one worth for all lines, or one a line: "
            f"{len(lines)} for {number_of(len(lines), 'perk')}, not {len(benefits)}."
        )
    return np.array(lines), np.array(benefits if len(benefits) > 1 else benefits * len(lines))


def _closeness(settings: Settings) -> list[Row]:
    """Give the cost of a point below which the ladder unravels from its first line on."""
    lines, benefits = _perks(settings)
    if len(lines) < 2:
        return []
    passed = theory.lines_passed_by(lines, benefits)
    return [Row("ladder: unravels where a point costs less than", float(passed.min()), 1e-9, settings.known(0.02))]


def _defence(scores: Numbers) -> list[Row]:
    """Give the lender's robust line, what it costs the qualified, and whom dearer ways shut out."""
    robust = theory.robust_line(LINE, 1.0, 0.05)
    dear, cheap = (theory.shut_out(scores, LINE, robust, 1.0, cost) for cost in (0.1, 0.05))
    burden = theory.burden(scores, LINE, robust, 0.05)
    return [
        Row("robust line against gaming", robust, 1e-9, LINE + 1 / 0.05, 670),
        Row("social burden on the qualified", burden, 2e-5, reference=0.126714),
        Row("qualified and shut out, ways twice as dear", dear, FINE, reference=0.045293),
        Row("qualified and shut out, the others", cheap, FINE, reference=0),
    ]


def _performative() -> list[Row]:
    """Give where a forecast rests that moves what it forecasts, and how fast it gets there."""
    path = feedback.repeated(600, 600, 0.4, 3)
    rest = feedback.fixed_point(600, 0.4)
    return [
        Row("performative mean", rest, 1e-9, 600 / (1 - 0.4), 1000),
        Row("performative mean, error left a round", (rest - path[2]) / (rest - path[1]), 1e-9, 0.4, 0.4),
    ]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings turned, the ladder alone."""
    scores = settings.one("mean") + settings.one("spread") * quantiles(PEOPLE)
    if not settings.as_published:
        return [*_ladder(settings, scores, settings.one("cost"), (), "ladder"), *_closeness(settings)]
    spaced = (0.148801, 0.162788, 0.121179, 0.061378)
    return [
        *_single(scores, 0.05, (0.096432, 0.048717)),
        *_single(scores, 0.02, (0.244876, 0.123225)),
        *_ladder(settings, scores, LADDER, spaced, "ladder, 0.03 a point",
                 [(line - 1 / LADDER, line) for line in settings.several("perks")]),
        *_ladder(settings, scores, UNRAVELLING, (0, 0, 0, 0.904131), "unravelling, 0.015 a point",
                 [(750 - 4 / UNRAVELLING, 750)]),
        *_closeness(settings),
        *_defence(scores),
        *_performative(),
    ]


gaming = Replication(
    name="gaming",
    summary="Bunching at perks, ladders that unravel, robust lines and whom they burden, forecasts that come true.",
    source="Hardt et al. 2016 (ITCS); Milli et al. 2019 and Hu et al. 2019 (FAT*); Perdomo et al. 2020 (ICML).",
    mechanism="what the measures `gaming` and `contagion` and `demerit show SCHEME` predict of gates (`theory.gaming`)",
    differs="Citizens choose by logit and a trick gives 20 points at once; here everyone answers best, point by point.",
    settings=(
        Setting("mean", (MEAN,), 0, 1000, "points", "Mean score."),
        Setting("spread", (SPREAD,), 1, 500, "points", "Standard deviation of scores."),
        Setting("perks", (600, 650, 700, 750), 0, 2000, "points", "Lines of the ladder, rising.", several=True),
        Setting("benefits", (1,), 0, 1000, "worth", "What each line opens is worth; one number for all, or one a line.",
                several=True),
        Setting("cost", (LADDER,), 0.0001, 1000, "worth a point", "What a point costs."),
    ),
    compute=_compute,
)  # fmt: skip
