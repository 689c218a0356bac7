"""Where people go, and who goes against their mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import points_a_year, rules_of
from demerit.measures._deeds import change_by_quarter, changed, rate
from demerit.measures._grid import grid
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import findings
from demerit.measures.tables import WHOLE, in_common, once
from demerit.theory.mobility import distinct_places, explored

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

PLACES = ("museum", "rally", "hostile")
TRACES = 500
"""People whose moves are drawn for ``usual``."""


@measure(unit="per 1,000 adult-weeks", twin="helps")
def visits(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often people go to museums, rallies and hostile ground, and who attends rallies against their mind.

    Notes
    -----
    For every place p: ``p.rate = 1000 n(go.p) / adult-weeks``; with a twin ``p.change = n(run) / n(twin) - 1`` over
    all weeks in common and as a curve in windows of 13 weeks. From the panel's adult citizen-months:
    ``insincere_rally`` = share of those who went to a rally whose conviction is against; ``rallying_opponents`` =
    share of those against who went to one. ``points`` = points that rules about ``go`` booked for an adult of the
    panel in a year, from the ledger: what is sensed of positions, as it moves what is scored. ``traced`` = distinct
    places, and ``usual`` = share of moves to the commonest of them, that a trace of one move a week over the run would
    tell of people who explore and return as telephones were seen to (Song et al. 2010, `theory.mobility`): what the
    three kinds of place told apart here leave out.
    """
    if twin is None:
        return _alone(run)
    return together(
        _alone(run),
        findings({f"{place}.change": changed(run, twin, f"go.{place}") for place in PLACES}, "share"),
        *(finding(change_by_quarter(run, twin, f"go.{place}"), f"{place}.change", "share") for place in PLACES),
    )


@once(*WHOLE)
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    return together(
        findings({f"{place}.rate": rate(run, f"go.{place}") for place in PLACES}, "per 1,000 adult-weeks"),
        _rallies(run),
        _traced(run),
        finding(
            points_a_year(run, rules_of(run, lambda deed: deed.startswith("go."))), "points", "points a year"
        ),
    )


def _traced(run: RunTables) -> pl.DataFrame:
    """Give what a trace of as many moves as the run has weeks would tell."""
    moves = 1 + in_common(run)
    if moves < 1:
        return nothing()
    visits, _ = explored(int(run.manifest["seed"]), TRACES, moves)
    return together(
        single("traced", "places", distinct_places(moves)[0]),
        single("usual", "share", float((visits.max(axis=1) / visits.sum(axis=1)).mean())),
    )


def _rallies(run: RunTables) -> pl.DataFrame:
    """Give who goes to rallies against their mind."""
    months = grid(run)
    if not months.adult.any() or "n_go_rally" not in run.panel.columns:
        return nothing()
    conviction, rallies, cell = (each[months.adult] for each in (months.column("conviction"),
                                                                 months.column("n_go_rally"), months.cells))
    against, went = conviction < 0, rallies > 0
    both = against & went
    return together(
        finding(ratio_of_cells(cell, both, went), "insincere_rally", "share"),
        finding(ratio_of_cells(cell, both, against), "rallying_opponents", "share"),
    )
