"""What a figure is: a table, how it is drawn, and what to see in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from demerit.base import catalogue
from demerit.errors import InputError
from demerit.report.results import Results, results

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

WIDE, NARROW = 680, 330
"""Widths in pixels at which a report draws each figure: for a page, and for a phone."""

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True)
class Figure:
    """One figure of a report; a module of `charts` defines the one that bears its name.

    Parameters
    ----------
    name
        The name of its module.
    title
        What is drawn, in a few words.
    section
        The section of the report in which it stands (`demerit.report.words.sections`); another name opens a section.
    rank
        Its place in the section; low comes first.
    absent
        What is said where there is nothing to draw: what is missing, and what would give it.
    table
        The rows drawn, which are also its CSV; fewer than 5,000, none where it cannot be drawn.
    draw
        The chart of such rows in so many pixels of width.
    caption
        What to see in them, with numbers, in words.
    """

    name: str
    title: str
    section: str
    rank: int
    absent: str
    table: Callable[[Results], pl.DataFrame]
    draw: Callable[[pl.DataFrame, int], Drawn]
    caption: Callable[[pl.DataFrame], str]

    def __call__(
        self, run: RunTables, twin: RunTables | None = None, placebo: RunTables | None = None, width: int = WIDE
    ) -> Drawn:
        """Draw this figure of a run, for a notebook or a file of its own.

        Raises
        ------
        InputError
            There is nothing to draw; it says what is missing.
        """
        rows = self.table(results(run, twin, placebo))
        if rows.is_empty():
            raise InputError(f"{self.name}: {self.absent}")
        return self.draw(rows, width)


def figures() -> dict[str, Figure]:
    """Give every chart by name: the folder is the list.

    A chart is called with a run and, where it shows a difference, a twin, and gives an object of Altair.

    Examples
    --------
    >>> import demerit
    >>> run = demerit.live("article_2015", recipe="village", people=60, weeks=8)
    >>> chart = demerit.charts()["participation"](run)
    >>> type(chart).__name__
    'LayerChart'
    """
    import demerit.report.charts as folder

    return catalogue.parts(folder, Figure)
