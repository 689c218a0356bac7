"""Who is judged, shown up and condemned, and who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import yearly
from demerit.measures._institution import TABLE, counts, monthly
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import EVERYBODY, by_group, by_month, by_week, findings, months, number, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

YEAR = "per 1,000 adults and year"
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
    adults = number(run, "adult")
    if not adults.any():
        return nothing()
    (exposed,), (shown,) = counts(run, "courts", "exposed"), monthly(run, "courts", "exposed")
    share = per(shown, by_month(run, "adult"))[:, EVERYBODY]
    return together(
        findings({what: yearly(run, TABLE, f"courts:{what}") for what in YEARLY}, YEAR),
        finding(by_group(per(exposed, adults)), "exposed", "share"),
        finding(by_week(months(run), share), "exposed", "share"),
        findings({"late": yearly(run, "deed", "pay.late"), "defaulted": yearly(run, "deed", "borrow.default")}, YEAR),
    )
