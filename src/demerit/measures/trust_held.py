"""How far people trust strangers, and whether trust comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, single, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="mean")
def trust_held(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give mean trust in strangers, the share who trust, how far it fell and how much of that came back.

    Notes
    -----
    `mean` = mean trust over the run, 0 .. 1, as a curve and in the last month (``mean.end``); `share` = share of adults
    whose trust is one half or more, in the last month; ``fallen = first month - lowest month``; ``came_back = (last
    month - lowest) / fallen``: 1 where all of it came back, 0 where none did. Where the score goes on to the end this
    says how trust lives with it; where a reform switches the score off (``ends_2017``) it answers C20. `instead` =
    share of adult-months in which a scored citizen looked up friends' scores. The level is near a survey's; the rest is
    assumed.
    """
    if not kept(run, "trust"):
        return nothing()
    told = counts(run, "trust", "asked", "held", "trusts", "instead", by=("week", "group"))
    asked = told.filter(pl.col("asked") > 0)
    curve = asked.with_columns((pl.col("held") / pl.col("asked") / 256).alias("value"))
    last = curve.filter(pl.col("week") == pl.col("week").max()).drop("week")
    sums = asked.group_by("group").agg(pl.col("asked", "held", "instead").sum()).sort("group")
    course = curve.filter(pl.col("group") == "all").sort("week")["value"].to_list()
    fallen = course[0] - min(course)
    back = (course[-1] - min(course)) / fallen if fallen > 0 else None
    return together(
        finding(sums.with_columns((pl.col("held") / pl.col("asked") / 256).alias("value")), "mean", "mean"),
        finding(last, "mean.end", "mean"),
        finding(curve, "mean", "mean"),
        finding(last.with_columns((pl.col("trusts") / pl.col("asked")).alias("value")), "share", "share"),
        finding(sums.with_columns((pl.col("instead") / pl.col("asked")).alias("value")), "instead", "share"),
        single("fallen", "mean", fallen),
        single("came_back", "share", back),
    )
