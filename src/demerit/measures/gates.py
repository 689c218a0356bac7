"""Who is let in and who is shut out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, counted, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


@measure(unit="share")
def gates(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give, for each gate and group, the share to whom it is open, who tried and who was refused.

    Notes
    -----
    For every gate g of the scheme, ``g.open = open / (open + shut)`` in the last week (and as a curve for
    all); ``g.tried`` and ``g.refused`` per 1,000 adults and year over the run; ``g.refusal = refused / tried``;
    ``g.ratio = open share of the group / open share of the best-off group of its dimension``. A ratio below 0.8 fails
    the four-fifths rule (US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D), a screen and no
    verdict. Groups of fewer than 30 adults at the gate are neither compared nor compared with, and no ratio is given
    where fewer than 30 of the best-off group are let in: one citizen would move it. `lowest_ratio` is the lowest of all
    gates and groups; `refused` all refusals together.
    """
    counts = counted(run, "gate")
    if counts.is_empty():
        return nothing()
    split = pl.col("key").str.splitn(":", 2)
    counts = counts.with_columns(
        split.struct.field("field_0").alias("gate"), split.struct.field("field_1").alias("what")
    )
    lived = adult_weeks(run)
    parts = [
        _gate(name, part, lived) for (name,), part in sorted(counts.group_by("gate"), key=lambda pair: str(pair[0]))
    ]
    rows = together(*parts)
    ratios = rows.filter(pl.col("quantity").str.ends_with(".ratio"))
    refused = totals(counts.filter(pl.col("what") == "refused"), "group")
    return together(
        rows,
        single("lowest_ratio", "ratio", ratios["value"].min()),  # type: ignore[arg-type]
        finding(_yearly(refused, lived), "refused", "per 1,000 adults and year"),
    )


def _gate(name: str | object, counts: pl.DataFrame, lived: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of one gate."""
    summed = {what: totals(counts.filter(pl.col("what") == what), "group") for what in ("tried", "refused")}
    curve = _open(counts)
    last = curve.filter(pl.col("week") == pl.col("week").max()).drop("week")
    refusal = summed["tried"].join(summed["refused"], on="group", how="left").filter(pl.col("n") > 0)
    refusal = refusal.with_columns((pl.col("n_right").fill_null(0) / pl.col("n")).alias("value"))
    return together(
        finding(last, f"{name}.open", "share"),
        finding(curve.filter(pl.col("group") == "all"), f"{name}.open", "share"),
        finding(_ratios(last), f"{name}.ratio", "ratio"),
        *(
            finding(_yearly(number, lived), f"{name}.{what}", "per 1,000 adults and year")
            for what, number in summed.items()
        ),
        finding(refusal, f"{name}.refusal", "share of tries"),
    )


def _open(counts: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, group, value, let_in, asked``: to how many and which share it is open."""
    number = pl.col("n").cast(pl.Float64)
    opened, shut = (number.filter(pl.col("what") == what).sum() for what in ("open", "shut"))
    stock = counts.filter(pl.col("what").is_in(["open", "shut"]))
    return (
        stock.group_by("week", "group")
        .agg((opened / (opened + shut)).alias("value"), opened.alias("let_in"), (opened + shut).alias("asked"))
        .sort("week", "group")
    )


def _ratios(last: pl.DataFrame) -> pl.DataFrame:
    """Give each group's share over the largest of its dimension; none of few, or where few are let in."""
    dimension = pl.col("group").str.split(":").list.first()
    groups = last.filter((pl.col("group") != "all") & (pl.col("asked") >= FEWEST)).with_columns(
        pl.col("value").max().over(dimension).alias("best"),
        pl.col("let_in").sort_by("value").last().over(dimension).alias("let_in_best"),
    )
    return groups.filter(pl.col("let_in_best") >= FEWEST).with_columns(
        (pl.col("value") / pl.col("best")).alias("value")
    )


def _yearly(number: pl.DataFrame, lived: pl.DataFrame) -> pl.DataFrame:
    """Give ``group, value``: so many a year for 1,000 adults; 0 where it never happened."""
    return lived.join(number, on="group", how="left").select(
        "group", (1000 * WEEKS_A_YEAR * pl.col("n").fill_null(0) / pl.col("lived")).alias("value")
    )
