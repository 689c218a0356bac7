"""Whether those who dissent lose their ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._mixing import correlation
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted, grown_panel, once

if TYPE_CHECKING:
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
    if grown_panel(run).is_empty():
        return nothing()
    spoke, curve = _spoke(run), _course(run)
    parts = [_headlines(curve), finding_by_side(curve, "degree")]
    if twin is not None:
        there = _curve(twin.panel, spoke)
        both = curve.join(there, on=["week", "side"])
        parts.append(_against(both.with_columns((pl.col("value") - pl.col("value_right")).alias("value"))))
    return together(*parts, _mixing(run))


@once("panel")
def _spoke(run: RunTables) -> pl.DataFrame:
    """Give ``citizen, dissented``: whether an adult of the panel ever did."""
    return grown_panel(run).group_by("citizen").agg((pl.col("n_speak_dissent") > 0).any().alias("dissented"))


@once("panel")
def _course(run: RunTables) -> pl.DataFrame:
    """Give the ties of those who dissented in this run, and of others, as `_curve` does."""
    return _curve(grown_panel(run), _spoke(run))


def _curve(panel: pl.DataFrame, spoke: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, side, value``: the mean number of ties of dissenters and of others, told by ``spoke``."""
    rows = panel.select("week", "citizen", "degree").join(spoke, on="citizen")
    side = pl.when("dissented").then(pl.lit("dissenters")).otherwise(pl.lit("others")).alias("side")
    degree = pl.col("degree").mean().alias("value")
    return rows.group_by("week", side).agg(degree).sort("week", "side")


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
    pairs = counted(run, "tie_dissent").with_columns((pl.col("bin") // 2).alias("x"), (pl.col("bin") % 2).alias("y"))
    last = pairs.filter(pl.col("week") == pl.col("week").max())
    return finding(correlation(last.with_columns(pl.lit("all").alias("group")), "group"), "mixing", "correlation")
