"""The picture of a sensitivity: what an effect hangs on, the most important number first, with intervals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import altair as alt

from demerit.base.aside import write
from demerit.errors import InputError
from demerit.report.figure import WIDE
from demerit.report.style import BLUE, ROW, VERMILLION, finished, rows_axis
from demerit.report.svg import svg

if TYPE_CHECKING:
    import polars as pl

    from demerit.lab.studies.sensitivity import Sensitivity
    from demerit.report.figure import Drawn

MOST = 20
"""Numbers that are drawn at most."""
SAYS = {"first": "by itself", "total": "with all it does together with others", "size": "mean size of a step"}


def sensitivity_chart(found: Sensitivity, width: int = WIDE) -> Drawn:
    """Give the chart of a sensitivity: a dot and its 95 % interval for each number."""
    shown = ("first", "total") if found.kind == "sobol" else ("size",)
    title = "share of the variance" if found.kind == "sobol" else f"effect of a step ({found.unit})"
    frame = _rows(found, shown)
    order = list(found.table["number"].head(MOST))
    colours = alt.Scale(domain=[SAYS[n] for n in shown], range=[VERMILLION, BLUE][-len(shown):])
    colour = alt.Color("what:N", scale=colours)
    rows = alt.Y("number:N", sort=order, axis=rows_axis())
    offset = alt.YOffset("what:N", sort=[SAYS[n] for n in shown])
    base = alt.Chart(alt.InlineData(frame.to_dicts())).encode(y=rows, yOffset=offset, color=colour)
    lines = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=title), x2="high:Q")
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(x="value:Q")
    return finished(alt.layer(lines, dots), width, int(ROW * 1.4) * len(order) + 90)


def _rows(found: Sensitivity, shown: tuple[str, ...]) -> pl.DataFrame:
    """Give ``number, what, value, low, high``."""
    import polars as pl

    parts = [found.table.head(MOST).select("number", pl.lit(SAYS[name]).alias("what"), pl.col(name).alias("value"),
                                           pl.col(f"{name}_low").alias("low"), pl.col(f"{name}_high").alias("high"))
             for name in shown]  # fmt: skip
    return pl.concat(parts)


def write_sensitivity(found: Sensitivity, path: Path) -> None:
    """Write the chart as SVG, its rows as CSV beside it.

    Raises
    ------
    InputError
        The name does not end in .svg.
    """
    if path.suffix != ".svg":
        raise InputError(f"--chart {path}: a chart is written as SVG. Give a name that ends in .svg.")
    drawn = svg(sensitivity_chart(found).to_dict(), "sensitivity", f"What {found.measure} of {found.side} hangs on")
    alone = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '
                          'xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)  # fmt: skip
    write(path, (alone.encode(),))
    write(path.with_suffix(".csv"), (found.table.write_csv().encode(),))
