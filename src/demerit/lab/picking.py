"""Some rows of a comparison: those of a measure, and of groups of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.errors import InputError, UnknownName
from demerit.measures import measures
from demerit.measures.discovery import RATE
from demerit.rows.groups import ALL, DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_pick(names: Sequence[str], by: Sequence[str]) -> None:
    """Refuse measures and kinds of groups that there are not, before anything runs.

    Parameters
    ----------
    names
        Measures, or rows of one: ``silence``, ``silence.dissent``, ``silence.dissent.rate``.
    by
        Kinds of groups: ``income``, ``age`` ...
    """
    for name in names:
        if name.partition(".")[0] not in measures():
            raise UnknownName("measure", name, measures(), "`demerit list measures` shows all.")
    for name in by:
        if name not in DIMENSIONS:
            raise UnknownName("kind of group", name, DIMENSIONS)


def picked(table: pl.DataFrame, names: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """Give the rows of a table (``name, group, ...``) that are asked for; all of them where nothing is.

    A measure alone gives its rows for everyone; with kinds of groups, those of each group besides.

    Raises
    ------
    InputError
        A measure gave no such row here.
    """
    if not names and not by:
        return table.sort("name", "group")
    group = pl.col("group")
    of_kinds = [group.str.starts_with(f"{kind}:") for kind in by]
    found = table.filter(pl.any_horizontal(group == ALL, *of_kinds))
    for name in names:
        if not found.filter(_of(name)).height:
            near = sorted(row for row in set(table["name"]) if row.startswith(name.partition(".")[0] + "."))
            told = f" It gave: {', '.join(near[:12])}." if near else " It says nothing of these runs."
            raise InputError(f"--measure {name}: no row of the comparison is called so.{told}")
    found = found.sort("name", "group")
    return found.filter(pl.any_horizontal(_of(name) for name in names)) if names else found


def check_largest(largest: int | None, sides: int) -> None:
    """Refuse a number of largest changes that cannot be shown, before anything runs."""
    if largest is not None and largest < 1:
        raise InputError(f"--largest {largest}: give 1 or more, for example --largest 10.")
    if largest is not None and sides > 2:
        raise InputError(f"--largest takes two sides, not {sides}: compare each scheme by itself.")


def check_worlds(worlds: int | None, sides: int) -> None:
    """Refuse drawn worlds of what they are not drawn for, before anything runs."""
    if worlds is not None and sides > 2:
        raise InputError(f"--worlds takes two sides, not {sides}: `demerit study` draws worlds for more.")


def largest_changes(table: pl.DataFrame, most: int) -> pl.DataFrame:
    """Give the rows of everyone that changed most between the two sides, one a measure, the largest first.

    Changes are held against the mean size of the two sides: ``2 |a - b| / (|a| + |b|)``. Rows that one side has not, or
    that are 0 on one side, are of another kind and left out; so are those that chance may have made over several seeds.
    """
    told = table.filter(
        (pl.col("group") == ALL) & (pl.col("a") * pl.col("b") != 0) & (pl.col("delta") != 0)
        & (pl.col("q").is_null() | (pl.col("q") <= RATE))
    )  # fmt: skip
    size = 2 * pl.col("delta").abs() / (pl.col("a").abs() + pl.col("b").abs())
    measure = pl.col("name").str.split(".").list.first()
    ranked = told.with_columns(size.alias("size"), measure.alias("measure"))
    ranked = ranked.sort("size", "name", descending=[True, False])
    return ranked.unique("measure", keep="first", maintain_order=True).head(most).select(table.columns)


def _of(name: str) -> pl.Expr:
    """Give whether a row is `name` or one of its parts."""
    return (pl.col("name") == name) | pl.col("name").str.starts_with(f"{name}.")
