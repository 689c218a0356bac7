"""Who is asked for bribes, who pays, and what officials make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

BANDS = ("none", "one", "more")
"""How many papers more than usual the score called for."""


@measure(unit="per 1,000 adults and year")
def bribes(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many are asked for a bribe and how many pay, by group and by the papers that their score calls for.

    Notes
    -----
    Of the institution `officials`, group by group: `asked`, `paid`, `rents` (gifts: one, and one more for each paper
    held up) and `complaints` per 1,000 adults and year, ``paid_share = paid / asked``; ``asked.b`` for b of `none`,
    `one` and `more` papers, from the highest scores to the lowest, the share of matters in which money was asked for,
    and ``asked.ratio`` = that at more than one paper over that at none: what a low score adds to an official's power.
    ``blamed`` = complaints on record for each official and year. Without the institution all are 0. How often officials
    ask, and what they take, is not published for anything like this; rents against discretion: sweep the knob
    ``officials.discretion``.
    """
    lived = adult_weeks(run)
    if lived.is_empty():
        return nothing()
    every = [f"{what}_{band}" for what in ("matters", "asked", "paid") for band in BANDS]
    told = counts(run, "officials", *every, "rents", "complaints", "blamed", "offices")
    told = lived.join(told, on="group", how="left").fill_null(0).with_columns(
        *(pl.sum_horizontal(f"{what}_{band}" for band in BANDS).alias(what) for what in ("asked", "paid"))
    )
    share = told.filter(pl.col("asked") > 0).with_columns((pl.col("paid") / pl.col("asked")).alias("value"))
    blamed = told.filter(pl.col("offices") > 0).with_columns(
        (365.25 / 28 * pl.col("blamed") / pl.col("offices")).alias("value")
    )
    return together(
        *(_yearly(told, what) for what in ("asked", "paid", "rents", "complaints")),
        finding(share, "paid_share", "share"),
        *(_of_matters(told, band) for band in BANDS),
        single("asked.ratio", "ratio", _mercy(told)),
        finding(blamed, "blamed", "per official and year"),
    )


def _yearly(told: pl.DataFrame, what: str) -> pl.DataFrame:
    """Give how often a year for 1,000 adults."""
    value = (1000 * WEEKS_A_YEAR * pl.col(what) / pl.col("lived")).alias("value")
    return finding(told.with_columns(value), what, "per 1,000 adults and year")


def _of_matters(told: pl.DataFrame, band: str) -> pl.DataFrame:
    """Give the share of matters, of one band of papers, in which money was asked for."""
    some = told.filter(pl.col(f"matters_{band}") > 0)
    value = (pl.col(f"asked_{band}") / pl.col(f"matters_{band}")).alias("value")
    return finding(some.with_columns(value), f"asked.{band}", "share of matters")


def _mercy(told: pl.DataFrame) -> float | None:
    """Give how much more often money is asked at more than one paper than at none; None where there is no such case."""
    row = told.filter((pl.col("group") == "all") & (pl.col("matters_more") > 0) & (pl.col("asked_none") > 0))
    if row.is_empty():
        return None
    at_more, at_none = (row[f"asked_{band}"][0] / row[f"matters_{band}"][0] for band in ("more", "none"))
    return float(at_more / at_none)
