"""How unequally an amount is spread over people: concentration, Gini, the share of the top."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def concentration(people: NDArray[Any], amounts: NDArray[Any]) -> float:
    """Give the concentration index of amounts over people who stand in order.

    With ``p_b`` the share of the people up to place b and ``q_b`` that of the amounts, ``1 - sum (p_b - p_(b-1)) (q_b +
    q_(b-1))``: 0 where all have alike, towards 1 where the last have everything, below 0 where the first have more
    (Kakwani, Wagstaff and van Doorslaer 1997, J. Econometrics 77).

    Parameters
    ----------
    people, amounts
        How many stand at each place, and what they have together; numbers from 0 on, shape ``(k,)``, neither all 0.
    """
    stand, have = (np.concatenate([[0.0], np.cumsum(x, dtype=float)]) for x in (people, amounts))
    return 1 - float((np.diff(stand) * (have[1:] + have[:-1])).sum() / (stand[-1] * have[-1]))


def gini(values: NDArray[Any]) -> float:
    """Give the Gini coefficient of values from 0 on: 0 if all are equal, towards 1 if one has everything.

    The concentration index of values that stand in their own order: ``2 sum k x_(k) / (n sum x) - (n + 1) / n``.
    """
    return concentration(np.ones(len(values)), np.sort(values))


def top_share(values: NDArray[Any], share: float) -> float:
    """Give what the largest `share` (0 .. 1) of the values have together, as a share of all."""
    ordered = np.sort(values)
    return float(ordered[len(ordered) - round(share * len(ordered)) :].sum() / ordered.sum())
