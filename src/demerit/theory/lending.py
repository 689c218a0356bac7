"""What lending does to the scores of those who are lent to (Liu et al. 2018)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


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
