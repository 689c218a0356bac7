"""What several runs of one society and seed show: each side alone, and as a pair with the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from demerit.measures import evaluate, of_the_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.measures.tables import RunTables

    Names = Sequence[str] | Mapping[str, Sequence[str]] | None

KEY = ("name", "group", "unit")


def measured(runs: Mapping[str, RunTables], reference: str, names: Names = None, placebo: RunTables | None = None,
             needed: Mapping[str, Sequence[str]] | None = None,
             alone: Mapping[str, pl.DataFrame] | None = None) -> pl.DataFrame:  # fmt: skip
    """Give ``name, group, unit, side, value, delta``, side by side.

    Parameters
    ----------
    runs
        Side -> its run; all of the same society and seed. Each is asked for once, so that it may live when it is.
    reference
        The side that all are held against; ``delta`` is a side less the reference, null where it has no such row.
    names
        Measures; or side -> those that are taken of it; None: all.
    placebo
        The first side again, with one tie changed: what it shows stands under that side.
    needed
        Side -> the rows that are needed of it: where the run alone gives all that a measure is asked for, the pair is
        not measured. None, or a side that is not named: everything.
    alone
        Side -> what `evaluate` gives of it with these names, where the caller has it already.
    """
    given = alone or {}
    twin, parts = runs[reference], []
    base = given[reference] if reference in given else evaluate(twin, names=_of(names, reference))
    first = next((side for side in runs if side != reference), reference)
    for side in runs:
        run = twin if side == reference else runs[side]
        own = base if side == reference else given[side] if side in given else evaluate(run, names=_of(names, side))
        both = own.join(base.select(*KEY, pl.col("value").alias("base")), on=KEY, how="left", maintain_order="left")
        parts.append(both.select(*KEY, pl.lit(side).alias("side"), "value",
                                 (pl.col("value") - pl.col("base")).alias("delta")))  # fmt: skip
        pairs = _lacking(_of(names, side), own, needed.get(side) if needed else None)
        if side != reference and (pairs is None or pairs):
            known = pl.concat([own, base]).select("name", "group")
            noise = placebo if side == first else None
            pair = of_the_pair(run, twin, noise, known=known, names=pairs)
            parts.append(pair.select(*KEY, pl.lit(side).alias("side"), "value", "delta"))
    return pl.concat(parts)


def _of(names: Names, side: str) -> Sequence[str] | None:
    """Give the measures that are taken of a side; None: all."""
    return names[side] if isinstance(names, Mapping) else names


def _lacking(names: Sequence[str] | None, alone: pl.DataFrame, rows: Sequence[str] | None) -> Sequence[str] | None:
    """Give the measures of which a run alone does not have every row that is needed."""
    if names is None or rows is None:
        return names
    there = set(alone["name"])
    return [name for name in names if any(row.partition(".")[0] == name and row not in there for row in rows)]


def between(a: RunTables, b: RunTables, placebo: RunTables | None = None) -> pl.DataFrame:
    """Give ``name, group, a, b, delta, unit`` of two runs of one society and seed; null where one has no such row."""
    told = measured({"a": a, "b": b}, "b", placebo=placebo)
    one, two = (told.filter(pl.col("side") == side) for side in ("a", "b"))
    both = one.join(two.select(*KEY, pl.col("value").alias("b")), on=KEY, how="full", coalesce=True,
                    maintain_order="left_right")  # fmt: skip
    return both.select("name", "group", pl.col("value").alias("a"), "b", "delta", "unit")
