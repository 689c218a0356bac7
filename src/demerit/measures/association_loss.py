"""What the innocent lose through their friends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, counted, summed, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

HEAVY = 10


@measure(unit="share")
def association_loss(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of adults who broke no rule and stand 10 points or more lower because of their friends.

    Notes
    -----
    Guilt by association, among adults who never did a deed that a rule of the scheme punishes. ``heavy`` = share who
    lose at least 10 points through friends in the last week (and as a curve), ``any`` = at least 5 (the smallest step
    counted), ``mean`` = mean points lost (lower edges of steps of 5, so a floor), ``share`` = the distribution, ``n`` =
    how many such adults there are.

    Where the law names deeds of friends, who lost how much for whose words, over all adults and months: for each deed d
    ``d.hit`` = share of adult-months in which a friend was known for it, ``d.n`` their number, ``d.points`` = points a
    month that it moved those who were hit by, ``d.kin`` = share of the ties to those known for it that are to kin.
    ``by_friends`` = points of all these deeds per adult and year.
    """
    counts = counted(run, "association", "innocent_loss")
    if counts.is_empty():
        return nothing()
    last = counts.filter(pl.col("week") == pl.col("week").max())
    spread = last.with_columns((pl.col("n") / pl.col("n").sum().over("group")).alias("value"))
    return together(
        finding(_at_least(last, HEAVY, "group"), "heavy", "share"),
        finding(_at_least(counts, HEAVY, "week", "group"), "heavy", "share"),
        finding(_at_least(last, 5, "group"), "any", "share"),
        finding(_mean(last), "mean", "points"),
        finding(spread, "share", "share"),
        finding(totals(last, "group").select("group", pl.col("n").alias("value")), "n", "people"),
        *_by_deed(run),
    )


def _by_deed(run: RunTables) -> list[pl.DataFrame]:
    """Give who was hit by which deed of friends, and how hard."""
    rows = counted(run, "friends_deed").with_columns(
        pl.col("key").str.split_exact(":", 1).struct.rename_fields(["deed", "what"]).alias("parts")
    ).unnest("parts")
    if rows.is_empty():
        return []
    lived = summed(run, "adult").rename({"n": "months"})
    wide = rows.group_by("group", "deed").agg(
        pl.col("n").filter(pl.col("what") == what).sum().alias(what) for what in ("people", "points", "kin", "friends")
    ).join(lived, on="group").sort("group")
    quantities = {
        "hit": (pl.col("people") / pl.col("months"), "share of adult-months"), "n": (pl.col("people"), "adult-months"),
        "points": (pl.col("points") / pl.col("people"), "points a month"),
        "kin": (pl.col("kin") / (pl.col("kin") + pl.col("friends")), "share of ties"),
    }
    found = [finding(wide.filter(pl.col("deed") == deed).with_columns(value.alias("value")), f"{deed}.{name}", unit)
             for deed in wide["deed"].unique().sort() for name, (value, unit) in quantities.items()]
    year = wide.group_by("group", "months").agg(pl.col("points").sum()).with_columns(
        (pl.col("points") / pl.col("months") * WEEKS_A_YEAR / WEEKS_A_MONTH).alias("value")).sort("group")
    return [*found, finding(year, "by_friends", "points an adult and year")]


def _at_least(counts: pl.DataFrame, points: int, *by: str) -> pl.DataFrame:
    """Give the share that lose at least so many points."""
    value = pl.col("n").filter(pl.col("bin") >= points).sum() / pl.col("n").sum()
    return counts.group_by(*by).agg(value.alias("value")).sort(*by)


def _mean(counts: pl.DataFrame) -> pl.DataFrame:
    """Give the mean number of points lost."""
    value = (pl.col("bin").clip(0) * pl.col("n")).sum() / pl.col("n").sum()
    return counts.group_by("group").agg(value.alias("value")).sort("group")
