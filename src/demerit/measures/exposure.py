"""Who is judged, shown up and condemned, and who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import TABLE
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import EVERYBODY, by_group, by_month, by_week, months, number, per
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR

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
    told = {what: number(run, TABLE, f"courts:{what}") for what in YEARLY}
    told |= {"late": number(run, "deed", "pay.late"), "defaulted": number(run, "deed", "borrow.default")}
    rows = {what: finding(by_group(per(n, adults, 1000 * WEEKS_A_YEAR / WEEKS_A_MONTH)), what, YEAR)
            for what, n in told.items()}  # fmt: skip
    shown, grown_up = (by_month(run, *of)[:, [EVERYBODY]] for of in ((TABLE, "courts:exposed"), ("adult",)))
    return together(
        *(rows[what] for what in YEARLY),
        finding(by_group(per(number(run, TABLE, "courts:exposed"), adults)), "exposed", "share"),
        finding(by_week(months(run), per(shown, grown_up)[:, 0]), "exposed", "share"),
        rows["late"], rows["defaulted"],
    )
