"""Whether being left lowers the score, and a low score leads to being left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import COLUMNS, by_group
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, grown_panel

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

AHEAD = 26 // WEEKS_A_MONTH * WEEKS_A_MONTH
"""Weeks after which those who were left are looked at again: six months."""
BAND = 10
"""Those left are held against others within so many points."""
LOW = 550
"""Below this a score counts as low: the band `fair` begins there."""


@measure(unit="per 1,000 adults and year")
def exclusion(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many are left for their score, whether the low are left more, and whether those who are left sink.

    Notes
    -----
    From the panel's scored adults, month by month; one is left when a friend or one of kin ends the tie for the score.
    `left` = ties lost so, per 1,000 adults and year; ``low_ratio`` = the rate of those below 550 points the month
    before over that of the others. Those left in a month are held against others of the same month and the same 10
    points who were not: ``sinks`` = mean change of score in the six months after, left less others, in points (below
    0: being left lowers the score); ``left_again`` = share left again in the six months after, over that of the others
    (above 1: the spiral closes). Both are weighted by where those left stand. Differences by who they are besides are
    in them.
    """
    panel = grown_panel(run)
    if panel.is_empty() or "lost_friend_score" not in panel.columns or panel["score"].null_count() == panel.height:
        return nothing()
    rows = _months(panel)
    year = WEEKS_A_YEAR / WEEKS_A_MONTH
    rate = by_group(rows, (1000 * year * pl.col("lost").mean()).alias("value"))
    before = rows.filter(pl.col("before").is_not_null())
    low, rest = (before.filter(which)["lost"].mean() for which in (pl.col("before") < LOW, pl.col("before") >= LOW))
    ratio = low / rest if isinstance(low, float) and isinstance(rest, float) and rest > 0 else None
    told = finding(rate, "left", "per 1,000 adults and year")
    return together(told, single("low_ratio", "ratio", ratio), _after(rows))


def _months(panel: pl.DataFrame) -> pl.DataFrame:
    """Give the scored citizen-months with ties lost, the score of the month before and what came in the half year."""
    lost = (pl.col("lost_friend_score").cast(pl.Int32) + pl.col("lost_kin_score")).alias("lost")
    rows = panel.select("citizen", *COLUMNS.values(), lost, pl.col("week", "score").cast(pl.Int32)).filter(
        pl.col("score").is_not_null()
    )
    rows = rows.sort("citizen", "week").with_columns(pl.col("lost").cum_sum().over("citizen").alias("so_far"))
    told = rows.select("citizen", "week", "score", "so_far")
    ahead = told.with_columns(pl.col("week") - AHEAD).rename({"score": "later", "so_far": "by_then"})
    past = told.select("citizen", pl.col("week") + WEEKS_A_MONTH, pl.col("score").alias("before"))
    return rows.join(ahead, on=["citizen", "week"], how="left").join(past, on=["citizen", "week"], how="left")


def _after(rows: pl.DataFrame) -> pl.DataFrame:
    """Give what becomes of those who were left, against others like them."""
    followed = rows.filter(pl.col("later").is_not_null() & pl.col("before").is_not_null()).with_columns(
        (pl.col("lost") > 0).alias("left"),
        (pl.col("before") // BAND).alias("band"),
        (pl.col("later") - pl.col("before")).alias("moved"),
        (pl.col("by_then") > pl.col("so_far")).alias("again"),
    )
    means = pl.col("moved").mean(), pl.col("again").mean(), pl.len().alias("n")
    cells = ("week", "band")
    left = followed.filter("left").group_by(*cells).agg(*means)
    others = followed.filter(~pl.col("left")).group_by(*cells).agg(*means)
    both = left.join(others, on=cells).sort(*cells)
    if both.is_empty():
        return nothing()
    weight = pl.col("n") / pl.col("n").sum()
    found = both.select(
        ((pl.col("moved") - pl.col("moved_right")) * weight).sum().alias("sinks"),
        (pl.col("again") * weight).sum().alias("again"),
        (pl.col("again_right") * weight).sum().alias("others"),
    ).row(0, named=True)
    ratio = found["again"] / found["others"] if found["others"] else None
    return together(single("sinks", "points", found["sinks"]), single("left_again", "ratio", ratio))
