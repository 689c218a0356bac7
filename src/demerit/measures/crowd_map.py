"""What the map of places knows, how soon, and what users make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._booked import a_year, rules_of
from demerit.measures._sums import EVERYBODY, by_group, by_month, by_week, months, number, per
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted

if TYPE_CHECKING:
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
    if counted(run, "institution", "map_app:n_nowhere").is_empty():
        return nothing()
    return together(
        *(_place(run, place) for place in PLACES),
        _all_found(run),
        finding(a_year(run, "institution", "map_app:reports"), "reports", "per 1,000 adults and year"),
        _marked(run),
    )


def _all_found(run: RunTables) -> pl.DataFrame:
    """Give the week from which all places that rules name are found; no row where one is not."""
    weeks = [_since(curve, truth) for truth, curve in (_against_truth(run, place) for place in PLACES) if truth]
    found = [week for week in weeks if week is not None]
    return single("found", "week", max(found) if found and len(found) == len(weeks) else None)


def _since(curve: pl.DataFrame, truth: float) -> int | None:
    """Give the first week from which the error stays within half the truth."""
    wrong = curve.filter(pl.col("error") > abs(truth) / 2)["week"]
    right = curve.filter(pl.col("week") > wrong.max()) if len(wrong) else curve
    return right["week"].min()  # type: ignore[return-value]


def _against_truth(run: RunTables, place: str) -> tuple[float, pl.DataFrame]:
    """Give what a visit to such a place brings on average, and ``week, value, error`` of what the map says of it."""
    scheme = run.scheme
    bureau = scheme.headline_bureau
    seen = float(bureau.sees.get("go", 0.0)) if bureau else 0.0
    rules = rules_of(run, lambda deed: deed == f"go.{place}")
    truth = seen * sum(float(scheme.points_now(scheme.rules[name])) for name in rules)
    return truth, _estimates(run, place).with_columns((pl.col("value") - truth).abs().alias("error"))


def _place(run: RunTables, place: str) -> pl.DataFrame:
    """Give what the map says of one kind of place."""
    truth, curve = _against_truth(run, place)
    last = curve.tail(1)
    error = curve.select("week", pl.col("error").alias("value"))
    return together(
        single(f"{place}.estimate", "points", last["value"][0]),
        finding(curve, f"{place}.estimate", "points"),
        single(f"{place}.truth", "points", truth),
        single(f"{place}.error", "points", last["error"][0]),
        finding(error, f"{place}.error", "points"),
        single(f"{place}.found", "week", _since(curve, truth) if truth else None),
        single(f"{place}.recovered", "share", last["value"][0] / truth if truth else None),
    )


def _estimates(run: RunTables, place: str) -> pl.DataFrame:
    """Give ``week, value``: the estimate in points; 0 in months without a row."""
    points = by_month(run, "institution", f"map_app:{place}")[:, EVERYBODY] / 256
    return by_week(months(run), np.where(by_month(run, "adult")[:, EVERYBODY] > 0, points, np.nan))


def _marked(run: RunTables) -> pl.DataFrame:
    """Give the share of users' months in which their way was marked."""
    users, marked = (number(run, "institution", f"map_app:{what}") for what in ("users", "marked"))
    return finding(by_group(per(marked, users)), "marked", "share")
