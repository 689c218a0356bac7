"""Who is judged, shown up and condemned, and who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, adult_weeks, grown, summed

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

YEARLY = ("judged", "firm_listed", "condemned", "sightings", "looks", "map_looks", "map_seen")


@measure(unit="per 1,000 adults and year")
def exposure(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many a court judges and shows up, how many friends and neighbours see it, and who still pays late.

    Notes
    -----
    Of the institution `courts`, group by group: `judged` (for a debt of one's own), `firm_listed` (as officer of a
    firm), `condemned` (by enough friends at once), `sightings` (of a listed friend), `looks` (at friends' scores, a
    listed one among them), `map_looks` (at the map of debtors) and `map_seen` (listed and found there) per 1,000 adults
    and year; `exposed` = share of adults on a public register, over the run and as a curve; at the end of 2018 the
    court list held 0.9 % of the population. ``late`` = late bills per 1,000 adults and year and ``defaulted`` = loans
    not repaid: what shame (`no_exposure`) and loss (`no_list_bars`) are each held against. Without the institution all
    but the last two are 0.
    """
    lived = adult_weeks(run)
    if lived.is_empty():
        return nothing()
    told = lived.join(counts(run, "courts", *YEARLY, "exposed"), on="group", how="left").fill_null(0)
    share = pl.col("exposed") * WEEKS_A_MONTH / pl.col("lived")
    late = [summed(run, "deed", deed) for deed in ("pay.late", "borrow.default")]
    return together(
        *(_yearly(told.with_columns(pl.col(what).alias("n")), what) for what in YEARLY),
        finding(told.with_columns(share.alias("value")), "exposed", "share"),
        finding(_curve(run), "exposed", "share"),
        *(_yearly(lived.join(n, on="group", how="left").fill_null(0), what)
          for what, n in zip(("late", "defaulted"), late, strict=True)),
    )


def _yearly(told: pl.DataFrame, quantity: str) -> pl.DataFrame:
    """Give how often a year for 1,000 adults, from ``group, lived, n``."""
    value = (1000 * WEEKS_A_YEAR * pl.col("n") / pl.col("lived")).alias("value")
    return finding(told.with_columns(value), quantity, "per 1,000 adults and year")


def _curve(run: RunTables) -> pl.DataFrame:
    """Give ``week, group, value``: the share of all adults on a public register, month by month."""
    adults = grown(run).filter(pl.col("group") == "all")
    if not kept(run, "courts"):
        return adults.select("week", "group", pl.lit(0.0).alias("value"))
    shown = counts(run, "courts", "exposed", by=("week", "group"))
    both = adults.join(shown, on=["week", "group"], how="left").fill_null(0)
    return both.select("week", "group", (pl.col("exposed") / pl.col("n")).alias("value")).sort("week")
