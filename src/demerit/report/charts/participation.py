"""Who is enrolled and who knows, over time."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._time import dated, last, over_time
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import SHARE
from demerit.report.words.numbers import percent

ENROLLED, AWARE = "enrolled", "know of the scheme"


def _table(told: Results) -> pl.DataFrame:
    series = {ENROLLED: told.curve("enrolment", "enrolled"), AWARE: told.curve("enrolment", "aware")}
    taken_part = any(curve["value"].sum() > 0 for curve in series.values())
    return dated(told, series) if taken_part else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return over_time(frame, width, "share of adults", SHARE, zero=True)


def _caption(frame: pl.DataFrame) -> str:
    enrolled, aware = (last(frame, what) or 0.0 for what in (ENROLLED, AWARE))
    return (
        f"At the end {percent(enrolled)} of adults are enrolled and {percent(aware)} know of the scheme. "
        "A rule nobody knows of cannot chill."
    )


participation = Figure(
    name="participation",
    title="Who takes part, who knows",
    section="scores",
    rank=4,
    absent="Nobody is enrolled in this run, and nobody knows of a scheme.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
