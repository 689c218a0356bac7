"""Adults first: those who act stand in front, in their order, and children behind them, in theirs."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.society.citizens import ADULT_AGE, Citizens, Column
from demerit.society.ties import Ties, edges_of, ties_from_edges


def order_of(age: Column) -> Column:
    """Give the rows of adults, then those of children, each in their order."""
    adult = age >= ADULT_AGE
    return np.concatenate([np.flatnonzero(adult), np.flatnonzero(~adult)])


def grown_first(citizens: Citizens, ties: Ties) -> tuple[Citizens, Ties]:
    """Give the same people and ties in the order in which a society is kept."""
    order = order_of(citizens.age)
    new = np.empty(len(order), np.int64)
    new[order] = np.arange(len(order))
    spouse = citizens.spouse[order]
    spouse = np.where(spouse >= 0, new[spouse], -1).astype(np.int32)
    columns: Any = (column[order] for column in citizens)
    moved = Citizens(*columns)._replace(spouse=spouse)
    u, v, kind, bond = edges_of(ties)
    return moved, ties_from_edges(len(order), new[u], new[v], kind, bond)
