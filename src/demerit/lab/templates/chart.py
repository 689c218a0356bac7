"""What this chart shows, in one line."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results


def _table(told: Results) -> pl.DataFrame:
    """Give the rows drawn, fewer than 5,000; none where there is nothing to draw."""
    return told.curve("silence", "dissent.change").filter(pl.col("group") == "all").select("week", "value")


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    line: Drawn = alt.Chart(frame, width=width, height=220).mark_line()
    return line.encode(x="week:Q", y=alt.Y("value:Q", title="change"))


def _caption(frame: pl.DataFrame) -> str:
    return f"Say what to see, with a number: at the end it stands at {frame['value'][-1]:+.0%}."


skeleton = Figure(
    name="skeleton",
    title="What is drawn, in a few words",
    section="speech",
    rank=9,
    absent="Say what is missing, and what would give it.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
