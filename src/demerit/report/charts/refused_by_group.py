"""Who was refused."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._rows import dots, ends, labelled
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.words.numbers import count


def _table(told: Results) -> pl.DataFrame:
    frame = labelled(told.by_group("gates", "refused"))
    return frame if frame["value"].sum() > 0 else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return dots(frame, width, "refusals a year per 1,000 adults", "datum.label")


def _caption(frame: pl.DataFrame) -> str:
    low, high = ends(frame)
    return (
        f"At all gates together, refused most often: {high.who} ({count(high.value)} times per 1,000 adults and year); "
        f"least: {low.who} ({count(low.value)})."
    )


refused_by_group = Figure(
    name="refused_by_group",
    title="Who was refused",
    section="shut_out",
    rank=2,
    absent="Nobody was refused at any gate in this run.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
