"""Who reports whom, and how falsely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import counts
from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.sums import BY_NAME, EVERYBODY, findings, number, per
from demerit.measures.tables import A_YEAR

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

MEMBERS = BY_NAME.index("party:member")

@measure(unit="per 1,000 adults and year")
def reports(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many are reported by others, how many falsely, by whom, and how often it is given back.

    Notes
    -----
    Of those struck by a report, group by group: `struck`, `true` and `false` per 1,000 adults and year, ``false_share =
    false / struck``, ``feud_share`` = share of false reports on somebody who was known to have reported first,
    ``kin_share`` = share of reports that came from kin, ``member_share`` = share that came from members of the Party,
    and for all ``member_ratio`` = that share over the members' share of adults: above 1 they report more than others.
    Without the institution `masses` all are 0. How often people report in truth is not published; these are quantities
    of the model.
    """
    adults = number(run, "adult")
    if not adults.any():
        return nothing()
    true, false, back, by_kin, by_member = counts(run, "masses", "reported", "accused", "back", "by_kin", "by_member")
    struck = true + false
    yearly = {"struck": struck, "true": true, "false": false}
    shares = {"false_share": per(false, struck), "feud_share": per(back, false), "kin_share": per(by_kin, struck),
              "member_share": per(by_member, struck)}
    of_members = per(shares["member_share"], per(adults[MEMBERS], adults[EVERYBODY]))
    return together(
        findings({what: per(n, adults, A_YEAR) for what, n in yearly.items()}, "per 1,000 adults and year"),
        findings(shares, "share"),
        single("member_ratio", "ratio", of_members[EVERYBODY]),
    )
