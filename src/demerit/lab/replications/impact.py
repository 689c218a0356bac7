"""What a score does to those it is meant to serve: loans, help, and open protest."""

from __future__ import annotations

import math

import numpy as np

from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.society.noise import quantiles
from demerit.theory import lending, rebellion, reputation

PEOPLE = 2**18
MIDDLE, WIDTH = 560, 40
NO_ENDS = (-math.inf, math.inf)
GROUPS = {(640, 600): 39.13804, (580, 600): 19.87809, (580, 650): 12.39704, (580, 500): -0.02241}
"""(mean score, lowest score lent to) -> mean change of the group's scores."""


def _loans(settings: Settings) -> list[Row]:
    """Give what lending does to the mean score of a group; who repays gains 75 points, who does not loses 150."""
    gain, loss = settings.one("gain"), -settings.one("loss")
    people = np.ones(PEOPLE)
    rows = []
    for (mean, line), value in GROUPS.items():
        scores = mean + 80 * quantiles(PEOPLE)
        repay = 1 / (1 + np.exp(-(scores - MIDDLE) / WIDTH))
        ours = lending.mean_change(scores, people, repay, line, gain, loss, NO_ENDS)
        told = f"mean change of scores, mean {mean}, lent to from {line}"
        rows.append(Row(told, ours, 1e-3, reference=settings.known(value)))
    grid = np.arange(300, 850.5, 0.5)
    harm = lending.harm_below(grid, 1 / (1 + np.exp(-(grid - MIDDLE) / WIDTH)), gain, loss)
    closed = MIDDLE + WIDTH * math.log(-loss / gain)
    return [*rows, Row("lending harms below", harm, 1e-3, closed, settings.known(587.7259))]


def _turn(cost: float, benefit: float) -> float:
    """Give the chance of being known at which helping begins to pay, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        helps, never = reputation.payoffs(middle, cost, benefit)
        low, high = (low, middle) if helps > never else (middle, high)
    return high


def _records(settings: Settings) -> list[Row]:
    """Give how likely a record must be known for helping to pay; a help is worth 1."""
    rows = []
    for cost in settings.several("cost"):
        needed, most = reputation.known_needed(cost, 1.0), reputation.highest_cost(cost)
        turn, listed = _turn(cost, 1.0), settings.known(cost)
        rows += [
            Row(f"image scoring, cost {cost:g}: pays if known from", turn, 1e-9, needed, listed),
            Row(f"image scoring, known {cost:g}: pays to a cost of", most, 1e-9, cost, listed),
        ]
    return rows


def _protest() -> list[Row]:
    """Give who is in open protest by Epstein's static rule."""
    listed = {0.8: 0.5, 0.82: 0.444444, 0.9: 0.0}
    rows = [
        Row(f"Epstein, no police, legitimacy {legitimacy:g}: in protest", rebellion.active(legitimacy), 1e-6,
            max(0.0, 1 - 0.1 / (1 - legitimacy)), value)
        for legitimacy, value in listed.items()
    ]  # fmt: skip
    ours = rebellion.active(0.82, 0.1, rebellion.chance_of_arrest(1))
    return [*rows, Row("Epstein, one officer each, legitimacy 0.82: in protest", ours, 1e-6, reference=0.019759)]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row."""
    return [*_loans(settings), *_records(settings), *_protest()]


impact = Replication(
    name="impact",
    summary="Delayed impact of lending, help that public records pay for, and who protests openly.",
    source="Liu et al. 2018 (ICML); Nowak and Sigmund 1998 (Nature 393); Epstein 2002 (PNAS 99).",
    mechanism="the measures `delayed_impact`, `helping` and `approval` (`theory.lending`, `reputation`, `rebellion`)",
    differs="Scores have no ends here. Epstein's dynamics are left out: rounding changes them from program to program.",
    settings=(
        Setting("gain", (75,), 1, 500, "points", "What a loan repaid brings."),
        Setting("loss", (150,), 1, 500, "points", "What a default takes."),
        Setting("cost", (0.1, 0.5), 0.01, 0.99, "of its worth", "What a help costs who gives it.", several=True),
    ),
    compute=_compute,
)
