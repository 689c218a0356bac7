"""Whether the score still tells a good borrower from a bad one, and whether what is reported makes people repay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import bin_width, counted
from demerit.theory.lending import slope_of_default

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

MONTHS_AT_THE_END = 13
BANDS = 12
"""Bands into which the scale is parted for defaults."""
RISKIEST = 1
"""The fifth of borrowers of the lowest reliability."""


@measure(unit="AUC", twin="helps", levels=("twin.auc",))
def accuracy(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how well the score tells who repays a loan, how many do, and by how much reporting moves that.

    Notes
    -----
    ``AUC = P(score of one who repaid > score of one who defaulted) + ½ P(equal)`` (Hanley and McNeil 1982), from the
    counts of repaid and defaulted loans in sixtieths of the scale; two in the same bin count as equal (mid-ranks). One
    AUC a scoring week, so that a drift of all scores does not matter; `auc` is the mean of the last 13 scoring weeks,
    `at_start` of the first 13, of test loans of those scored. A test loan is repaid by the equation of loans that are
    granted (`engine.steps.lend`). ``default`` is the share that defaulted in each twelfth of the scale of which
    30 loans or more were asked, over the last 13. Where nobody is scored, scores are the standing that the scheme's
    lenders would have gone by.

    ``everyone.auc`` and ``everyone.default``: test loans of all adults, those without a score by their standing, over
    the whole run; ``granted.auc`` and ``granted.default``: loans that were granted and came due, over the whole run (an
    AUC of the pairs of the same week). ``slope`` = change of the log-odds of default for a standard deviation of score,
    by logistic regression on the test loans of the last 13 scoring weeks: new US loans of 2000 to 2002 give -1.3
    (Federal Reserve 2007, K12). ``riskiest.default`` and ``rest.default``: of all adults' test loans, the fifth of the
    lowest reliability and all others. With a twin, the same for it as ``twin.auc``, and ``X.change = X(run) / X(twin) -
    1`` of everyone, riskiest and rest: reporting moved the riskiest fifth much and the rest not at all (Gine, Goldberg
    and Yang 2012). A granted loan is of one whom the law let borrow, so its change holds selection as well.
    """
    loans = counted(run, "repaid")
    if loans.is_empty():
        return nothing()
    curve = areas(loans)
    weeks = loans["week"].unique().sort()
    ends = {"auc": weeks.tail(MONTHS_AT_THE_END), "at_start": weeks.head(MONTHS_AT_THE_END)}
    late = _late(loans)
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
            _defaults(banded(run), "group", "bin"),
            "default",
            "share",
        ),
        single("slope", "log-odds", _slope(late)),
        _whole_run(run),
        *([] if twin is None else [_against(run, twin)]),
    )


def areas(loans: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, group, value``: the area under the ROC curve, mid-ranks for ties; null where a side is empty."""
    pairs = _pairs(loans)
    area = pl.col("won") / pl.when(pl.col("of") > 0).then(pl.col("of"))
    return pairs.select("week", "group", area.alias("value"))


def _pairs(loans: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, group, won, of``: pairs of one who repaid and one who did not, the first higher in so many."""
    number = pl.col("n").cast(pl.Float64)
    bins = loans.group_by("week", "group", "bin").agg(
        number.filter(pl.col("key") == "repaid").sum().alias("good"),
        number.filter(pl.col("key") == "defaulted").sum().alias("bad"),
    )
    ranked = bins.sort("week", "group", "bin").with_columns(
        (pl.col("bad").cum_sum().over("week", "group") - pl.col("bad") / 2).alias("beaten")
    )
    return ranked.group_by("week", "group").agg(
        (pl.col("good") * pl.col("beaten")).sum().alias("won"), (pl.col("good").sum() * pl.col("bad").sum()).alias("of")
    ).sort("week", "group")


def _late(loans: pl.DataFrame) -> pl.DataFrame:
    """Give the loans of the last 13 scoring weeks."""
    return loans.filter(pl.col("week").is_in(loans["week"].unique().sort().tail(MONTHS_AT_THE_END).implode()))


def banded(run: RunTables) -> pl.DataFrame:
    """Give the test loans of the last 13 scoring weeks, ``week, key, group, bin, n``, without bands of fewer than 30.

    ``bin`` is the lower end of the twelfth of the scale, in points.
    """
    low, width = run.scheme.scale.low, bin_width(run, BANDS)
    bands = _late(counted(run, "repaid")).with_columns((pl.col("bin") - low) // width * width + low)
    return bands.filter(pl.col("n").sum().over("group", "bin") >= FEWEST)


def _defaults(loans: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give the share that defaulted."""
    bad = pl.col("n").filter(pl.col("key") == "defaulted").sum() / pl.col("n").sum()
    return loans.group_by(*by).agg(bad.alias("value")).sort(*by)


def _slope(loans: pl.DataFrame) -> float | None:
    """Give the change of the log-odds of default for a standard deviation of score."""
    bins = loans.filter(pl.col("group") == "all").group_by("bin").agg(
        pl.col("n").filter(pl.col("key") == "defaulted").sum().alias("bad"), pl.col("n").sum().alias("all")
    ).sort("bin")
    return slope_of_default(bins["bin"].to_numpy(), bins["bad"].to_numpy(), bins["all"].to_numpy())


def _everyone(run: RunTables) -> pl.DataFrame:
    return pl.concat([counted(run, "repaid"), counted(run, "repaid_other")])


def _share(loans: pl.DataFrame) -> float | None:
    number = int(loans["n"].sum())
    return int(loans.filter(pl.col("key") == "defaulted")["n"].sum()) / number if number else None


def _auc(loans: pl.DataFrame) -> float | None:
    pairs = _pairs(loans.filter(pl.col("group") == "all"))
    of = float(pairs["of"].sum())
    return float(pairs["won"].sum()) / of if of else None


def _by_risk(run: RunTables) -> dict[str, float | None]:
    """Give the share of test loans that default, of the fifth of the lowest reliability and of the rest."""
    loans = counted(run, "risk")
    return {"riskiest": _share(loans.filter(pl.col("bin") == RISKIEST)),
            "rest": _share(loans.filter(pl.col("bin") != RISKIEST))}


def _whole_run(run: RunTables) -> pl.DataFrame:
    """Give what is told of loans over the whole run."""
    granted, everyone = counted(run, "repaid_lived"), _everyone(run)
    return together(
        single("everyone.auc", "AUC", _auc(everyone)),
        single("everyone.default", "share", _share(everyone)),
        single("granted.auc", "AUC", _auc(granted)),
        single("granted.default", "share", _share(granted)),
        *(single(f"{who}.default", "share", share) for who, share in _by_risk(run).items()),
    )


def _against(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give the AUC of the twin, and by how much defaults differ from its."""
    curve = areas(counted(twin, "repaid")).filter(pl.col("group") == "all").sort("week").tail(MONTHS_AT_THE_END)
    value = curve["value"].drop_nulls().mean()
    pairs = {"everyone": (_share(_everyone(run)), _share(_everyone(twin)))}
    pairs |= {who: (share, _by_risk(twin)[who]) for who, share in _by_risk(run).items()}
    return together(
        single("twin.auc", "AUC", None if value is None else float(value)),  # type: ignore[arg-type]
        *(single(f"{who}.change", "share", one / other - 1 if one is not None and other else None)
          for who, (one, other) in pairs.items()),
    )
