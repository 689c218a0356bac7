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

INK, QUIET, HAIR, PALE, WHITE = "#222222", "#5f5f5f", "#d9d9d9", "#eeeeee", "#ffffff"
IN_THE_DARK = {
    INK: "#e3e8e5", QUIET: "#98a4a6", HAIR: "#3a454a", PALE: "#1e2529", WHITE: "#0d1113", BLACK: "#e3e8e5",
    BLUE: "#7cc7f2", SKY: "#256d96", VERMILLION: "#ff8c47", GREEN: "#12a67c", ORANGE: ORANGE, YELLOW: YELLOW,
    PURPLE: "#dc98bd",
}  # fmt: skip
"""Colour of a drawing -> what a page shows in its place on a dark ground."""
FACE = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
ROW = 22
"""Height of one row of a dot plot, in pixels."""

ORDER = [LABELS[group] for group in GROUPS]
"""The words for the groups, in the order in which they stand in a chart."""

YEARS = alt.Axis(title=None, format="%Y", tickCount="year", grid=False, labelFlush=False)
SHARE = "replace(format(datum.value, '~%'), '-', '\u2212')"
"""A label of a share: as many digits as tell it from the next, the minus as a minus."""
CHANGE = f"(datum.value > 0 ? '+' : '') + {SHARE}"
"""A label of a change: its sign is always written, the minus as a minus."""


def dark() -> str:
    """Give the rules by which a page shows its drawings on a dark ground.

    A rule of the page goes before the attribute that it selects by, so there is one drawing for both grounds, and a
    drawing that is saved out of its page has the colours for white.
    """
    rules = "".join(
        f'svg [{part}="{light}"] {{ {part}: {other}; }}\n'
        for light, other in IN_THE_DARK.items() if light != other for part in ("fill", "stroke")
    )  # fmt: skip
    return f"@media screen and (prefers-color-scheme: dark) {{\n{rules}}}\n"


def finished(chart: Drawn, width: int, height: int) -> Drawn:
    """Give a chart its size and the look of the report; legends stand below.

    On a phone the title of the lower axis ends where the drawing ends: a long one would run out of it.
    """
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
    below: dict[str, Any] = {"titleAnchor": "middle" if width > 500 else "end"}
    looks: Drawn = sized.configure(
        font=FACE, axis=axis, axisX=below, legend=legend, view={"stroke": None}, background="transparent", padding=2
    )
    return looks


def rimmed() -> alt.Legend:
    """Give a legend whose marks have the rim of the bars they stand for: the pale ones are not seen without."""
    return alt.Legend(symbolStrokeColor=QUIET, symbolStrokeWidth=1)


def rows_axis(grid: bool = True, **more: Any) -> alt.Axis:
    """Give the axis of a dot plot's rows: names only, with a fine line to guide the eye."""
    return alt.Axis(title=None, grid=grid, domain=False, ticks=False, labelColor=INK, **({"labelPadding": 8} | more))


def zero() -> alt.Chart:
    """Give the line of no change."""
    line: alt.Chart = alt.Chart(alt.InlineData([{"zero": 0}])).mark_rule(color=QUIET, strokeWidth=1)
    return line
