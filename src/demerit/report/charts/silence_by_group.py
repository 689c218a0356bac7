"""How far dissent fell, group by group."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._rows import dots, ends, labelled
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import CHANGE
from demerit.report.words.numbers import signed_percent


def _table(told: Results) -> pl.DataFrame:
    return labelled(told.by_group("silence", "dissent.change"))


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return dots(frame, width, "change of dissent", CHANGE)


def _caption(frame: pl.DataFrame) -> str:
    low, high = ends(frame)
    return (
        f"The lowest is {signed_percent(low.value)} ({low.who}), the highest "
        f"{signed_percent(high.value)} ({high.who}). Small groups are noisy, and a share hides how much was said: "
        "see the next figure."
    )


silence_by_group = Figure(
    name="silence_by_group",
    title="Change of dissent, by group",
    section="said",
    rank=2,
    absent="Which groups fell silent cannot be told from one run alone.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
