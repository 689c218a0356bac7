"""Who helps, for pay and of their own accord."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year
from demerit.measures._deeds import change, change_by_quarter
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import grown, in_common, summed
from demerit.theory.reputation import highest_cost

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


LEVEL = 160
"""Counts of warmth are raised by so much, to be positive."""
A_YEAR = 52


@measure(unit="per 1,000 adults and year", twin="helps")
def helping(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many help and give, how warm they are of their own accord, and whether a reward drives that out.

    Notes
    -----
    ``help.rate`` and ``gifts.rate`` per 1,000 adults and year; ``warmth`` = mean notches of the wish to help of one's
    own accord in the last month, and as a curve; ``rewarded`` = helpful deeds that the score rewarded / all;
    ``looked_away`` = of those who watch friends' scores, the share who stand by them all the same. With a twin
    ``change`` = help(run) / help(twin) - 1 over the run, ``change.end`` the same in the last year (where the reward has
    ended before: what the reward leaves behind), and ``warmth.driven_out`` = warmth(twin) - warmth(run).
    ``sustained`` = share of what a help is worth, up to which it might cost and still be kept up by reputation alone,
    were a record known as often as adults watch friends' scores and do not look away (Nowak & Sigmund 1998,
    `theory.reputation`).
    Crowding-out: Deci (1971), Gneezy & Rustichini (2000); its size here is assumed.
    """
    if not kept(run, "community"):
        return nothing()
    done = counts(run, "community", "help", "gifts", "rewarded", "watched", "looked_away")
    deeds = pl.col("help") + pl.col("gifts")
    away = done.filter(pl.col("watched") > 0)
    told = together(
        finding(a_year(run, "deed", "serve.help"), "help.rate", "per 1,000 adults and year"),
        finding(a_year(run, "deed", "serve.give"), "gifts.rate", "per 1,000 adults and year"),
        finding(
            done.filter(deeds > 0).select("group", (pl.col("rewarded") / deeds).alias("value")), "rewarded", "share"
        ),
        finding(
            away.select("group", (pl.col("looked_away") / pl.col("watched")).alias("value")), "looked_away", "share"
        ),
        finding(_sustained(run), "sustained", "share"),
        finding(_last(_warmth(run)), "warmth", "notches"),
        finding(_warmth(run).filter(pl.col("group") == "all"), "warmth", "notches"),
    )
    if twin is None:
        return told
    late = max(0, in_common(run, twin) - A_YEAR)
    both = _last(_warmth(run)).join(_last(_warmth(twin)), on="group")
    return together(
        told,
        finding(change(run, twin, "serve.help"), "change", "share"),
        finding(change(run, twin, "serve.help", late), "change.end", "share"),
        finding(change_by_quarter(run, twin, "serve.help"), "change", "share"),
        finding(
            both.select("group", (pl.col("value_right") - pl.col("value")).alias("value")),
            "warmth.driven_out", "notches",
        ),
    )


def _sustained(run: RunTables) -> pl.DataFrame:
    """Give the highest cost of a help, as a share of its worth, that being watched would pay for."""
    watched = counts(run, "community", "watched", "looked_away").join(summed(run, "adult"), on="group")
    known = (pl.col("watched") - pl.col("looked_away")) / pl.col("n")
    shares = watched.select("group", known.alias("value"))
    return shares.with_columns(pl.Series("value", [highest_cost(share) for share in shares["value"]], pl.Float64))


def _warmth(run: RunTables) -> pl.DataFrame:
    """Give ``week, group, value``: the mean warmth of adults."""
    both = counts(run, "community", "warmth", by=("week", "group")).join(grown(run), on=["week", "group"])
    return both.select("week", "group", (pl.col("warmth") / pl.col("n") - LEVEL).alias("value")).sort("week", "group")


def _last(curve: pl.DataFrame) -> pl.DataFrame:
    """Give the last month of a curve."""
    return curve.filter(pl.col("week") == pl.col("week").max()).drop("week")
