"""How scores of groups lie."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.charts._rows import ends, labelled, who_axis
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import BLACK, BLUE, ROW, SKY, finished
from demerit.report.words.numbers import count

QUANTILES = ("p05", "p25", "median", "p75", "p95")


def _table(told: Results) -> pl.DataFrame:
    frame = told.by_group("score_distribution", "mean")
    for name in QUANTILES:
        frame = frame.join(told.by_group("score_distribution", name).rename({"value": name}), on="group")
    return labelled(frame)


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    base = alt.Chart(frame).encode(y=who_axis(frame))
    ticks = 6 if width > 500 else 3
    x = alt.X("p05:Q", axis=alt.Axis(title="score", tickCount=ticks), scale=alt.Scale(zero=False, nice=True))
    return finished(
        alt.layer(
            base.mark_rule(color=BLUE, strokeWidth=1).encode(x=x, x2="p95:Q"),
            base.mark_bar(color=SKY, height=9, stroke=BLUE, strokeWidth=0.75).encode(x="p25:Q", x2="p75:Q"),
            base.mark_tick(color=BLACK, thickness=2.5, size=15).encode(x="median:Q"),
        ),
        width,
        ROW * frame.height + 50,
    )


def _caption(frame: pl.DataFrame) -> str:
    low, high = ends(frame)
    return (
        "Tick: the median; bar: the middle half; line: from the lowest 5 to the highest 95 of a hundred. The "
        "lowest mean is "
        f"{count(low.value)} ({low.who}), the highest {count(high.value)} ({high.who})."
    )


score_by_group = Figure(
    name="score_by_group",
    title="Scores, by group",
    section="scores",
    rank=2,
    absent="Nobody is scored in this run, so no group stands above another.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
