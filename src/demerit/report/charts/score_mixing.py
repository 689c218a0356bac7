"""Whose friends stand how high."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.measures.tables import bin_width
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import BLUE, QUIET, finished
from demerit.report.words.numbers import count, decimal


def _table(told: Results) -> pl.DataFrame:
    friends = told.curve("score_assortativity", "neighbours").select(
        (pl.col("bin") + (bin_width(told.run, 12) - 1) / 2).alias("own"), "value"
    )
    correlation = told.value("score_assortativity", "friend")
    return friends.with_columns(pl.lit(correlation, dtype=pl.Float64).alias("correlation"))


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    scale = alt.Scale(zero=False, nice=True)
    ticks = 6 if width > 500 else 4
    x = alt.X("own:Q", axis=alt.Axis(title="own score (middle of its band)", tickCount=ticks), scale=scale)
    y = alt.Y("value:Q", axis=alt.Axis(title="mean score of friends", tickCount=6), scale=scale)
    same = alt.Chart(frame).mark_line(color=QUIET, strokeDash=[3, 4], strokeWidth=1.5, clip=True).encode(x=x, y="own:Q")
    line = alt.Chart(frame).mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y)
    marks = alt.Chart(frame).mark_point(color=BLUE, filled=True, size=60, opacity=1).encode(x=x, y=y)
    return finished(alt.layer(same, line, marks), width, 300)


def _caption(frame: pl.DataFrame) -> str:
    low, high = frame.row(0, named=True), frame.row(-1, named=True)
    said = (
        "A flat line would be friends regardless of score, the dashed one only friends alike. Friends of those at "
        f"about {count(low['own'])} "
        f"stand at {count(low['value'])} on average, friends of those at about {count(high['own'])} at "
        f"{count(high['value'])}"
    )
    linked = frame["correlation"][0]
    said += f" (correlation {decimal(linked)})." if linked is not None else "."
    return said + " Where friends' scores count, part of this is copied and not chosen."


score_mixing = Figure(
    name="score_mixing",
    title="One's own score and one's friends'",
    section="ties",
    rank=3,
    absent="Nobody is scored in this run, so friends cannot be sorted by score.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
