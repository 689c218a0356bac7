"""To whom the gates are open."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from demerit.base.number_of import number_of
from demerit.report.charts._rows import labelled, who_axis
from demerit.report.figure import NARROW, Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import INK, ORDER, SKY, VERMILLION, WHITE, finished, rows_axis
from demerit.report.words.numbers import percent

FOUR_FIFTHS = 0.8
FEW = 8
"""So many gates stand side by side with room for their numbers; more are drawn one a row."""


def _table(told: Results) -> pl.DataFrame:
    frames = []
    for quantity in told.quantities("gates"):
        gate, _, what = quantity.rpartition(".")
        if what == "open":
            ratio = told.by_group("gates", f"{gate}.ratio").rename({"value": "ratio"})
            share = told.by_group("gates", quantity).join(ratio, on="group", how="left")
            frames.append(
                labelled(share).select(pl.lit(gate.replace("_", " ")).alias("gate"), "group", "who", "value", "ratio")
            )
    return pl.concat(frames) if frames else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    """Draw a cell for every gate and group: gates across where they are few, else groups across."""
    gates = frame["gate"].n_unique()
    many, narrow = gates > FEW, width <= NARROW
    tight = many or (narrow and gates > 3)
    shown = frame.with_columns(
        (pl.col("ratio").fill_null(1) < FOUR_FIFTHS).alias("below"),
        pl.col("value").map_elements(_short if tight else percent, return_dtype=pl.String).alias("text"),
    )
    upright = {"labelAngle": -90, "labelAlign": "left"}
    if many:
        across = [who for who in ORDER if who in set(frame["who"])]
        small = {"labelFontSize": 9, "labelLimit": 92} if narrow else {}
        x = alt.X("who:N", sort=across, axis=_top(**upright, **{**small, "labelLimit": 190}))
        y = alt.Y("gate:N", sort=None, axis=rows_axis(grid=False, **small))
    else:
        x = alt.X("gate:N", sort=None, axis=_top(**(upright if tight else _in_lines(frame))))
        y = who_axis(frame, grid=False)
    cells = alt.Chart(shown).encode(x, y)
    shade = alt.FillOpacity("value:Q", scale=alt.Scale(range=[0.06, 1], domain=[0, 1]), legend=None)
    layers = [
        cells.mark_rect(color=SKY, stroke=WHITE, strokeWidth=1 if many else 2).encode(shade),
        cells.transform_filter("datum.below").mark_rect(filled=False, stroke=VERMILLION, strokeWidth=1.5),
    ]
    if not (many and narrow):
        layers.append(cells.mark_text(fontSize=10 if tight else 12, color=INK).encode(text="text:N"))
    return finished(alt.layer(*layers), width, 22 * gates + 180 if many else 24 * frame["who"].n_unique() + 90)


def _top(**labels: Any) -> alt.Axis:
    """Give an axis whose names stand above."""
    return rows_axis(grid=False, orient="top", labelOverlap=False, **labels)


def _in_lines(frame: pl.DataFrame) -> dict[str, Any]:
    """Set the names of gates one word a line; lines run downwards, so the first starts so much higher."""
    words = max(len(str(gate).split()) for gate in frame["gate"].unique())
    return {"labelAngle": 0, "labelExpr": "split(datum.label, ' ')", "labelPadding": 14 * (words - 1) + 6}


def _short(share: float) -> str:
    """Give a share as bare per cent, for cells too narrow for the sign."""
    return "<1" if 0 < share < 0.005 else f"{share * 100:.0f}"


def _caption(frame: pl.DataFrame) -> str:
    low = frame.filter(pl.col("ratio").is_not_null()).sort("ratio")
    said = "Per cent of adults to whom each gate is open in the last week. "
    if low.is_empty():
        return said + "No gate is open to anyone."
    worst, failing = low.row(0, named=True), low.filter(pl.col("ratio") < FOUR_FIFTHS).height
    said += f"The largest gap: {worst['gate']}, open to {percent(worst['value'])} ({worst['who']}), "
    said += f"{percent(worst['ratio'])} of the best-off group's share. "
    said += f"Outlined: the {number_of(failing, 'cell')} below four fifths of the best-off of their kind; "
    return f"{said}a screen, no verdict."


gates_by_group = Figure(
    name="gates_by_group",
    title="To whom the gates are open",
    section="shut_out",
    rank=1,
    absent="This scheme has no gate, so nobody is let in or shut out.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
