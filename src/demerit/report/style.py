"""How every chart looks: colours that all can tell apart, one type face, few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from demerit.measures.groups import LABELS
from demerit.rows.groups import GROUPS

if TYPE_CHECKING:
    from demerit.report.figure import Drawn

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
"""Okabe and Ito (2008), Color Universal Design: told apart by people with any kind of colour vision."""

INK, QUIET, HAIR, PALE = "#222222", "#5f5f5f", "#d9d9d9", "#eeeeee"
FACE = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
ROW = 22
"""Height of one row of a dot plot, in pixels."""

ORDER = [LABELS[group] for group in GROUPS]
"""The words for the groups, in the order in which they stand in a chart."""

YEARS = alt.Axis(title=None, format="%Y", tickCount="year", grid=False, labelFlush=False)
CHANGE = "datum.value > 0 ? '+' + format(datum.value, '.0%') : replace(format(datum.value, '.0%'), '-', '\u2212')"
"""A label of a change: its sign is always written, the minus as a minus."""


def finished(chart: Drawn, width: int, height: int) -> Drawn:
    """Give a chart its size and the look of the report; legends stand below."""
    axis: dict[str, Any] = {
        "labelColor": QUIET, "titleColor": QUIET, "domainColor": HAIR, "tickColor": HAIR, "gridColor": PALE,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 190, "titlePadding": 10,
        "labelOverlap": True,
    }  # fmt: skip
    legend: dict[str, Any] = {
        "orient": "bottom", "title": None, "labelColor": INK, "labelFontSize": 12, "symbolSize": 90,
        "symbolStrokeWidth": 0,
        "labelLimit": 320, "offset": 12, "columns": 3 if width > 500 else 1, "columnPadding": 24,
    }  # fmt: skip
    sized = chart.properties(width=width, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding"))
    looks: Drawn = sized.configure(
        font=FACE, axis=axis, legend=legend, view={"stroke": None}, background="transparent", padding=2
    )
    return looks


def rows_axis(grid: bool = True, **more: Any) -> alt.Axis:
    """Give the axis of a dot plot's rows: names only, with a fine line to guide the eye."""
    return alt.Axis(title=None, grid=grid, domain=False, ticks=False, labelColor=INK, **({"labelPadding": 8} | more))


def zero() -> alt.Chart:
    """Give the line of no change."""
    line: alt.Chart = alt.Chart(alt.InlineData([{"zero": 0}])).mark_rule(color=QUIET, strokeWidth=1)
    return line
