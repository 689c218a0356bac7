"""What several runs of one society and seed show: each side alone, and as a pair with the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from demerit.measures import evaluate, of_the_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.measures.tables import RunTables

KEY = ("name", "group", "unit")


def measured(runs: Mapping[str, RunTables], reference: str,
             names: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
             placebo: RunTables | None = None) -> pl.DataFrame:
    """Give ``name, group, unit, side, value, delta``, side by side.

    Parameters
    ----------
    runs
        Side -> its run; all of the same society and seed.
    reference
        The side that all are held against; ``delta`` is a side less the reference, null where it has no such row.
    names
        Measures; or side -> those that are taken of it; None: all.
    placebo
        The first side again, with one tie changed: what it shows stands under that side.
    """
    of = {side: names[side] if isinstance(names, Mapping) else names for side in runs}
    alone = {side: evaluate(run, names=of[side]) for side, run in runs.items()}
    base = alone[reference].select(*KEY, pl.col("value").alias("base"))
    first = next((side for side in runs if side != reference), reference)
    parts = []
    for side, run in runs.items():
        own = alone[side].join(base, on=KEY, how="left", maintain_order="left")
        parts.append(own.select(*KEY, pl.lit(side).alias("side"), "value",
                                (pl.col("value") - pl.col("base")).alias("delta")))  # fmt: skip
        if side != reference:
            known = pl.concat([alone[side], alone[reference]]).select("name", "group")
            noise = placebo if side == first else None
            pair = of_the_pair(run, runs[reference], noise, known=known, names=of[side])
            parts.append(pair.select(*KEY, pl.lit(side).alias("side"), "value", "delta"))
    return pl.concat(parts)


def between(a: RunTables, b: RunTables, placebo: RunTables | None = None) -> pl.DataFrame:
    """Give ``name, group, a, b, delta, unit`` of two runs of one society and seed; null where one has no such row."""
    told = measured({"a": a, "b": b}, "b", placebo=placebo)
    one, two = (told.filter(pl.col("side") == side) for side in ("a", "b"))
    both = one.join(two.select(*KEY, pl.col("value").alias("b")), on=KEY, how="full", coalesce=True,
                    maintain_order="left_right")  # fmt: skip
    return both.select("name", "group", pl.col("value").alias("a"), "b", "delta", "unit")
