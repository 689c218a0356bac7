"""What a picture of an assessment is: a table, how it is drawn, and what to see in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from demerit.base import catalogue
from demerit.report.figure import WIDE, Drawn
from demerit.report.style import BLUE, QUIET, VERMILLION

if TYPE_CHECKING:
    from demerit.lab.assessing.assessment import Assessment
    from demerit.lab.probing.variants import Told


@dataclass(frozen=True)
class Picture:
    """One picture of an assessment; a module of `charts` defines the one that bears its name.

    Parameters
    ----------
    name
        The name of its module.
    title
        What is drawn, as a sentence.
    absent
        What is said where there is nothing to draw.
    table
        The rows drawn, which are also its CSV.
    draw
        The chart of such rows in so many pixels of width.
    caption
        What to see in them, with numbers, in words.
    """

    name: str
    title: str
    absent: str
    table: Callable[[Assessment], pl.DataFrame]
    draw: Callable[[pl.DataFrame, int], Drawn]
    caption: Callable[[pl.DataFrame], str]

    def __call__(self, found: Assessment, width: int = WIDE) -> Drawn:
        """Draw this picture of an assessment, for a notebook or a file of its own."""
        return self.draw(self.table(found), width)


def pictures() -> dict[str, Picture]:
    """Give every picture by name: the folder is the list."""
    import demerit.report.assessing.charts as folder

    return catalogue.parts(folder, Picture)


def ends_of(told: Told) -> dict[str, float | None]:
    """Give ``value, low, high`` of a mean as fields of a row."""
    return {"value": told.value, "low": told.low, "high": told.high}


def note(text: str, at: float, dx: int = 4) -> alt.Chart:
    """Give a vertical line with its meaning written at its upper end."""
    line = alt.Chart(alt.InlineData([{"at": at, "text": text}])).encode(x="at:Q")
    drawn: alt.Chart = line.mark_text(align="left" if dx > 0 else "right", dx=dx, y=-6, fontSize=11,
                                      color=QUIET).encode(text="text:N")  # fmt: skip
    return drawn


def dash(at: float) -> alt.Chart:
    """Give a dashed vertical line."""
    line: alt.Chart = alt.Chart(alt.InlineData([{"at": at}])).mark_rule(
        color=QUIET, strokeDash=[4, 3], strokeWidth=1.2).encode(x="at:Q")  # fmt: skip
    return line


SHADES = {"told": BLUE, "below": VERMILLION}
