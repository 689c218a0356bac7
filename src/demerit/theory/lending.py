"""What lending does to the scores of those who are lent to (Liu et al. 2018), and how default falls with the score."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

NEW_LOANS = ((500, 0.410, 4.0), (540, 0.284, 4.6), (580, 0.225, 6.4), (620, 0.158, 9.6), (660, 0.089, 11.4),
             (700, 0.044, 13.2), (780, 0.010, 50.8))
"""Score (middle of the band), share of new loans in default within two years, share of people in per cent; United
States, 2000 to 2002 (Federal Reserve 2007, report to the Congress on credit scoring; people by band of 2007, split
evenly)."""


def slope_of_default(scores: NDArray[Any], bad: NDArray[Any], people: NDArray[Any]) -> float | None:
    """Give the change of the log-odds of default for a standard deviation of score, by logistic regression.

    Newton's steps on the likelihood of ``log(p / (1 - p)) = a + b z``, ``z`` the score in standard deviations about its
    mean. None where all stand at one score, nobody or everybody defaults, or some score parts those who default from
    those who do not: then no slope is the likeliest (Albert and Anderson 1984).

    Parameters
    ----------
    scores, bad, people
        Each score, how many there default, and how many stand there, shape ``(k,)``.
    """
    s, y, n = (np.asarray(x, float) for x in (scores, bad, people))
    total = n.sum()
    if total == 0 or not 0 < y.sum() < total:
        return None
    mean = (n * s).sum() / total
    spread = float(np.sqrt((n * (s - mean) ** 2).sum() / total))
    failed, repaid = s[y > 0], s[n > y]
    if spread == 0 or failed.max() <= repaid.min() or repaid.max() <= failed.min():
        return None
    design = np.stack([np.ones_like(s), (s - mean) / spread], axis=1)
    share = y.sum() / total
    at = np.array([np.log(share / (1 - share)), 0.0])
    for _ in range(25):
        p = 1 / (1 + np.exp(-design @ at))
        step = np.linalg.solve(design.T @ (design * (n * p * (1 - p))[:, None]), design.T @ (y - n * p))
        at += step
        if np.abs(step).max() < 1e-10:
            break
    return float(at[1])


def mean_change(scores: NDArray[Any], people: NDArray[Any], repay: NDArray[Any], line: float, gain: float,
                loss: float, scale: tuple[float, float]) -> float:
    """Give by how much the mean score of all moves when those at `line` or above are lent to.

    ``sum over s >= line of p(s) [r(s) (min(s + gain, high) - s) + (1 - r(s)) (max(s + loss, low) - s)]``.

    Parameters
    ----------
    scores, people, repay
        Each score, how many stand there, and the chance that they repay, shape ``(k,)``.
    line
        The lowest score that is lent to.
    gain, loss
        Points for repaying (above 0) and for default (below 0).
    scale
        The lowest and the highest score: nobody moves beyond.
    """
    s = np.asarray(scores, float)
    up, down = np.minimum(s + gain, scale[1]) - s, np.maximum(s + loss, scale[0]) - s
    moved = np.where(s >= line, repay * up + (1 - repay) * down, 0.0)
    return float((people * moved).sum() / np.sum(people))


def chance_needed(gain: float, loss: float) -> float:
    """Give the chance of repaying below which a loan is expected to lower a score: ``-loss / (gain - loss)``."""
    return -loss / (gain - loss)


def harm_below(scores: NDArray[Any], repay: NDArray[Any], gain: float, loss: float) -> float:
    """Give the score below which lending is expected to lower scores; the chance to repay rises with the score.

    Straight between the scores given; nan where lending harms nobody, or everybody.
    """
    needed = chance_needed(gain, loss)
    if not repay[0] < needed <= repay[-1]:
        return float("nan")
    return float(np.interp(needed, repay, scores))
