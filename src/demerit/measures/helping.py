"""Who helps, for pay and of their own accord."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import yearly
from demerit.measures._deeds import change_by_quarter, changed
from demerit.measures._institution import counts, kept, of_adults
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import EVERYBODY, by_group, by_week, ends, findings, months, number, per
from demerit.measures.tables import in_common
from demerit.theory.reputation import highest_cost

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables


LEVEL = 160
"""Counts of warmth are raised by so much, to be positive."""
LATE = 52


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
    help_, gifts, rewarded, watched, looked_away = counts(
        run, "community", "help", "gifts", "rewarded", "watched", "looked_away")
    known = per(np.where(watched > 0, watched - looked_away, np.nan), number(run, "adult"))
    warmth = _warmth(run)
    told = together(
        findings({"help.rate": yearly(run, "deed", "serve.help"), "gifts.rate": yearly(run, "deed", "serve.give")},
                 "per 1,000 adults and year"),
        findings({"rewarded": per(rewarded, help_ + gifts), "looked_away": per(looked_away, watched),
                  "sustained": np.array([highest_cost(share) for share in known])}, "share"),
        finding(by_group(ends(warmth)[1]), "warmth", "notches"),
        finding(by_week(months(run), warmth[:, EVERYBODY]), "warmth", "notches"),
    )
    if twin is None:
        return told
    late = max(0, in_common(run, twin) - LATE)
    ever, end = (changed(run, twin, "serve.help", since) for since in (0, late))
    return together(
        told,
        findings({"change": ever, "change.end": end}, "share"),
        finding(change_by_quarter(run, twin, "serve.help"), "change", "share"),
        finding(by_group(ends(_warmth(twin))[1] - ends(warmth)[1]), "warmth.driven_out", "notches"),
    )


def _warmth(run: RunTables) -> NDArray[np.float64]:
    """Give the mean warmth of adults, by month and group."""
    return of_adults(run, "community", "warmth") - LEVEL
