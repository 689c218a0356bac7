"""Tables and dot plots with one row a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import altair as alt
import polars as pl

from demerit.measures.groups import LABELS
from demerit.report.style import BLUE, HAIR, ORDER, ROW, finished, rows_axis, zero
from demerit.rows.groups import GROUPS

if TYPE_CHECKING:
    from demerit.report.figure import Drawn


def labelled(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of known groups in their order, with the words for them as ``who``."""
    place = {group: rank for rank, group in enumerate(GROUPS)}
    known = frame.filter(pl.col("group").is_in(list(GROUPS)))
    return (
        known.with_columns(pl.col("group").replace_strict(LABELS, default=None, return_dtype=pl.String).alias("who"))
        .sort(pl.col("group").replace_strict(place, default=99, return_dtype=pl.Int32))
        .select("group", "who", pl.exclude("group", "who"))
    )


def who_axis(frame: pl.DataFrame, grid: bool = True) -> alt.Y:
    """Give the rows: everyone first, then dimension by dimension."""
    shown = [who for who in ORDER if who in set(frame["who"])]
    return alt.Y("who:N", sort=shown, axis=rows_axis(grid))


def dots(frame: pl.DataFrame, width: int, title: str, labels: str, through_zero: bool = True) -> Drawn:
    """Draw one dot a group over ``value``, with a stem from zero where zero means something."""
    base = alt.Chart(frame).encode(y=who_axis(frame))
    axis = alt.Axis(title=title, labelExpr=labels, tickCount=5 if width > 500 else 3)
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(zero=through_zero, nice=True))
    everyone = alt.condition("datum.group == 'all'", alt.value("diamond"), alt.value("circle"))
    points = base.mark_point(filled=True, size=80, opacity=1, color=BLUE).encode(x=x, shape=everyone)
    if not through_zero:
        return finished(alt.layer(points), width, ROW * frame.height + 50)
    stems = base.mark_rule(color=HAIR, strokeWidth=2).encode(x=x, x2=alt.datum(0))
    return finished(alt.layer(stems, zero().encode(x="zero:Q"), points), width, ROW * frame.height + 50)


class Row(NamedTuple):
    """One group and its value."""

    who: str
    value: float


def ends(frame: pl.DataFrame) -> tuple[Row, Row]:
    """Give the groups (not everyone) with the lowest and with the highest value."""
    groups = frame.filter(pl.col("group") != "all").sort("value")
    chosen = (groups if groups.height else frame).select("who", "value").rows()
    return Row(*chosen[0]), Row(*chosen[-1])
