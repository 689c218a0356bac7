"""What this chart shows, in one line."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.base.number_of import number_of
from demerit.measures.sums import EVERYBODY, by_month, by_week, months
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results


def _table(told: Results) -> pl.DataFrame:
    """Give the rows drawn, fewer than 5,000; none where there is nothing to draw.

    ``told.curve("MEASURE", "QUANTITY")`` gives what a measure found, week by week or bin by bin.
    """
    praise = by_month(told.run, "deed", "speak.praise")[:, EVERYBODY]
    return by_week(months(told.run), praise) if praise.any() else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    line: Drawn = alt.Chart(frame, width=width, height=220).mark_line()
    return line.encode(x="week:Q", y=alt.Y("value:Q", title="praise, a month"))


def _caption(frame: pl.DataFrame) -> str:
    praised = number_of(int(frame["value"][-1]), "time")
    return f"Say what to see, with a number: in the last month citizens praised {praised}."


skeleton = Figure(
    name="skeleton",
    title="What is drawn, in a few words",
    section="said",  # or thought, scores, shut_out, ties, spending, accuracy; any other name opens a section of its own
    rank=9,
    absent="Say what is missing, and what would give it.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
