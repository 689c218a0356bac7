"""Whether those who dissent lose their ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import grid
from demerit.measures._mixing import correlation
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import binned
from demerit.measures.tables import keys_of, once

if TYPE_CHECKING:
    from demerit.measures._grid import Array, Grid
    from demerit.measures.tables import RunTables


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
    curve = _course(run)
    parts = [_headlines(curve), finding_by_side(curve, "degree")]
    if twin is not None:
        there = _curve(grid(twin), grid(twin).there, *_spoke(run))
        both = curve.join(there, on=["week", "side"])
        parts.append(_against(both.with_columns((pl.col("value") - pl.col("value_right")).alias("value"))))
    return together(*parts, _mixing(run))


@once("panel")
def _spoke(run: RunTables) -> tuple[Array, Array]:
    """Give the panel's citizens who were ever adult, and whether each ever dissented as one."""
    months = grid(run)
    known = np.any(months.adult, axis=0)
    dissented = np.any(months.adult & (months.column("n_speak_dissent") > 0), axis=0)
    return months.citizens[known], dissented[known]


@once("panel")
def _course(run: RunTables) -> pl.DataFrame:
    """Give the ties of those who dissented in this run, and of others, as `_curve` does."""
    return _curve(grid(run), grid(run).adult, *_spoke(run))


def _curve(months: Grid, rows: Array, known: Array, dissented: Array) -> pl.DataFrame:
    """Give ``week, side, value``: the mean number of ties of dissenters and of others, over `rows` of those known."""
    degree, found = months.column("degree"), []
    for side, of in (("dissenters", dissented), ("others", ~dissented)):
        some = rows & np.isin(months.citizens, known[of])
        number = some.sum(axis=1)
        week = pl.Series("week", months.weeks)
        value = pl.Series("value", np.where(some, degree, 0).sum(axis=1) / np.maximum(number, 1))
        found.append(pl.DataFrame([week, pl.Series("side", [side]).new_from_index(0, len(week)), value])
                     .filter(pl.Series(number > 0)))  # fmt: skip
    return pl.concat(found).sort("week", "side")


def finding_by_side(curve: pl.DataFrame, quantity: str) -> pl.DataFrame:
    """Give the rows of one quantity for each of the two sides."""
    return together(
        *(
            finding(part.drop("side"), f"{side}.{quantity}", "ties")
            for (side,), part in curve.group_by("side", maintain_order=True)
        )
    )


def _headlines(curve: pl.DataFrame) -> pl.DataFrame:
    """Give degree in the last week and what was lost since the first."""
    first, last = pl.col("value").first().alias("first"), pl.col("value").last()
    ends = curve.sort("week").group_by("side", maintain_order=True).agg(first, last)
    lost = ends.select("side", (pl.col("first") - pl.col("value")).alias("value"))
    return together(finding_by_side(ends.drop("first"), "degree"), finding_by_side(lost, "lost"))


def _against(differences: pl.DataFrame) -> pl.DataFrame:
    """Give the differences from the twin as curves and at the end, and the difference between the two sides."""
    last = differences.filter(pl.col("week") == pl.col("week").max()).select("side", "value")
    sides = dict(last.iter_rows())
    gap = sides["dissenters"] - sides["others"] if len(sides) == 2 else None
    return together(
        finding_by_side(differences, "against_twin"),
        finding_by_side(last, "against_twin"),
        single("loss_from_dissent", "ties", gap),
    )


@once("counts")
def _mixing(run: RunTables) -> pl.DataFrame:
    """Give how strongly dissenting last month goes together over half-ties, in the last week counted."""
    weeks, bins, (n,) = binned(run, tuple(("tie_dissent", key) for key in keys_of(run, "tie_dissent")))
    if not len(weeks):
        return nothing()
    value = correlation(bins // 2, bins % 2, n[-1].sum(axis=0))
    return single("mixing", "correlation", float(value))
