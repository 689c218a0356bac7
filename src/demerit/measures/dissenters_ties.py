"""Whether those who dissent lose their ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._grid import grid
from demerit.measures._mixing import correlation
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import binned, by_week, per
from demerit.measures.tables import keys_of, once

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array, Grid
    from demerit.measures.tables import RunTables

SIDES = ("dissenters", "others")


@measure(unit="ties", twin="helps", groups=False)
def dissenters_ties(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the ties of adults who ever dissented here and of the others, over time and against the twin.

    Notes
    -----
    Over the panel's adults; "dissenters" dissented in at least one month of this run. ``dissenters.degree`` and
    ``others.degree`` are mean numbers of ties in the last week (and as curves), ``.lost`` the fall since the first.
    Who dissents is not drawn by lot (the talkative may also be the sociable), so with a twin ``.against_twin`` takes
    the *same* citizens' ties in the twin away, and ``loss_from_dissent`` is the difference of the two differences.
    ``mixing`` is the assortativity of having dissented in the last month over half-ties (Newman 2003).
    """
    if not grid(run).adult.any():
        return nothing()
    weeks, here = grid(run).weeks, _course(run)
    ends = {side: values[np.isfinite(values)] for side, values in here.items()}
    parts = [
        *(single(f"{side}.degree", "ties", known[-1] if len(known) else None) for side, known in ends.items()),
        *(single(f"{side}.lost", "ties", known[0] - known[-1] if len(known) else None) for side, known in ends.items()),
        *(finding(by_week(weeks, values), f"{side}.degree", "ties") for side, values in here.items()),
    ]
    if twin is not None:
        _, mine, theirs = np.intersect1d(weeks, grid(twin).weeks, assume_unique=True, return_indices=True)
        there = _curve(grid(twin), grid(twin).there, *_spoke(run))
        parts.append(_against(weeks[mine], {side: here[side][mine] - there[side][theirs] for side in SIDES}))
    return together(*parts, _mixing(run))


@once("panel")
def _spoke(run: RunTables) -> tuple[Array, Array]:
    """Give the panel's citizens who were ever adult, and whether each ever dissented as one."""
    months = grid(run)
    known = np.any(months.adult, axis=0)
    dissented = np.any(months.adult & (months.column("n_speak_dissent") > 0), axis=0)
    return months.citizens[known], dissented[known]


@once("panel")
def _course(run: RunTables) -> dict[str, Array]:
    """Give the ties of those who dissented in this run, and of others, as `_curve` does."""
    return _curve(grid(run), grid(run).adult, *_spoke(run))


def _curve(months: Grid, rows: Array, known: Array, dissented: Array) -> dict[str, Array]:
    """Give side by side, month by month, the mean number of ties of dissenters and of others, over `rows`."""
    degree, found = months.column("degree"), {}
    for side, of in zip(SIDES, (dissented, ~dissented), strict=True):
        some = rows & np.isin(months.citizens, known[of])
        found[side] = per(np.where(some, degree, 0).sum(axis=1), some.sum(axis=1))
    return found


def _against(weeks: Array, gaps: dict[str, Array]) -> pl.DataFrame:
    """Give the differences from the twin as curves and at the end, and the difference between the two sides."""
    known = np.flatnonzero(np.any([np.isfinite(gap) for gap in gaps.values()], axis=0))
    if not len(known):
        return nothing()
    last = {side: gap[known[-1]] for side, gap in gaps.items()}
    return together(
        *(finding(by_week(weeks, gap), f"{side}.against_twin", "ties") for side, gap in gaps.items()),
        *(single(f"{side}.against_twin", "ties", gap) for side, gap in last.items()),
        single("loss_from_dissent", "ties", last["dissenters"] - last["others"]),
    )


@once("counts")
def _mixing(run: RunTables) -> pl.DataFrame:
    """Give how strongly dissenting last month goes together over half-ties, in the last week counted."""
    weeks, bins, (n,) = binned(run, tuple(("tie_dissent", key) for key in keys_of(run, "tie_dissent")))
    if not len(weeks):
        return nothing()
    value = correlation(bins // 2, bins % 2, n[-1].sum(axis=0))
    return single("mixing", "correlation", float(value))
