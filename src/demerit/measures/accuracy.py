"""Whether the score still tells a good borrower from a bad one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import bin_width, counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

MONTHS_AT_THE_END = 13


@measure(unit="AUC")
def accuracy(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how well the score tells who repays a test loan, as the area under the ROC curve.

    Notes
    -----
    ``AUC = P(score of one who repaid > score of one who defaulted) + ½ P(equal)`` (Hanley and McNeil 1982),
    from the counts of repaid and defaulted test loans in sixtieths of the scale; two in the same bin count as equal
    (mid-ranks). One AUC a scoring week, so that a drift of all scores does not matter; `auc` is the mean of the last 13
    scoring weeks, `at_start` of the first 13. ``default`` is the share that defaulted in each twelfth of the scale of
    which 30 loans or more were drawn, over the last 13. Where nobody is scored, scores are the standing that the
    scheme's lenders would have gone by. Known scores lie between .65 and .80.
    """
    loans = counted(run, "repaid")
    if loans.is_empty():
        return nothing()
    curve = areas(loans)
    weeks = loans["week"].unique().sort()
    ends = {"auc": weeks.tail(MONTHS_AT_THE_END), "at_start": weeks.head(MONTHS_AT_THE_END)}
    low, width = run.scheme.scale.low, bin_width(run, 12)
    late = loans.filter(pl.col("week").is_in(ends["auc"].implode()))
    return together(
        *(
            finding(
                curve.filter(pl.col("week").is_in(which.implode())).group_by("group").agg(pl.col("value").mean()),
                name,
                "AUC",
            )
            for name, which in ends.items()
        ),
        finding(curve, "auc", "AUC"),
        finding(_defaults(late, "group"), "default", "share"),
        finding(
            _defaults(_bands(late, low, width), "group", "bin"),
            "default",
            "share",
        ),
    )


def areas(loans: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, group, value``: the area under the ROC curve, mid-ranks for ties; null where a side is empty."""
    number = pl.col("n").cast(pl.Float64)
    bins = loans.group_by("week", "group", "bin").agg(
        number.filter(pl.col("key") == "repaid").sum().alias("good"),
        number.filter(pl.col("key") == "defaulted").sum().alias("bad"),
    )
    ranked = bins.sort("week", "group", "bin").with_columns(
        (pl.col("bad").cum_sum().over("week", "group") - pl.col("bad") / 2).alias("beaten")
    )
    good, bad = pl.col("good").sum(), pl.col("bad").sum()
    area = (pl.col("good") * pl.col("beaten")).sum() / pl.when(good * bad > 0).then(good * bad)
    return ranked.group_by("week", "group").agg(area.alias("value")).sort("week", "group")


def _bands(loans: pl.DataFrame, low: int, width: int) -> pl.DataFrame:
    """Give the loans with the lower end of their band for a bin, without the bands of fewer than `FEWEST` loans."""
    banded = loans.with_columns((pl.col("bin") - low) // width * width + low)
    return banded.filter(pl.col("n").sum().over("group", "bin") >= FEWEST)


def _defaults(loans: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give the share that defaulted."""
    bad = pl.col("n").filter(pl.col("key") == "defaulted").sum() / pl.col("n").sum()
    return loans.group_by(*by).agg(bad.alias("value")).sort(*by)
