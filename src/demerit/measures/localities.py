"""How far places come apart under one outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import counted, summed

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="points", groups=False)
def localities(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far the mean scores of provinces lie apart, and what zealous provinces add.

    Notes
    -----
    `spread` is the standard deviation over provinces of their mean score (points), each province weighing as many
    citizens as it has scored, week by week and at the last settling; scores are counted in twelfths of the scale, each
    taken at its middle. `range` is the distance between the highest and the lowest province with at least 30 scored.
    `again` counts offences that zealous provinces counted once more, per 1,000 adult-months under them.
    """
    counts = counted(run, "score_place").with_columns(pl.col("key").str.split(":").list.first().alias("province"))
    if counts.is_empty():
        return nothing()
    middle = (run.scheme.scale.high - run.scheme.scale.low) / 24
    means = counts.group_by("week", "province").agg(
        ((pl.col("bin") + middle) * pl.col("n")).sum().alias("points"), pl.col("n").sum()
    ).sort("week", "province").with_columns((pl.col("points") / pl.col("n")).alias("mean"))
    curve = means.group_by("week").agg(_spread()).sort("week").with_columns(pl.lit("all").alias("group"))
    last = means.filter((pl.col("week") == pl.col("week").max()) & (pl.col("n") >= FEWEST))
    ends = last.select((pl.col("mean").max() - pl.col("mean").min()).alias("value"), pl.lit("all").alias("group"))
    under = summed(run, "institution", "localities:under_zeal").rename({"n": "months"})
    again = summed(run, "institution", "localities:again").join(under, on="group")
    rate = again.select("group", (1000 * pl.col("n") / pl.col("months")).alias("value")).filter(
        pl.col("group") == "all"
    )
    return together(
        finding(curve.tail(1).drop("week"), "spread", "points"),
        finding(curve, "spread", "points"),
        finding(ends, "range", "points") if last.height else nothing(),
        finding(rate, "again", "per 1,000 adult-months"),
    )


def _spread() -> pl.Expr:
    """Give the standard deviation of `mean`, weighted by `n`."""
    whole = pl.col("n").sum()
    centre = (pl.col("mean") * pl.col("n")).sum() / whole
    return (((pl.col("mean") - centre) ** 2 * pl.col("n")).sum() / whole).sqrt().alias("value")
