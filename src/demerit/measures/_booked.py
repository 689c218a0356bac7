"""What rules booked, citizen by citizen, from the panel's ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.measures._index import coded
from demerit.measures.groups import COLUMNS, ratio_by_group
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, grown_panel, in_common, once, summed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables


A_YEAR = 1000 * (WEEKS_A_YEAR / WEEKS_A_MONTH)
"""What happens to one in a month, for 1,000 in a year."""


def rules_of(run: RunTables, which: Callable[[str], bool]) -> list[str]:
    """Give the names of the rules whose deed or happening is one of `which`."""
    return [name for name, rule in run.scheme.rules.items() if rule.deed and which(rule.deed)]


class _Booked(NamedTuple):
    """What every entry of the ledger moved over the run."""

    entries: list[str]
    citizens: NDArray[np.int64]
    """Those of whom anything was booked, ascending."""
    points: NDArray[np.int64]
    """Entry x citizen."""
    times: NDArray[np.int64]
    """Entry x citizen: how often."""


def booked(run: RunTables, entries: list[str]) -> pl.DataFrame:
    """Give ``citizen, points``: what these entries of the ledger moved over the run."""
    every = _by_entry(run)
    some = [k for k, name in enumerate(every.entries) if name in entries]
    of = every.times[some].any(axis=0)
    return pl.DataFrame([
        pl.Series("citizen", every.citizens[of], pl.Int32), pl.Series("points", every.points[some][:, of].sum(axis=0)),
    ])  # fmt: skip


@once("ledger")
def _by_entry(run: RunTables) -> _Booked:
    ledger = run.ledger
    names, entry = coded(ledger.get_column("entry"))
    citizen = ledger.get_column("citizen").to_numpy()
    there = np.bincount(citizen) > 0
    citizens = np.flatnonzero(there)
    size = len(names), len(citizens)
    at = entry * size[1] + (np.cumsum(there) - 1)[citizen]
    times = np.bincount(at, minlength=size[0] * size[1]).reshape(size)
    points = np.bincount(at, ledger.get_column("points").to_numpy(), size[0] * size[1]).reshape(size)
    return _Booked(names, citizens, points.astype(np.int64), times)


def lives(run: RunTables, *aggregates: pl.Expr) -> pl.DataFrame:
    """Give one row a citizen of the panel: their groups, the ``years`` they were counted, and `aggregates`."""
    people = _people(run)
    return people.join(grown_panel(run).group_by("citizen").agg(*aggregates), on="citizen") if aggregates else people


@once("panel")
def _people(run: RunTables) -> pl.DataFrame:
    """Give ``citizen``, their groups and ``years``: what everyone asks of the panel's citizens."""
    years = (pl.len() * WEEKS_A_MONTH / WEEKS_A_YEAR).alias("years")
    return grown_panel(run).group_by("citizen").agg(pl.col(*COLUMNS.values()).last(), years)


def points_a_year(run: RunTables, entries: list[str], people: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give ``group, value``: the points that these entries moved for an adult of the panel in a year.

    `people` are rows of `lives`, where not everybody is meant.
    """
    chosen = lives(run) if people is None else people
    every = _by_entry(run)
    of = every.points[[k for k, name in enumerate(every.entries) if name in entries]].sum(axis=0)
    citizen = chosen.get_column("citizen").to_numpy()
    at = np.searchsorted(every.citizens, citizen)
    there = np.append(every.citizens, -1)[at] == citizen
    points = np.where(there, np.append(of, 0)[at], 0)
    return ratio_by_group(chosen, points, chosen.get_column("years").to_numpy())


@once("counts")
def a_year(run: RunTables, table: str, key: str, until: int | None = None) -> pl.DataFrame:
    """Give ``group, value``: a count per 1,000 adults and year; 0 where it never happened."""
    last = in_common(run) if until is None else until
    lived = summed(run, "adult", until=last)
    number = dict(summed(run, table, key, until=last).iter_rows())
    of = [number.get(group, 0) for group in lived["group"]]
    return lived.select("group", pl.Series("value", A_YEAR * np.array(of, np.float64) / lived["n"].to_numpy()))


def change_of(run: RunTables, twin: RunTables, key: str) -> pl.DataFrame:
    """Give ``group, value``: by which share what an institution counted differs from the twin's."""
    until = in_common(run, twin)
    here, there = (a_year(one, "institution", key, until) for one in (run, twin))
    both = there.filter(pl.col("value") > 0).join(here, on="group", how="left")
    return both.select("group", (pl.col("value_right").fill_null(0) / pl.col("value") - 1).alias("value"))
