"""What was bought more and what less."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import BLUE, CHANGE, HAIR, ROW, finished, rows_axis, zero
from demerit.report.words.numbers import percent, signed_percent


def _table(told: Results) -> pl.DataFrame:
    rows = []
    for quantity in told.quantities("spending"):
        goods, _, what = quantity.rpartition(".")
        value = told.value("spending", quantity)
        if what == "change" and value is not None:
            here, there = (told.value("spending", f"{goods}.share", twin=twin) for twin in (False, True))
            rows.append({"goods": goods.replace("_", " "), "share": here, "other_share": there, "value": value})
    return pl.DataFrame(rows).sort("value", descending=True) if rows else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    x = alt.X("value:Q", axis=alt.Axis(title="change of purchases", labelExpr=CHANGE, tickCount=5))
    base = alt.Chart(frame).encode(y=alt.Y("goods:N", sort=frame["goods"].to_list(), axis=rows_axis()))
    stems = base.mark_rule(color=HAIR, strokeWidth=2).encode(x=x, x2=alt.datum(0))
    points = base.mark_point(filled=True, size=80, opacity=1, color=BLUE).encode(x=x)
    return finished(alt.layer(stems, zero().encode(x="zero:Q"), points), width, ROW * frame.height + 60)


def _caption(frame: pl.DataFrame) -> str:
    up, down = frame.row(0, named=True), frame.row(-1, named=True)
    moved = (frame["share"].fill_null(0) - frame["other_share"].fill_null(0)).abs().sum() / 2
    return (
        f"Rose most: {up['goods']} ({signed_percent(up['value'])}); fell most: {down['goods']} "
        f"({signed_percent(down['value'])}). "
        f"In all, {percent(float(moved))} of purchases went elsewhere than in the other world."
    )


spending_shift = Figure(
    name="spending_shift",
    title="What was bought",
    section="spending",
    rank=1,
    absent="Whether spending moved cannot be told from one run alone.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
