"""How much dissent was lost, group by group, in weeks."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._rows import dots, ends, labelled
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.words.numbers import decimal


def _table(told: Results) -> pl.DataFrame:
    weeks = told.by_group("silence", "dissent.lost").rename({"value": "weeks"})
    return labelled(told.by_group("silence", "dissent.lost_rate").join(weeks, on="group"))


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return dots(frame, width, "weeks in dissent lost a year per 1,000 adults", "datum.label")


def _caption(frame: pl.DataFrame) -> str:
    low, high = ends(frame)
    everyone = frame.filter(pl.col("group") == "all")
    said = (
        f"In weeks, the most were lost by this group: {high.who} ({decimal(high.value, 1)} per 1,000 adults and year); "
    )
    said += f"the fewest by: {low.who} ({decimal(low.value, 1)})."
    return said + (f" Everyone: {decimal(everyone['value'][0], 1)}." if everyone.height else "")


dissent_lost_by_group = Figure(
    name="dissent_lost_by_group",
    title="Weeks in dissent lost, by group",
    section="said",
    rank=3,
    absent="How many weeks in dissent were lost cannot be told from one run alone.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
