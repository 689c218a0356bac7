"""What the map of places knows, how soon, and what users make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import rules_of, yearly
from demerit.measures._institution import TABLE, counts, remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_group, by_week, months, number, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables

PLACES = ("museum", "rally", "hostile")


@measure(unit="points")
def crowd_map(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give what the crowd's map holds each kind of place to be worth, against what the rules give, and how soon.

    Notes
    -----
    For every place p: ``p.estimate`` = points that the map says one visit brings, in the last month and as a curve;
    ``p.truth`` = points of the rules about ``go.p`` times the share of visits that the bureau sees, as its file
    says (what institutions let it sense besides is left out), which is what a visit brings on average; ``p.error =
    |estimate - truth|`` likewise; ``p.found`` = the first week from which the error stays within half the truth (no
    row where it never does); ``p.recovered = estimate / truth`` in the last month; ``found`` = the week from which all
    that have rules are found. ``reports`` per 1,000 adults and year; ``marked`` = share of users' months in which
    the block on their way was marked.
    """
    if not number(run, TABLE, "map_app:n_nowhere").any():
        return nothing()
    return together(
        *(_place(run, place) for place in PLACES),
        _all_found(run),
        finding(by_group(yearly(run, TABLE, "map_app:reports")), "reports", "per 1,000 adults and year"),
        _marked(run),
    )


def _all_found(run: RunTables) -> pl.DataFrame:
    """Give the week from which all places that rules name are found; no row where one is not."""
    places = (_against_truth(run, place) for place in PLACES)
    weeks = [_since(run, error, truth) for truth, _, error in places if truth]
    found = [week for week in weeks if week is not None]
    return single("found", "week", max(found) if found and len(found) == len(weeks) else None)


def _since(run: RunTables, error: Array, truth: float) -> int | None:
    """Give the first week from which the error stays within half the truth."""
    wrong = np.flatnonzero(error > abs(truth) / 2)
    right = months(run)[wrong[-1] + 1 if len(wrong) else 0 :]
    return int(right[0]) if len(right) else None


def _against_truth(run: RunTables, place: str) -> tuple[float, Array, Array]:
    """Give what a visit to such a place brings on average, what the map says of it by month, and the error of that."""
    scheme = run.scheme
    bureau = scheme.headline_bureau
    seen = float(bureau.sees.get("go", 0.0)) if bureau else 0.0
    rules = rules_of(run, lambda deed: deed == f"go.{place}")
    truth = seen * sum(float(scheme.points_now(scheme.rules[name])) for name in rules)
    estimate = remembered(run, "map_app", place) / 256
    return truth, estimate, np.abs(estimate - truth)


def _place(run: RunTables, place: str) -> pl.DataFrame:
    """Give what the map says of one kind of place."""
    truth, estimate, error = _against_truth(run, place)
    return together(
        single(f"{place}.estimate", "points", estimate[-1]),
        finding(by_week(months(run), estimate), f"{place}.estimate", "points"),
        single(f"{place}.truth", "points", truth),
        single(f"{place}.error", "points", error[-1]),
        finding(by_week(months(run), error), f"{place}.error", "points"),
        single(f"{place}.found", "week", _since(run, error, truth) if truth else None),
        single(f"{place}.recovered", "share", estimate[-1] / truth if truth else None),
    )


def _marked(run: RunTables) -> pl.DataFrame:
    """Give the share of users' months in which their way was marked."""
    users, marked = counts(run, "map_app", "users", "marked")
    return finding(by_group(per(marked, users)), "marked", "share")
