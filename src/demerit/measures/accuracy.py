"""Whether the score still tells a good borrower from a bad one, and whether what is reported makes people repay."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import BY_NAME, EVERYBODY, binned, by_group, by_week_and_group, findings, named, per
from demerit.measures.tables import MONTHS_AT_THE_END, bin_width, once
from demerit.theory.lending import slope_of_default

if TYPE_CHECKING:
    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables

BANDS = 12
"""Bands into which the scale is parted for defaults."""
RISKIEST = 1
"""The fifth of borrowers of the lowest reliability."""
EVERYONE = ("repaid", "repaid_other")
"""Tables of the test loans of those scored and of all others."""


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
    alone = _alone(run)
    return alone if twin is None or alone.is_empty() else together(alone, _against(run, twin))


@once("counts", "scheme")
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    loans = loans_of(run, "repaid")
    if not len(loans.weeks):
        return nothing()
    area, late = areas(loans), loans.late()
    ends = {"auc": slice(-MONTHS_AT_THE_END, None), "at_start": slice(MONTHS_AT_THE_END)}
    return together(
        findings({name: _mean(area[which]) for name, which in ends.items()}, "AUC"),
        finding(by_week_and_group(loans.weeks, area), "auc", "AUC"),
        finding(by_group(late.default((0, 2))), "default", "share"),
        finding(banded(run).drop("n"), "default", "share"),
        single("slope", "log-odds", _slope(late)),
        _whole_run(run),
    )


class Loans(NamedTuple):
    """Loans that were repaid and that were not, by week, group and bin."""

    weeks: Array
    bins: Array
    good: Array
    bad: Array

    def late(self) -> Loans:
        """Give those of the last 13 scoring weeks."""
        last = slice(-MONTHS_AT_THE_END, None)
        return self._replace(weeks=self.weeks[last], good=self.good[last], bad=self.bad[last])

    def of_all(self) -> Loans:
        """Give those of everybody, as the one group."""
        return self._replace(good=self.good[:, [EVERYBODY]], bad=self.bad[:, [EVERYBODY]])

    def default(self, over: tuple[int, ...]) -> Array:
        """Give the share that defaulted, summed over some axes; not a number where there are none."""
        bad, good = self.bad.sum(axis=over), self.good.sum(axis=over)
        return per(bad, bad + good)


@once("counts")
def loans_of(run: RunTables, *tables: str) -> Loans:
    """Give the loans that some count tables hold together."""
    weeks, bins, (good, bad) = binned(run, *(
        tuple((table, key) for table in tables) for key in ("repaid", "defaulted")
    ))  # fmt: skip
    return Loans(weeks, bins, good, bad)


def _pairs(loans: Loans) -> tuple[Array, Array]:
    """Give, week by group, pairs of one who repaid and one who did not: the first higher in so many, and of how many.

    Two at the same bin count half.
    """
    beaten = np.cumsum(loans.bad, axis=2) - loans.bad / 2
    return (loans.good * beaten).sum(axis=2), loans.good.sum(axis=2) * loans.bad.sum(axis=2)


def areas(loans: Loans) -> Array:
    """Give the area under the ROC curve, week by group: mid-ranks for ties; not a number where a side is empty."""
    return per(*_pairs(loans))


def late_area(run: RunTables) -> float | None:
    """Give the mean area of everybody's test loans over the last 13 scoring weeks; None where there is none."""
    loans = loans_of(run, "repaid").of_all()
    value = _mean(areas(loans)[-MONTHS_AT_THE_END:])
    return float(value[0]) if len(value) and np.isfinite(value[0]) else None


def _mean(area: Array) -> Array:
    """Give the mean over the weeks that have a number, group by group."""
    there = np.isfinite(area)
    return per(np.where(there, area, 0.0).sum(axis=0), there.sum(axis=0))


def banded(run: RunTables) -> pl.DataFrame:
    """Give ``group, bin, n, value``: loans of the last 13 scoring weeks, and the share that defaulted.

    ``bin`` is the lower end of the twelfth of the scale, in points; bands of fewer than 30 are left out.
    """
    loans = loans_of(run, "repaid").late()
    low, width = run.scheme.scale.low, bin_width(run, BANDS)
    bands, place = np.unique((loans.bins - low) // width * width + low, return_inverse=True)
    good, bad = (np.stack([each.sum(axis=0)[:, place == k].sum(axis=1) for k in range(len(bands))], axis=1)
                 if len(bands) else np.zeros((len(BY_NAME), 0)) for each in (loans.good, loans.bad))  # fmt: skip
    group, band = np.nonzero(good + bad >= FEWEST)
    n = (good + bad)[group, band]
    return pl.DataFrame([named(group), pl.Series("bin", bands[band]), pl.Series("n", n.astype(np.int64)),
                         pl.Series("value", bad[group, band] / n)])  # fmt: skip


def _slope(loans: Loans) -> float | None:
    """Give the change of the log-odds of default for a standard deviation of score."""
    of = loans.of_all()
    bad, good = of.bad.sum(axis=(0, 1)), of.good.sum(axis=(0, 1))
    some = bad + good > 0
    return slope_of_default(of.bins[some], bad[some], (bad + good)[some])


def _share(loans: Loans) -> float | None:
    """Give the share of everybody's loans that defaulted."""
    of = loans.of_all()
    number = of.good.sum() + of.bad.sum()
    return float(of.bad.sum() / number) if number else None


def _auc(loans: Loans) -> float | None:
    """Give the area of everybody's loans, of the pairs of the same week."""
    won, of = _pairs(loans.of_all())
    return float(won.sum() / of.sum()) if of.sum() else None


def _by_risk(run: RunTables) -> dict[str, float | None]:
    """Give the share of test loans that default, of the fifth of the lowest reliability and of the rest."""
    loans = loans_of(run, "risk")
    fifths = {"riskiest": loans.bins == RISKIEST, "rest": loans.bins != RISKIEST}
    return {who: _share(loans._replace(bins=loans.bins[some], good=loans.good[:, :, some], bad=loans.bad[:, :, some]))
            for who, some in fifths.items()}


def _whole_run(run: RunTables) -> pl.DataFrame:
    """Give what is told of loans over the whole run."""
    granted, everyone = loans_of(run, "repaid_lived"), loans_of(run, *EVERYONE)
    return together(
        single("everyone.auc", "AUC", _auc(everyone)),
        single("everyone.default", "share", _share(everyone)),
        single("granted.auc", "AUC", _auc(granted)),
        single("granted.default", "share", _share(granted)),
        *(single(f"{who}.default", "share", share) for who, share in _by_risk(run).items()),
    )


def _against(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give the AUC of the twin, and by how much defaults differ from its."""
    here, there = ({"everyone": _share(loans_of(one, *EVERYONE)), **_by_risk(one)} for one in (run, twin))
    return together(
        single("twin.auc", "AUC", late_area(twin)),
        *(single(f"{who}.change", "share", share / other - 1 if share is not None and other else None)
          for (who, share), other in zip(here.items(), there.values(), strict=True)),
    )
