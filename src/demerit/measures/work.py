"""Who has work, who is kept from it by the score, who holds posts of influence, and what reporters still tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import by_group, findings, per
from demerit.measures.tables import A_YEAR

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

POSTS = ("reporters", "executives", "officials")
COUNTED = (
    "workers", "jobless", "barred", "barred_jobless", "refused", "dismissed", "passed_over", "reports", "critics",
    *POSTS, *(f"critical_{post}" for post in POSTS),
)  # fmt: skip


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
    n = dict(zip(COUNTED, counts(run, "employers", *COUNTED), strict=True))
    workers, barred = n["workers"], n["barred"]
    of_barred, of_others = per(n["barred_jobless"], barred), per(n["jobless"] - n["barred_jobless"], workers - barred)
    critics = {post: per(n[f"critical_{post}"], n[post]) for post in POSTS}
    shares = {"jobless": per(n["jobless"], workers), "jobless.barred": of_barred, "jobless.gap": of_barred - of_others,
              "barred": per(barred, workers)}
    yearly = {what: per(n[what], workers, A_YEAR) for what in ("refused", "dismissed", "passed_over")}
    posts = {f"{post}.critics": share for post, share in critics.items()}
    posts |= {f"{post}.tilt": share - per(n["critics"], workers) for post, share in critics.items()}
    return together(
        findings(shares, "share"), findings(yearly, "per 1,000 workers and year"), findings(posts, "share"),
        finding(by_group(per(n["reports"], workers, 1000)), "reports", "per 1,000 workers and month"),
        finding(by_group(per(n["reports"], n["reporters"])), "reports.each", "per reporter and month"),
    )
