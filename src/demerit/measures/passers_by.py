"""Whom hostile ground harms that never went there of their own will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import change_of, points_a_year, rules_of, sum_of_lives, yearly
from demerit.measures._institution import TABLE, counts
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 adults and year", twin="helps")
def passers_by(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who is caught on hostile ground for living there or passing through, and what it costs them.

    Notes
    -----
    Of the institution ``zones``, per 1,000 adults and year: ``caught`` = months in which one was caught as a
    resident or passer-by; ``innocent`` = of these, months in which one did not also go there by choice;
    ``residents``, ``passing`` = months on flagged ground at home, on the way; ``spared``, ``vain`` = months of a
    detour round flagged ground, round ground that was not flagged. ``innocent_share = innocent / caught``.
    ``points`` = points a year booked for this by the ledger, over those of the panel who in the whole run never
    went to hostile ground. With a twin ``passing.change = passing(run) / passing(twin) - 1``: how far streets
    emptied.
    """
    if not number(run, TABLE, "zones:share").any():
        return nothing()
    names = ("caught", "innocent", "residents", "passing", "spared", "vain")
    told = together(
        findings({n: yearly(run, TABLE, f"zones:{n}") for n in names}, "per 1,000 adults and year"),
        _innocent(run),
        _points(run),
    )
    return told if twin is None else together(
        told, finding(change_of(run, twin, "zones:passing"), "passing.change", "share")
    )


def _innocent(run: RunTables) -> pl.DataFrame:
    """Give the share of the caught who did not go there by choice."""
    caught, innocent = counts(run, "zones", "caught", "innocent")
    return finding(by_group(per(innocent, caught)), "innocent_share", "share")


def _points(run: RunTables) -> pl.DataFrame:
    """Give what it cost those who never went."""
    if "n_go_hostile" not in run.panel.columns:
        return nothing()
    entries = rules_of(run, lambda deed: deed == "zones.passed")
    never = sum_of_lives(run, "n_go_hostile") == 0
    return finding(points_a_year(run, entries, never), "points", "points a year")
