"""What happened to the ties of those who dissent."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._time import dated, last, over_time
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.words.numbers import signed

SIDES = {"dissenters": "dissented here at least once", "others": "never dissented here"}


def _table(told: Results) -> pl.DataFrame:
    series = {words: told.curve("dissenters_ties", f"{side}.against_twin") for side, words in SIDES.items()}
    shown = {words: curve for words, curve in series.items() if curve.height}
    return dated(told, shown) if shown else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return over_time(frame, width, "ties, more or fewer", zero=True)


def _caption(frame: pl.DataFrame) -> str:
    said = "Mean number of ties of the same citizens, less what they have in the other world. At the end: "
    parts = [f"{signed(value)} ({what})" for what in SIDES.values() if (value := last(frame, what)) is not None]
    return said + ", ".join(parts) + "."


dissenters_ties = Figure(
    name="dissenters_ties",
    title="The ties of those who dissent",
    section="ties",
    rank=2,
    absent="Whether dissent costs ties cannot be told from one run alone: those who dissent may have had more anyway.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
