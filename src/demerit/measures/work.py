"""Who has work, who is kept from it by the score, who holds posts of influence, and what reporters still tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

POSTS = ("reporters", "executives", "officials")
COUNTED = (
    "workers", "jobless", "barred", "barred_jobless", "refused", "dismissed", "passed_over", "reports", "critics",
    *POSTS, *(f"critical_{post}" for post in POSTS),
)  # fmt: skip
MONTHS_A_YEAR = 365.25 / 28


@measure(unit="share")
def work(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share without work, what the score adds to it, who holds posts of influence, and what reporters tell.

    Notes
    -----
    Of the institution `employers`, group by group, over the run: `jobless` = months without work over months of all who
    work or seek work, ``jobless.barred`` the same among those whom the score shuts out of ordinary work, and
    ``jobless.gap`` their difference to the others: with the same wages it is the share of income that being barred
    takes. `barred` = share shut out of ordinary work. `refused`, `dismissed` and `passed_over` per 1,000 workers and
    year of 13 months. ``P.critics`` for P of reporters, executives, officials: share whose conviction is against the
    official line, and ``P.tilt`` = that less the share of critics among all who work: below 0, critics are kept out.
    ``reports`` = what reporters tell or ask beyond praise and small talk, a month and 1,000 workers: the supply of
    news; ``reports.each`` the same a reporter and month. There are no rows without the institution.
    """
    told = counts(run, "employers", *COUNTED)
    if told.is_empty():
        return nothing()
    seen = pl.col("workers") - pl.col("barred"), pl.col("jobless") - pl.col("barred_jobless")
    told = told.with_columns(seen[0].alias("free"), seen[1].alias("free_jobless"))
    return together(
        _ratio(told, "jobless", "workers", "jobless"),
        _ratio(told, "barred_jobless", "barred", "jobless.barred"),
        _gap(told),
        _ratio(told, "barred", "workers", "barred"),
        *(_ratio(told, what, "workers", what, 1000 * MONTHS_A_YEAR, "per 1,000 workers and year")
          for what in ("refused", "dismissed", "passed_over")),
        *(_ratio(told, f"critical_{post}", post, f"{post}.critics") for post in POSTS),
        *(_tilt(told, post) for post in POSTS),
        _ratio(told, "reports", "workers", "reports", 1000, "per 1,000 workers and month"),
        _ratio(told, "reports", "reporters", "reports.each", 1, "per reporter and month"),
    )


def _ratio(
    told: pl.DataFrame, part: str, whole: str, quantity: str, times: float = 1, unit: str = "share"
) -> pl.DataFrame:
    """Give one count over another, where there is any of the other."""
    some = told.filter(pl.col(whole) > 0)
    return finding(some.with_columns((times * pl.col(part) / pl.col(whole)).alias("value")), quantity, unit)


def _gap(told: pl.DataFrame) -> pl.DataFrame:
    """Give how much more often the barred are without work than the others."""
    some = told.filter((pl.col("barred") > 0) & (pl.col("free") > 0))
    value = pl.col("barred_jobless") / pl.col("barred") - pl.col("free_jobless") / pl.col("free")
    return finding(some.with_columns(value.alias("value")), "jobless.gap", "share")


def _tilt(told: pl.DataFrame, post: str) -> pl.DataFrame:
    """Give the share of critics in a post less that among all who work."""
    some = told.filter(pl.col(post) > 0)
    value = pl.col(f"critical_{post}") / pl.col(post) - pl.col("critics") / pl.col("workers")
    return finding(some.with_columns(value.alias("value")), f"{post}.tilt", "share")
