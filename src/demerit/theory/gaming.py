"""Best response to lines on a score, where every point costs the same (Hardt et al. 2016)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def answered(scores: NDArray[Any], lines: NDArray[Any], benefits: NDArray[Any], cost: float | Numbers) -> Numbers:
    """Give the score to which everyone moves who weighs what opens against what the way costs.

    ``max over y >= x of sum of benefits of lines <= y, less cost (y - x)``: one stays, or goes exactly to a line. Who
    would be as well off stays; of two lines as good the lower is taken.

    Parameters
    ----------
    scores
        Where everyone stands, shape ``(n,)``.
    lines, benefits
        Lines in rising order, and what each is worth by itself, shape ``(k,)``.
    cost
        What a point costs, above 0: one number, or one a citizen, shape ``(n,)``.
    """
    stand = np.asarray(scores, float)
    worth = np.concatenate([[0.0], np.cumsum(benefits, dtype=float)])
    best = worth[np.searchsorted(lines, stand, side="right")]
    moved = stand.copy()
    for k, line in enumerate(lines):
        value = worth[k + 1] - cost * (float(line) - stand)
        better = (stand < line) & (value > best)
        best = np.where(better, value, best)
        moved = np.where(better, float(line), moved)
    return moved


def lines_passed_by(lines: NDArray[Any], benefits: NDArray[Any]) -> Numbers:
    """Give, for each line but the last, the cost of a point below which nobody stops there: all go farther.

    Of line k ``max over j > k of (sum of benefits k+1 .. j) / (t_j - t_k)``. Lines closer than a perk is worth the way
    unravel: all who move go to the last.
    """
    t, worth = np.asarray(lines, float), np.cumsum(benefits, dtype=float)
    ways = [(worth[k + 1 :] - worth[k]) / (t[k + 1 :] - t[k]) for k in range(len(t) - 1)]
    return np.array([way.max() for way in ways])


def robust_line(line: float, benefit: float, cost: float) -> float:
    """Give where one who knows of gaming draws the line: ``line + benefit / cost``, as far up as gaming reaches.

    The lender's answer in the Stackelberg game of Hardt et al. (2016): all who stood above `line` still get there.
    """
    return line + benefit / cost


def burden(scores: NDArray[Any], qualified: float, line: float, cost: float) -> float:
    """Give what getting to `line` costs on average those who stand at `qualified` or above (Milli et al. 2019).

    Not a number where nobody is qualified.
    """
    stand = np.asarray(scores, float)
    those = stand[stand >= qualified]
    return float((cost * np.maximum(0.0, line - those)).mean()) if len(those) else float("nan")


def shut_out(scores: NDArray[Any], qualified: float, line: float, benefit: float, cost: float) -> float:
    """Give the share of all who are qualified, and for whom the way to `line` is not worth it (Hu et al. 2019)."""
    moved = answered(scores, np.array([line]), np.array([benefit]), cost)
    return float(((np.asarray(scores) >= qualified) & (moved < line)).mean())
