"""All measures of a run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

import demerit.measures as folder
from demerit.base import catalogue
from demerit.measures.measure import Measure, together
from demerit.measures.tables import hold_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.measures.tables import RunTables


def measures() -> dict[str, Measure]:
    """Give every measure by name: the folder is the list."""
    return catalogue.parts(folder, Measure)


def of_pairs() -> list[str]:
    """Give the names of the measures of which a twin adds rows."""
    return [name for name, one in measures().items() if one.twin != "none"]


def take(
    run: RunTables,
    twin: RunTables | None = None,
    placebo: RunTables | None = None,
    names: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Give every row of the measures named (all where None), curves included, with their ``measure`` in front."""
    hold_together(run, twin, "twin")
    hold_together(run, placebo, "placebo twin")
    found = measures()
    parts = list(found.values()) if names is None else [
        found[name] if name in found else catalogue.part(folder, Measure, name, "measure") for name in names
    ]  # fmt: skip
    frames = [part(run, twin, placebo) for part in parts]
    of = [part.name for part, frame in zip(parts, frames, strict=True) for _ in range(frame.height)]
    return together(*frames).select(pl.Series("measure", of, pl.String), pl.all())


def evaluate(
    run: RunTables,
    twin: RunTables | None = None,
    placebo: RunTables | None = None,
    names: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Give the headlines of a run as ``name, group, value, unit``.

    ``name`` is ``measure.quantity``; what could not be measured in this run has no row. To compare two runs, take the
    headlines of each and subtract: one name and group is one row in both.

    Parameters
    ----------
    run
        A run, in memory or in a folder.
    twin
        The same people under another law, or none: some measures need one, some give more with one.
    placebo
        The run again with one tie less: what it shows is noise.
    names
        Measures; None: all.

    Returns
    -------
    DataFrame
        A row for each quantity and group.

    Examples
    --------
    >>> import demerit
    >>> run = demerit.live("null", recipe="village", people=60, weeks=4)
    >>> demerit.evaluate(run, names=["degree"]).columns
    ['name', 'group', 'value', 'unit']
    """
    return headlines(take(run, twin, placebo, names))


def of_the_pair(
    run: RunTables, twin: RunTables, placebo: RunTables | None = None, known: pl.DataFrame | None = None,
    names: Sequence[str] | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Give what only a pair of runs can show, as ``name, group, value, delta, unit``.

    Parameters
    ----------
    run, twin, placebo
        The two, and the first with one tie changed.
    known
        ``name, group`` of what either run shows alone, which is left out; worked out where None.
    names
        Measures; None: all of which a twin adds rows.

    Notes
    -----
    ``delta`` is the value where it is a difference of the two, which is 0 where they are the same, and null where it
    is none (`Measure.levels`): a week, a forecast, the noise of a placebo.
    """
    chosen = [name for name in of_pairs() if names is None or name in names]
    rows = take(run, twin, placebo, chosen)
    if known is None:
        known = pl.concat([evaluate(one, names=chosen).select("name", "group") for one in (run, twin)])
    found = measures()
    kinds = rows.select("measure", "quantity").unique(maintain_order=True)
    level = [found[name].is_level(quantity) for name, quantity in kinds.iter_rows()]
    marked = rows.join(
        kinds.with_columns(pl.Series("level", level, pl.Boolean)), on=["measure", "quantity"], maintain_order="left"
    )
    only = headlines(marked, "level").join(known, on=["name", "group"], how="anti", maintain_order="left")
    delta = pl.when(~pl.col("level")).then(pl.col("value")).alias("delta")
    return only.select("name", "group", "value", delta, "unit")


def headlines(rows: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Give those rows of `take` that stand for the whole run, as ``name, group, value, unit`` and `more` columns."""
    whole = rows.filter(pl.col("week").is_null() & pl.col("bin").is_null())
    name = pl.concat_str("measure", pl.lit("."), "quantity").alias("name")
    return whole.select(name, "group", "value", "unit", *more)
