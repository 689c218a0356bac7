"""Whether telephones find out who keeps company with low scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import change_of, lives, points_a_year, points_booked, rules_of, sum_of_lives, yearly
from demerit.measures._institution import TABLE, counts
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per
from demerit.measures.tables import WHOLE, once

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 adults and year", twin="helps")
def company(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give meetings with people to whom no tie is shown, how long and where, what they cost, and who is found out.

    Notes
    -----
    Of the institution ``company``, per 1,000 adults and year: ``met`` = meetings with old acquaintances, of which one
    has four at most; ``met_unlinked`` = of these, without a tie; ``met_low`` = of these, with a score below the line;
    ``hours`` = what these last, of 1,000 adults in a year. ``stay`` = hours of one such meeting, ``at_home`` = share
    of them at one's own home, ``acquaintances`` = those without a tie that an adult has, in a mean month.
    ``points`` = points a year booked for nearness to them, for an adult of the panel. ``found_out`` = of the
    panel's citizens who were ever near low company without a tie, the share for whom the bureau booked it at least
    once: dropping or hiding the tie helps the rest. With a twin (the same meetings untracked: reform
    ``no_nearness``) ``met_low.change`` and ``met_unlinked.change = n(run) / n(twin) - 1``: meetings avoided.
    """
    if not number(run, TABLE, "company:unlinked").any():
        return nothing()
    if twin is None:
        return _alone(run)
    changes = (
        finding(change_of(run, twin, f"company:{n}"), f"{n}.change", "share") for n in ("met_unlinked", "met_low")
    )
    return together(_alone(run), *changes)


@once(*WHOLE)
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    entries = rules_of(run, lambda deed: deed == "company.near_low")
    return together(
        findings({name: yearly(run, TABLE, f"company:{name}") for name in ("met", "met_unlinked", "met_low", "hours")},
                 "per 1,000 adults and year"),
        *_stays(run),
        finding(points_a_year(run, entries), "points", "points a year"),
        _found_out(run, entries),
    )


def _stays(run: RunTables) -> list[pl.DataFrame]:
    """Give how long meetings in low company last, where they are, and how many acquaintances one has left."""
    met, hours, hosted, left = counts(run, "company", "met_low", "hours", "hosted", "unlinked")
    return [
        finding(by_group(per(hours, met)), "stay", "hours"),
        finding(by_group(per(hosted, met)), "at_home", "share"),
        finding(by_group(per(left, number(run, "adult"))), "acquaintances", "people"),
    ]


def _found_out(run: RunTables, entries: list[str]) -> pl.DataFrame:
    """Give the share of those ever near low company for whom it was booked."""
    if "near_times" not in run.panel.columns:
        return nothing()
    near, whom = sum_of_lives(run, "near_times") > 0, lives(run)
    found = points_booked(run, entries, whom.citizens[near]) < 0
    return finding(ratio_of_cells(whom.cell[near], found), "found_out", "share")
