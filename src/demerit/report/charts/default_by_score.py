"""Whether a high score still means a good borrower."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import BLUE, SHARE, finished
from demerit.report.words.numbers import percent


def _table(told: Results) -> pl.DataFrame:
    bands = (
        told.curve("accuracy", "default").filter((pl.col("group") == "all") & pl.col("bin").is_not_null()).sort("bin")
    )
    auc = {name: told.value("accuracy", "auc", twin=twin) for name, twin in (("auc", False), ("other_auc", True))}
    return bands.select(
        pl.col("bin").alias("score_from"), "value", *(pl.lit(v, dtype=pl.Float64).alias(k) for k, v in auc.items())
    )


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    x = alt.X("score_from:O", title="score (from)", axis=alt.Axis(labelAngle=0))
    y = alt.Y(
        "value:Q", axis=alt.Axis(title="share that defaults", labelExpr=SHARE, tickCount=5), scale=alt.Scale(zero=True)
    )
    base = alt.Chart(frame).encode(x=x, y=y)
    return finished(
        alt.layer(
            base.mark_line(color=BLUE, strokeWidth=2), base.mark_point(color=BLUE, filled=True, size=60, opacity=1)
        ),
        width,
        280,
    )


def _caption(frame: pl.DataFrame) -> str:
    low, high = frame.row(0, named=True), frame.row(-1, named=True)
    said = (
        f"Of the test loans drawn in the last 13 scoring weeks, {percent(low['value'])} default in the lowest band and "
        f"{percent(high['value'])} in the highest. "
    )
    if low["auc"] is not None:
        said += "Of two borrowers, one who repays and one who does not, the first has the higher score in "
        said += f"{percent(low['auc'])} of pairs "
        said += "(chance alone: half of them)."
    return said + (f" In the other world: {percent(low['other_auc'])}." if low["other_auc"] is not None else "")


default_by_score = Figure(
    name="default_by_score",
    title="The score and true repayment",
    section="accuracy",
    rank=1,
    absent="Too few test loans were drawn in this run, so the score cannot be held against repayment.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
