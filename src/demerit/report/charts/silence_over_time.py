"""What was said, against the twin, over time."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.charts._time import dated, lines
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import CHANGE, HAIR, finished, zero
from demerit.report.words.numbers import percent, signed_percent

DEEDS = {"dissent": "dissent", "question": "questions", "praise": "praise"}
PLACEBO = "placebo (dissent)"


def _table(told: Results) -> pl.DataFrame:
    series = {name: told.curve("silence", f"{deed}.change") for deed, name in DEEDS.items()}
    noise = told.curve("silence", "dissent.placebo")
    shown = {name: curve for name, curve in series.items() if curve.height}
    return dated(told, shown | ({PLACEBO: noise} if noise.height else {})) if shown else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    noise = frame.filter(pl.col("what") == PLACEBO)
    real = frame.filter(pl.col("what") != PLACEBO)
    curves = lines(real, "change", CHANGE)
    layers: list[alt.Chart] = []
    if noise.height:
        reach = noise["value"].abs().max()
        band = pl.DataFrame({"low": [-reach], "high": [reach]})  # type: ignore[operator]
        layers.append(alt.Chart(band).mark_rect(color=HAIR, opacity=0.7).encode(y="low:Q", y2="high:Q"))
    return finished(alt.layer(*layers, zero().encode(y="zero:Q"), curves), width, 340)


def _caption(frame: pl.DataFrame) -> str:
    dissent = frame.filter(pl.col("what") == "dissent").sort("week")
    if dissent.is_empty():
        return "Windows of 13 weeks; 0 is the other world."
    lowest = dissent.sort("value").row(0, named=True)
    noise = frame.filter(pl.col("what") == PLACEBO)
    said = (
        f"Against the other world, dissent stands at its lowest, {signed_percent(lowest['value'])}, in the 13 weeks "
        f"from {lowest['date']} and at {signed_percent(dissent['value'][-1])} in the last. "
    )
    if noise.is_empty():
        return said + "No placebo was run, so how far chance alone moves these lines is not shown."
    reach = float(noise["value"].abs().max())  # type: ignore[arg-type]
    if reach == 0:
        return said + "The placebo, the same run with one friendship less, moves none of it."
    return said + (
        "The grey band is noise: the same run with one friendship less (the placebo) never differs by more than "
        f"{percent(reach)}."
    )


silence_over_time = Figure(
    name="silence_over_time",
    title="What was said, against the same people in the other world",
    section="said",
    rank=1,
    absent="Whether anyone fell silent cannot be told from one run alone: it takes the same people without the scheme.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
