"""The panel as month by citizen: what came before and after in a life, and the same citizen-month in another run."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.measures.groups import cells, ratio_of_cells
from demerit.measures.tables import in_common, once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

    Array = NDArray[Any]
    Told = Callable[["Grid", Array, Array, Array], tuple[Array, Array]]
    """What is told of lives, from a grid, its months that count, last months and citizens: values, and which hold."""

GROWN = 4
"""Age bands of adults are below; children carry another code."""


class Grid:
    """The rows of a panel by month and citizen.

    Parameters
    ----------
    panel
        The rows, each citizen at most once a week.
    """

    def __init__(self, panel: pl.DataFrame) -> None:
        self.panel = panel
        week, citizen = (panel.get_column(name).to_numpy() for name in ("week", "citizen"))
        self.weeks, self.citizens = _ascending(week), _ascending(citizen)
        self.shape = len(self.weeks), len(self.citizens)
        at = np.searchsorted(self.weeks, week) * self.shape[1] + np.searchsorted(self.citizens, citizen)
        self._at = None if len(at) == self.shape[0] * self.shape[1] and bool((at[1:] > at[:-1]).all()) else at
        self.there = self.of(np.ones(len(at), bool))
        """Whether there is a row."""
        self.adult = self.of(panel.get_column("age_band").to_numpy() < GROWN)
        """Whether there is one of an adult."""

    def of(self, values: Array) -> Array:
        """Give one value a row as month x citizen; 0 where there is no row."""
        if self._at is None:
            return values.reshape(self.shape)
        found = np.zeros(self.shape, values.dtype)
        found.ravel()[self._at] = values
        return found

    def column(self, name: str) -> Array:
        """Give a column of the panel as month x citizen; what is null is 0."""
        values = self.panel.get_column(name)
        return self.of((values.fill_null(0) if values.null_count() else values).to_numpy())

    def total(self, names: Sequence[str]) -> Array:
        """Give the sum of some columns as month x citizen."""
        return sum((self.column(name).astype(np.int32) for name in names), np.zeros(self.shape, np.int32))

    @cached_property
    def scored(self) -> Array:
        """Whether there is a row of an adult with a score."""
        return self.adult & self.of(self.panel.get_column("score").is_not_null().to_numpy())

    @cached_property
    def score(self) -> Array:
        """The scores; 0 where there is none."""
        return self.column("score").astype(np.int32)

    @cached_property
    def cells(self) -> Array:
        """What each is of all dimensions (`groups.cells`)."""
        return self.of(cells(self.panel))

    def ahead(self, values: Array, weeks: int) -> Array:
        """Give what stands so many weeks later, or earlier where it is below 0; 0 where nothing does."""
        at = np.searchsorted(self.weeks, self.weeks.astype(np.int64) + weeks)
        some = np.minimum(at, self.shape[0] - 1)
        known = (self.weeks[some] == self.weeks.astype(np.int64) + weeks) & (at < self.shape[0])
        return np.where(known[:, None], values[some], np.zeros((), values.dtype))


def last(some: Array) -> tuple[Array, Array]:
    """Give, of those who have one, the last month of `some`: months and citizens, as places in a grid."""
    citizens = np.flatnonzero(some.any(axis=0))
    if not len(citizens):
        return citizens, citizens
    return len(some) - 1 - np.argmax(some[::-1, citizens], axis=0), citizens


def _ascending(values: Array) -> Array:
    """Give the different ones of some numbers, none of them negative, in their order."""
    return np.flatnonzero(np.bincount(values)).astype(values.dtype) if len(values) else values


@once("panel")
def grid(run: RunTables) -> Grid:
    """Give the panel of a run by month and citizen, children with it."""
    return Grid(run.panel)


def in_both(here: Grid, there: Grid) -> tuple[Any, Any]:
    """Give where the months and citizens that both grids have lie in each."""
    if np.array_equal(here.weeks, there.weeks) and np.array_equal(here.citizens, there.citizens):
        return ..., ...
    _, *week = np.intersect1d(here.weeks, there.weeks, assume_unique=True, return_indices=True)
    _, *citizen = np.intersect1d(here.citizens, there.citizens, assume_unique=True, return_indices=True)
    mine, theirs = zip(week, citizen, strict=True)
    return np.ix_(*mine), np.ix_(*theirs)


def last_score(months: Grid, some: Array, month: Array, who: Array) -> tuple[Array, Array]:
    """Give the score of the last month of each, and whether there is one."""
    return months.score[month, who], months.scored[month, who]


def sum_of(*names: str) -> Told:
    """Give what tells the sum of some columns over a life."""

    def told(months: Grid, some: Array, month: Array, who: Array) -> tuple[Array, Array]:
        there = [name for name in names if name in months.panel.columns]
        return np.where(some, months.total(there), 0)[:, who].sum(axis=0), np.ones(len(who), bool)

    return told


def mean_of(name: str) -> Told:
    """Give what tells the mean of a column over a life."""

    def told(months: Grid, some: Array, month: Array, who: Array) -> tuple[Array, Array]:
        number = some[:, who].sum(axis=0)
        return np.where(some, months.column(name), 0)[:, who].sum(axis=0) / number, np.ones(len(who), bool)

    return told


def of_the_same(run: RunTables, twin: RunTables, ever: str, told: Mapping[str, Told]) -> dict[str, pl.DataFrame]:
    """Give ``group, value`` for each thing told: the mean of what it is here less what it is in the twin.

    Of the panel's citizens whose column `ever` was above 0 in some month that both runs lived, told by the groups that
    they are in in the last of these months.
    """
    until = in_common(run, twin)
    grids = grid(run), grid(twin)
    some = [one.adult & (one.weeks <= until)[:, None] for one in grids]
    here, there = (one.citizens[part.any(axis=0)] for one, part in zip(grids, some, strict=True))
    known = np.intersect1d(here, there)
    noted = grids[0].citizens[(some[0] & (grids[0].column(ever) > 0)).any(axis=0)]
    meant = known[np.isin(known, noted)]
    ends = []
    for one, part in zip(grids, some, strict=True):
        month, who = last(part)
        chosen = np.isin(one.citizens[who], meant)
        ends.append((one, part, month[chosen], who[chosen]))
    cell = grids[0].cells[ends[0][2], ends[0][3]]
    found = {}
    for name, what in told.items():
        (here, holds), (there, holds_there) = (what(*end) for end in ends)
        both = holds & holds_there
        less = here.astype(np.float64) - there
        found[name] = ratio_of_cells(cell, np.where(both, less, 0.0), both)
    return found
