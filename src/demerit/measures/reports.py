"""Who reports whom, and how falsely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, summed

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 adults and year")
def reports(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many are reported by others, how many falsely, by whom, and how often it is given back.

    Notes
    -----
    Of those struck by a report, group by group: `struck`, `true` and `false` per 1,000 adults and year, ``false_share =
    false / struck``, ``feud_share`` = share of false reports on somebody who was known to have reported first,
    ``kin_share`` = share of reports that came from kin, ``member_share`` = share that came from members of the Party,
    and for all ``member_ratio`` = that share over the members' share of adults: above 1 they report more than others.
    Without the institution `masses` all are 0. How often people report in truth is not published; these are quantities
    of the model.
    """
    lived = adult_weeks(run)
    if lived.is_empty():
        return nothing()
    if not kept(run, "masses"):
        none = lived.select("group", pl.lit(0.0).alias("value"))
        return together(*(finding(none, what, "per 1,000 adults and year") for what in ("struck", "true", "false")))
    told = counts(run, "masses", "reported", "accused", "back", "by_kin", "by_member")
    told = lived.join(told, on="group", how="left").fill_null(0)
    told = told.with_columns((pl.col("reported") + pl.col("accused")).alias("struck"))
    return together(
        _yearly(told, "struck", "struck"),
        _yearly(told, "reported", "true"),
        _yearly(told, "accused", "false"),
        _share(told, "accused", "struck", "false_share"),
        _share(told, "back", "accused", "feud_share"),
        _share(told, "by_kin", "struck", "kin_share"),
        _share(told, "by_member", "struck", "member_share"),
        finding(_of_members(run, told), "member_ratio", "ratio"),
    )


def _yearly(told: pl.DataFrame, column: str, quantity: str) -> pl.DataFrame:
    """Give how often a year for 1,000 adults."""
    value = 1000 * WEEKS_A_YEAR * pl.col(column) / pl.col("lived")
    return finding(told.with_columns(value.alias("value")), quantity, "per 1,000 adults and year")


def _share(told: pl.DataFrame, part: str, whole: str, quantity: str) -> pl.DataFrame:
    """Give one count over another, where there is any of the other."""
    some = told.filter(pl.col(whole) > 0)
    return finding(some.with_columns((pl.col(part) / pl.col(whole)).alias("value")), quantity, "share")


def _of_members(run: RunTables, told: pl.DataFrame) -> pl.DataFrame:
    """Give the members' share of reports over their share of adults."""
    adults = dict(summed(run, "adult").iter_rows())
    members, everyone = adults.get("party:member", 0), adults.get("all", 0)
    some = told.filter((pl.col("group") == "all") & (pl.col("struck") > 0))
    if not members or not everyone:
        return some.head(0).with_columns(pl.lit(0.0).alias("value"))
    value = pl.col("by_member") / pl.col("struck") / (members / everyone)
    return some.with_columns(value.alias("value"))
