"""Curves over the weeks of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from demerit.report.style import BLACK, BLUE, GREEN, VERMILLION, YEARS, finished

if TYPE_CHECKING:
    from demerit.report.figure import Drawn
    from demerit.report.results import Results

COLOURS = (BLUE, VERMILLION, GREEN, BLACK)
DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond")


def dated(told: Results, series: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Give curves ``week, value`` as one table ``date, week, what, value`` with their names as ``what``."""
    frames = [
        frame.filter(pl.col("group") == "all").select("week", pl.lit(name).alias("what"), "value")
        for name, frame in series.items()
    ]
    every = pl.concat(frames)
    days = {week: told.day(week).isoformat() for week in every["week"].unique().to_list()}
    date = pl.col("week").replace_strict(days, default=None, return_dtype=pl.String).alias("date")
    return every.select(date, "week", "what", "value")


def last(frame: pl.DataFrame, what: str) -> float | None:
    """Give the last value of one curve, or None where there is no such curve."""
    rows = frame.filter(pl.col("what") == what).sort("week")
    return float(rows["value"][-1]) if rows.height else None


def lines(frame: pl.DataFrame, title: str, labels: str = "datum.label", zero: bool = False) -> Drawn:
    """Draw the curves, told apart by colour, dash and mark; the legend stands below."""
    names = frame["what"].unique(maintain_order=True).to_list()
    few = frame.filter((pl.col("week").rank("dense").over("what") - 1) % _step(frame) == 0)
    y = alt.Y(
        "value:Q", axis=alt.Axis(title=title, labelExpr=labels, tickCount=5), scale=alt.Scale(zero=zero, nice=True)
    )
    x = alt.X("date:T", axis=YEARS)
    colour = alt.Color("what:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), sort=names)
    dash = alt.StrokeDash("what:N", scale=alt.Scale(domain=names, range=list(DASHES[: len(names)])), sort=names)
    shape = alt.Shape("what:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), sort=names)
    line = alt.Chart(frame).mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    marks = alt.Chart(few).mark_point(filled=True, size=45, opacity=1).encode(x=x, y=y, color=colour, shape=shape)
    return alt.layer(line, marks)


def over_time(frame: pl.DataFrame, width: int, title: str, labels: str = "datum.label", zero: bool = False) -> Drawn:
    """Draw the curves as a whole figure."""
    return finished(lines(frame, title, labels, zero), width, 300)


def _step(frame: pl.DataFrame) -> int:
    """Give how many points to pass over so that about two dozen carry a mark."""
    return max(1, frame["week"].n_unique() // 24)
