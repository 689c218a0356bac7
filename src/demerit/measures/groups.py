"""The groups that findings are told for: ``dimension:value``, and ``all``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.tables import grown, once
from demerit.rows.groups import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    found = [panel.group_by(pl.lit("all").alias("group"), *within).agg(*aggregates)]
    for name, values in DIMENSIONS.items():
        words = dict(enumerate(f"{name}:{value}" for value in values))
        code = pl.col(COLUMNS[name]).alias("group")
        grouped = panel.group_by(code, *within).agg(*aggregates)
        group = pl.col("group").cast(pl.Int32).replace_strict(words, default=None, return_dtype=pl.String)
        found.append(grouped.with_columns(group).filter(pl.col("group").is_not_null()))
    return pl.concat(found).sort("group", *within) if panel.height else found[0].clear()
