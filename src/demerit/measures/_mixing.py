"""How alike the two ends of a tie are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.tables import counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

BANDS = 12
UNSCORED = BANDS
"""The band of a citizen who bears no score."""


def half_ties(run: RunTables, table: str) -> pl.DataFrame:
    """Give the half-ties between scored adults as ``week, key, x, y, n``, each end by its twelfth of the scale.

    `key` is ``kin``, ``friend``, and ``both`` of all together; `table` is ``tie`` or ``tie_own``.
    """
    pairs = counted(run, table).with_columns((pl.col("bin") // 100).alias("x"), (pl.col("bin") % 100).alias("y"))
    pairs = pairs.filter((pl.col("x") < UNSCORED) & (pl.col("y") < UNSCORED))
    return pl.concat([pairs, pairs.with_columns(pl.lit("both").alias("key"))])


def correlation(pairs: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give Pearson's correlation of ``x`` and ``y`` weighted by ``n``, as the columns `by` and ``value``.

    Over half-ties (each tie from both its ends) this is Newman's (2003) assortativity coefficient of a number; for two
    values 0 and 1 it is his coefficient of a yes-or-no trait. Null where one end does not vary.
    """
    weight = pl.col("n").cast(pl.Float64)
    x, y = pl.col("x").cast(pl.Float64), pl.col("y").cast(pl.Float64)

    def mean(what: pl.Expr) -> pl.Expr:
        return (weight * what).sum() / weight.sum()

    spread = (mean(x * x) - mean(x) ** 2) * (mean(y * y) - mean(y) ** 2)
    value = (mean(x * y) - mean(x) * mean(y)) / pl.when(spread > 1e-12).then(spread.sqrt())
    return pairs.group_by(*by).agg(value.alias("value")).sort(*by)
