"""What institutions counted, as measures read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures.sums import EVERYBODY, by_month, number, per
from demerit.measures.tables import keys_of, once

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

TABLE = "institution"
"""The count table of what institutions counted."""


@once("counts")
def kept(run: RunTables, name: str) -> bool:
    """Say whether an institution counted anything in the run."""
    return any(key.startswith(f"{name}:") for key in keys_of(run, TABLE))


def counts(run: RunTables, name: str, *what: str) -> list[NDArray[np.float64]]:
    """Give the sum of each thing that an institution counted, group by group; 0 where nothing is counted."""
    return [number(run, TABLE, f"{name}:{one}") for one in what]


def monthly(run: RunTables, name: str, *what: str) -> list[NDArray[np.float64]]:
    """Give the same by week of `months` and group, shape ``(weeks, groups)``."""
    return [by_month(run, TABLE, f"{name}:{one}") for one in what]


def of_adults(run: RunTables, name: str, what: str) -> NDArray[np.float64]:
    """Give what an institution counted over adults, by month and group; not a number where it counted nothing."""
    (n,) = monthly(run, name, what)
    return per(np.where(n > 0, n, np.nan), by_month(run, "adult"))


def remembered(run: RunTables, name: str, what: str) -> NDArray[np.float64]:
    """Give a number that an institution remembered, by week of `months`; 0 where none is written down."""
    return by_month(run, TABLE, f"{name}:{what}")[:, EVERYBODY]
