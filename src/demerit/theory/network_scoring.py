"""What friends' signals add to one's own in telling types apart (Wei, Yildirim, Van den Bulte and Dellarocas 2016)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def friend_weight(error: float, cross_tie: float) -> float:
    """Give the log odds that a friend with a high signal adds: ``log((1 - e + e p) / (e + (1 - e) p))``.

    Parameters
    ----------
    error
        e, the chance that a signal is wrong, above 0.
    cross_tie
        p, the chance that two who meet and are of different types tie themselves to each other; of one type they do.
    """
    return math.log((1 - error + error * cross_tie) / (error + (1 - error) * cross_tie))


def own_weight(error: float) -> float:
    """Give the log odds that one's own high signal adds: ``log((1 - e) / e)``."""
    return math.log((1 - error) / error)


def expected(error: float, cross_tie: float, meetings: float) -> tuple[float, float]:
    """Give the chance that the likelier type is the true one, and the mean squared error of the chance told.

    Both types are as many; of the friends of one of type h as many as Poisson ``m (1 - e + p e) / 2`` have a high
    signal, and ``m (e + p (1 - e)) / 2`` a low one, independently.

    Parameters
    ----------
    meetings
        m, how many one meets on average.
    """
    high = _poisson(meetings * (1 - error + cross_tie * error) / 2)
    low = _poisson(meetings * (error + cross_tie * (1 - error)) / 2)
    apart = np.arange(len(high))[:, None] - np.arange(len(low))[None, :]
    weight = high[:, None] * low[None, :]
    right, squared = 0.0, 0.0
    for signal, chance in ((1, 1 - error), (-1, error)):
        odds = signal * own_weight(error) + apart * friend_weight(error, cross_tie)
        told = 1 / (1 + np.exp(-odds))
        guess = np.where(np.abs(odds) < 1e-9, 0.5, odds > 0)
        right += chance * float((weight * guess).sum())
        squared += chance * float((weight * (1 - told) ** 2).sum())
    return right, squared


def _poisson(mean: float) -> NDArray[np.float64]:
    """Give the chances of 0, 1, 2 ... until nothing is left."""
    chances = [math.exp(-mean)]
    for k in range(1, int(mean + 12 * math.sqrt(mean) + 30)):
        chances.append(chances[-1] * mean / k)
    return np.array(chances)
