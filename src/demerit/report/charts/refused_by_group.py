"""Who was barred; where no gate bars, who went without a benefit."""

from __future__ import annotations

import polars as pl

from demerit.base.number_of import number_of
from demerit.report.charts._rows import dots, ends, labelled
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.words.numbers import count

KINDS = {"barred": "Barred by a gate that shuts", "not_obtained": "Without a benefit that opens higher up"}
"""What is drawn, the first of which there is any."""


def _table(told: Results) -> pl.DataFrame:
    for kind, said in KINDS.items():
        frame = labelled(told.by_group("gates", kind))
        if frame["value"].sum() > 0:
            return frame.with_columns(pl.lit(said).alias("kind"))
    return pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return dots(frame, width, "times a year per 1,000 adults", "datum.label")


def _caption(frame: pl.DataFrame) -> str:
    low, high = ends(frame)
    often = number_of(round(high.value), "time")
    return (
        f"{frame['kind'][0]}, at all gates together, most often: {high.who} ({often} per 1,000 adults "
        f"and year); least: {low.who} ({count(low.value)}). Those who never joined were refused nothing, and "
        "are not here."
    )


refused_by_group = Figure(
    name="refused_by_group",
    title="Who was barred, or went without",
    section="shut_out",
    rank=2,
    absent="Nobody was turned away at any gate in this run.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
