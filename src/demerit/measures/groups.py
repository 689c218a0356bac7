"""The groups that findings are told for: ``dimension:value``, and ``all``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.measures.tables import grown, once
from demerit.rows.groups import ALL, DIMENSIONS, GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

COLUMNS = {
    "sex": "sex", "age": "age_band", "place": "place", "income": "income", "party": "party", "family": "family",
    "origin": "origin",
}  # fmt: skip
"""Dimension -> the panel's column."""

MEMBER = "member_of"
"""The column that says of which group a row stands in, while a panel is aggregated."""
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
    adults = grown(run)
    last = adults.filter(pl.col("week") == pl.col("week").max())
    return last.filter((pl.col("n") >= FEWEST) | (pl.col("group") == "all"))["group"].to_list()


def by_group(panel: pl.DataFrame, *aggregates: pl.Expr, within: Sequence[str] = ()) -> pl.DataFrame:
    """Aggregate panel rows for all and for every group of every dimension.

    Parameters
    ----------
    panel
        Rows with the panel's group columns.
    aggregates
        What to compute, each with its own name.
    within
        Columns to keep apart besides the group (``week``).
    """
    if panel.is_empty():
        return panel.group_by(pl.lit(ALL).alias("group"), *within).agg(*aggregates).clear()
    asked = {name for one in aggregates for name in one.meta.root_names()}
    some = asked and asked.issubset(panel.columns)
    rows, group = _members(panel)
    kept = panel.select(*asked.union(within)) if some else panel
    repeated = kept[rows].with_columns(pl.Series(MEMBER, group))
    found = repeated.group_by(MEMBER, *within).agg(*aggregates)
    name = pl.col(MEMBER).replace_strict(range(len(GROUPS)), GROUPS, return_dtype=pl.String).alias("group")
    return found.select(name, pl.exclude(MEMBER)).sort("group", *within)


def ratio_by_group(panel: pl.DataFrame, number: NDArray[Any], of: NDArray[Any]) -> pl.DataFrame:
    """Give ``group, value``: of the rows of all, and of every group, the sum of a `number` over that of `of`."""
    if panel.is_empty():
        return pl.DataFrame(schema={"group": pl.String, "value": pl.Float64})
    rows, group = _members(panel)
    there = np.bincount(group, minlength=len(GROUPS)) > 0
    above, below = (pl.Series(np.bincount(group, each[rows], len(GROUPS))[there]) for each in (number, of))
    names = [name for name, any_ in zip(GROUPS, there.tolist(), strict=True) if any_]
    return pl.DataFrame({"group": names, "value": above / below}).sort("group")


def _members(panel: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Give the rows of every group, one group behind the other, and of which group (a place in `GROUPS`) each is."""
    parts, first = [(np.arange(panel.height), np.zeros(panel.height, np.uint8))], 1
    for name, values in DIMENSIONS.items():
        code = panel.get_column(COLUMNS[name]).to_numpy()
        there = np.flatnonzero(code < len(values))
        parts.append((there, (code[there] + first).astype(np.uint8)))
        first += len(values)
    return np.concatenate([rows for rows, _ in parts]), np.concatenate([group for _, group in parts])
