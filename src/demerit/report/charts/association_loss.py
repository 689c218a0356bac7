"""What citizens who broke no rule lose through friends."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import HAIR, QUIET, SHARE, VERMILLION, finished, rimmed
from demerit.report.words.numbers import percent


def _table(told: Results) -> pl.DataFrame:
    spread = told.curve("association_loss", "share").filter(pl.col("group") == "all").sort("bin")
    return spread.select(pl.col("bin").alias("points_lost"), "value")


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    shown = frame.with_columns(
        pl.when(pl.col("points_lost") >= 10)
        .then(pl.lit("10 points and more"))
        .otherwise(pl.lit("fewer than 10 points"))
        .alias("what")
    )
    colour = alt.Color(
        "what:N",
        scale=alt.Scale(domain=["fewer than 10 points", "10 points and more"], range=[HAIR, VERMILLION]),
        legend=rimmed(),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke=QUIET, strokeWidth=1)
        .encode(
            x=alt.X("points_lost:O", title="points lost through friends (from)", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", axis=alt.Axis(title="share of the innocent", labelExpr=SHARE, tickCount=5)),
            color=colour,
        )
    )
    return finished(alt.layer(bars), width, 280)


def _caption(frame: pl.DataFrame) -> str:
    heavy = frame.filter(pl.col("points_lost") >= 10)["value"].sum()
    return (
        f"Of the adults who never did anything that the scheme punishes, {percent(float(heavy))} stand at least "
        "10 points lower because of their friends."
    )


association_loss = Figure(
    name="association_loss",
    title="Guilt by association",
    section="ties",
    rank=4,
    absent="Friends do not count in this run, so nobody loses points through friends.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
