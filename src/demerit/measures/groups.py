"""The groups that findings are told for: ``dimension:value``, and ``all``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.measures.sums import BY_NAME, by_group, by_month, months
from demerit.measures.tables import once
from demerit.rows.groups import ALL, DIMENSIONS, GROUPS

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

COLUMNS = {
    "sex": "sex", "age": "age_band", "place": "place", "income": "income", "party": "party", "family": "family",
    "origin": "origin",
}  # fmt: skip
"""Dimension -> the panel's column."""

FEWEST = 30
"""Members that a group must have to be held against others, or others against it (assumed): of fewer, one moves it."""

LABELS: dict[str, str] = {
    "all": "everyone",
    "sex:man": "men",
    "sex:woman": "women",
    "age:18-29": "aged 18\u201329",
    "age:30-44": "aged 30\u201344",
    "age:45-59": "aged 45\u201359",
    "age:60+": "aged 60 and over",
    "place:rural": "rural",
    "place:urban": "urban",
    "income:low": "income, lowest third",
    "income:middle": "income, middle third",
    "income:high": "income, highest third",
    "party:other": "not Party members",
    "party:member": "Party members",
    "family:other": "no small child",
    "family:parent": "parents of a child under 7",
    "origin:native": "natives",
    "origin:migrant": "migrants",
    "origin:visitor": "visitors",
}
"""Group -> what a reader calls it."""


@once("counts")
def enough(run: RunTables) -> list[str]:
    """Give the groups that have `FEWEST` adults or more in the last week counted, and ``all``."""
    if not len(months(run)):
        return []
    last = by_month(run, "adult")[-1]
    return [name for name, n in zip(BY_NAME, last, strict=True) if n >= FEWEST or (name == ALL and n > 0)]


def ratios(cell: NDArray[np.int64], number: NDArray[Any], of: NDArray[Any] | None = None,
           times: float = 1) -> NDArray[np.float64]:  # fmt: skip
    """Give, for each of the groups in `BY_NAME`, the sum of a `number` over that of `of`, so many `times`.

    Without `of`, the mean of the number. Not a number where the sum of `of` is nought.
    """
    every, above = (MEMBERS @ np.bincount(cell, each, MEMBERS.shape[1]) for each in (None, number))
    below = every if of is None else MEMBERS @ np.bincount(cell, of, MEMBERS.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = (times * (above / below))[PLACES]
        return found


def ratio_of_cells(cell: NDArray[np.int64], number: NDArray[Any], of: NDArray[Any] | None = None,
                   times: float = 1) -> pl.DataFrame:  # fmt: skip
    """Give the same as ``group, value``, without what is not a number."""
    return by_group(ratios(cell, number, of, times))


def number_in_cells(cell: NDArray[np.int64]) -> pl.DataFrame:
    """Give ``group, value``: how many of these cells are of each group that has any."""
    every = (MEMBERS @ np.bincount(cell, minlength=MEMBERS.shape[1]))[PLACES]
    return by_group(np.where(every > 0, every, np.nan))


def cells(panel: pl.DataFrame) -> NDArray[np.int64]:
    """Give the cell of every row: one number for what its citizen is of all dimensions, a column of `MEMBERS`."""
    cell = np.zeros(panel.height, np.int64)
    for name, values in DIMENSIONS.items():
        code = panel.get_column(COLUMNS[name]).to_numpy()
        cell = cell * (len(values) + 1) + np.minimum(code, len(values))
    return cell


def _cells_of_groups() -> NDArray[np.float64]:
    """Give whether a cell is part of a group: group x cell; the last value of a dimension is in none of its groups."""
    sizes = [len(values) for values in DIMENSIONS.values()]
    places = np.indices([size + 1 for size in sizes]).reshape(len(sizes), -1)
    rows = [np.ones(places.shape[1])]
    rows += [places[k] == value for k, size in enumerate(sizes) for value in range(size)]
    return np.array(rows, np.float64)


MEMBERS = _cells_of_groups()
"""Group x cell: whether those of a cell stand in a group."""
PLACES = np.array([GROUPS.index(name) for name in BY_NAME])
"""Of each group in the order of their names, its place in `GROUPS`."""
