"""What rules booked, citizen by citizen, from the panel's ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from demerit.measures._grid import grid, last
from demerit.measures._index import coded
from demerit.measures._institution import TABLE
from demerit.measures.groups import ratio_of_cells
from demerit.measures.sums import by_group, number, per
from demerit.measures.tables import A_YEAR, MONTHS_A_YEAR, in_common, once

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables


def rules_of(run: RunTables, which: Callable[[str], bool]) -> list[str]:
    """Give the names of the rules whose deed or happening is one of `which`."""
    return [name for name, rule in run.scheme.rules.items() if rule.deed and which(rule.deed)]


class Ledger(NamedTuple):
    """The rows of the panel's ledger, entries and accounts as numbers."""

    entries: list[str]
    entry: NDArray[np.int64]
    accounts: list[str]
    account: NDArray[np.int64]
    week: NDArray[Any]
    citizen: NDArray[Any]
    points: NDArray[Any]


@once("ledger")
def coded_ledger(run: RunTables) -> Ledger:
    """Give the ledger with entries and accounts as numbers."""
    names = (*coded(run.ledger.get_column("entry")), *coded(run.ledger.get_column("account")))
    return Ledger(*names, *(run.ledger.get_column(name).to_numpy() for name in ("week", "citizen", "points")))


class _Booked(NamedTuple):
    """What every entry of the ledger moved over the run."""

    entries: list[str]
    citizens: NDArray[np.int64]
    """Those of whom anything was booked, ascending."""
    points: NDArray[np.int64]
    """Entry x citizen."""
    times: NDArray[np.int64]
    """Entry x citizen: how often."""


@once("ledger")
def _by_entry(run: RunTables) -> _Booked:
    ledger = coded_ledger(run)
    there = np.bincount(ledger.citizen) > 0
    citizens = np.flatnonzero(there)
    size = len(ledger.entries), len(citizens)
    at = ledger.entry * size[1] + (np.cumsum(there) - 1)[ledger.citizen]
    times = np.bincount(at, minlength=size[0] * size[1]).reshape(size)
    points = np.bincount(at, ledger.points, size[0] * size[1]).reshape(size)
    return _Booked(ledger.entries, citizens, points.astype(np.int64), times)


class Lives(NamedTuple):
    """The panel's citizens who were ever adult, ascending."""

    citizens: NDArray[Any]
    cell: NDArray[np.int64]
    """What each is of all dimensions (`groups.cells`), when last seen."""
    months: NDArray[np.int64]
    """Months for which each was counted as an adult."""


@once("panel")
def lives(run: RunTables) -> Lives:
    """Give the panel's citizens who were ever adult."""
    panel = grid(run)
    month, who = last(panel.adult)
    return Lives(panel.citizens[who], panel.cells[month, who], panel.adult[:, who].sum(axis=0))


def sum_of_lives(run: RunTables, column: str) -> NDArray[np.int64]:
    """Give the sum of a column of the panel over the months that each of the `lives` was adult."""
    panel = grid(run)
    _, who = last(panel.adult)
    found: NDArray[np.int64] = np.where(panel.adult, panel.column(column), 0)[:, who].sum(axis=0, dtype=np.int64)
    return found


def points_a_year(run: RunTables, entries: list[str], some: NDArray[np.bool_] | None = None) -> pl.DataFrame:
    """Give ``group, value``: the points that these entries moved for an adult of the panel in a year.

    `some` says of which of the `lives`, where not everybody is meant.
    """
    whom = lives(run) if some is None else Lives(*(each[some] for each in lives(run)))
    years = whom.months / MONTHS_A_YEAR
    return ratio_of_cells(whom.cell, points_booked(run, entries, whom.citizens), years)


def points_booked(run: RunTables, entries: list[str], citizens: NDArray[Any]) -> NDArray[np.int64]:
    """Give what these entries of the ledger moved for each of these citizens over the run."""
    return _of(run, _by_entry(run).points, entries, citizens)


def times_booked(run: RunTables, entries: list[str], citizens: NDArray[Any]) -> NDArray[np.int64]:
    """Give how often these entries of the ledger were booked for each of these citizens over the run."""
    return _of(run, _by_entry(run).times, entries, citizens)


def _of(run: RunTables, numbers: NDArray[np.int64], entries: list[str], citizens: NDArray[Any]) -> NDArray[np.int64]:
    """Give the sum over some entries of what is known entry by citizen, for each of these citizens."""
    every = _by_entry(run)
    of = numbers[[k for k, name in enumerate(every.entries) if name in entries]].sum(axis=0)
    at = np.searchsorted(every.citizens, citizens)
    there = np.append(every.citizens, -1)[at] == citizens
    return np.where(there, np.append(of, 0)[at], 0)


def yearly(run: RunTables, table: str, *keys: str, until: int | None = None) -> NDArray[np.float64]:
    """Give the sum of some counts per 1,000 adults and year, group by group; 0 where it never happened."""
    last = in_common(run) if until is None else until
    return per(number(run, table, *keys, until=last), number(run, "adult", until=last), A_YEAR)


def change_of(run: RunTables, twin: RunTables, key: str) -> pl.DataFrame:
    """Give ``group, value``: by which share what an institution counted differs from the twin's."""
    until = in_common(run, twin)
    here, there = (yearly(one, TABLE, key, until=until) for one in (run, twin))
    return by_group(per(np.nan_to_num(here), there) - 1)
