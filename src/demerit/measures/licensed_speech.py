"""Who may agree in public: speech that agrees, with a licence and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 and month")
def licensed_speech(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how much those with a licence and those without say in agreement with the official line.

    Notes
    -----
    Per 1,000 adults on-line and month: `with_licence` = praise of those with one; `without_licence` = praise and
    unlicensed opinion of the others, and ``without_licence.unlicensed`` its unlicensed part; ``holders`` = share who
    hold one. Unlicensed opinion leans to the official line (utility + b c / 4 of `speak`), so what a rule against it
    silences is loyal speech.
    """
    if not kept(run, "licences"):
        return nothing()
    told = counts(run, "licences", "holders", "others", "agreed", "agreed_without", "praised_without")
    holders, others = pl.col("holders"), pl.col("others")
    without = pl.col("agreed_without") + pl.col("praised_without")
    unit = "per 1,000 and month"
    return together(
        finding(told.with_columns((1000 * pl.col("agreed") / holders).alias("value")), "with_licence", unit),
        finding(told.with_columns((1000 * without / others).alias("value")), "without_licence", unit),
        finding(told.with_columns((1000 * pl.col("agreed_without") / others).alias("value")),
                "without_licence.unlicensed", unit),
        finding(told.with_columns((holders / (holders + others)).alias("value")), "holders", "share"),
    )
