"""How much of the praise comes from those who are against."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._time import dated, last, over_time
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import SHARE
from demerit.report.words.numbers import percent

HERE, THERE = "under the scheme", "other world"


def _table(told: Results) -> pl.DataFrame:
    name = "preference_falsification"
    series = {HERE: told.curve(name, "insincere_praise"), THERE: told.curve(name, "insincere_praise", twin=True)}
    shown = {what: curve for what, curve in series.items() if curve.height}
    return dated(told, shown) if HERE in shown else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return over_time(frame, width, "share of those who praised", SHARE, zero=True)


def _caption(frame: pl.DataFrame) -> str:
    here, there = last(frame, HERE), last(frame, THERE)
    said = f"Of the citizens who praised in the last 13 weeks, {percent(here or 0.0)} are privately against."
    return said + (f" In the other world it is {percent(there)}." if there is not None else "")


insincere_praise = Figure(
    name="insincere_praise",
    title="Praise from those who are against",
    section="thought",
    rank=2,
    absent="Nobody in the panel praised in this run.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
