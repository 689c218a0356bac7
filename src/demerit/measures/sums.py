"""Sums of counts on arrays: by group, week, window and bin, and as the rows that measures give."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.errors import InputError
from demerit.measures._index import Rows, between
from demerit.measures.measure import finding
from demerit.measures.tables import index_of, once
from demerit.rows.groups import ALL, GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

    Weeks: TypeAlias = NDArray[np.int64]
    Bins: TypeAlias = NDArray[np.int64]

BY_NAME = tuple(sorted(GROUPS))
"""All groups in the order of their names: that of arrays by group."""
EVERYBODY = BY_NAME.index(ALL)
_GROUPS = pl.Series("group", BY_NAME, pl.String)


@once("counts")
def places_of(run: RunTables) -> NDArray[np.int64]:
    """Give the place in `BY_NAME` of each group that anything was counted of, in the order of their names."""
    groups = index_of(run).groups
    unknown = [name for name in groups if name not in BY_NAME]
    if unknown:
        raise InputError(f"{run.path} counts a group {unknown[0]!r} that is none. They are {', '.join(BY_NAME)}.")
    return np.array([BY_NAME.index(name) for name in groups], np.int64)


def by_key(run: RunTables, table: str) -> tuple[NDArray[np.int64], Rows]:
    """Give the rows of a count table, groups as places in `places_of`, and the place of each key in `keys_of`."""
    return index_of(run).by_key(table)


@once("counts")
def number(run: RunTables, table: str, *keys: str, since: int | None = None, until: int | None = None,
           ) -> NDArray[np.float64]:  # fmt: skip
    """Give what is summed of one count table, for each of the groups in `BY_NAME`; 0 where nothing is counted.

    Parameters
    ----------
    keys
        The keys that are meant; none: the whole table.
    since, until
        The first and the last week that count; None: all.
    """
    index = index_of(run)
    rows = between([index.part(table, key) for key in keys or (None,)], since, until)
    found = np.zeros(len(BY_NAME))
    found[places_of(run)] = np.bincount(rows.group, rows.n, len(index.groups))
    return found


@once("counts")
def numbers(run: RunTables, table: str, *keys: str, many: int, every: int, until: int) -> NDArray[np.float64]:
    """Give the same by window and group, shape ``(many, groups)``, of so many windows of `every` weeks from the first.

    What comes after the week `until` does not count.
    """
    index = index_of(run)
    rows = between([index.part(table, key) for key in keys or (None,)], None, until)
    groups = max(1, len(index.groups))
    found = np.zeros((many, len(BY_NAME)))
    sums = np.bincount(rows.week // every * groups + rows.group, rows.n, many * groups).reshape(many, groups)
    found[:, places_of(run)] = sums[:, : len(index.groups)]
    return found


@once("counts")
def months(run: RunTables) -> Weeks:
    """Give the weeks in which adults were counted, ascending."""
    return np.unique(index_of(run).part("adult").week)


@once("counts")
def by_month(run: RunTables, table: str, *keys: str) -> NDArray[np.float64]:
    """Give what is summed of one count table by week of `months` and group, shape ``(weeks, groups)``."""
    index, weeks = index_of(run), months(run)
    rows = between([index.part(table, key) for key in keys or (None,)], None, None)
    group = places_of(run)
    place = np.searchsorted(weeks, rows.week)
    there = np.append(weeks, -1)[place] == rows.week
    at = (place * len(BY_NAME) + group[rows.group])[there]
    return np.bincount(at, rows.n[there], len(weeks) * len(BY_NAME)).astype(np.float64).reshape(-1, len(BY_NAME))


@once("counts")
def binned(run: RunTables, *counts: tuple[tuple[str, str], ...]) -> tuple[Weeks, Bins, list[NDArray[np.float64]]]:
    """Give the weeks and bins of some counts, ascending, and of each count the numbers: week x group x bin.

    Parameters
    ----------
    counts
        The tables and keys that make up each count; groups are in the order of `BY_NAME`.
    """
    index = index_of(run)
    parts = [[(index.part(*of), index.bins(*of)) for of in count] for count in counts]
    none = np.zeros(0, np.int64)
    weeks = np.unique(np.concatenate([none, *(rows.week for part in parts for rows, _ in part)]))
    bins = np.unique(np.concatenate([none, *(of for part in parts for _, of in part)]))
    group = places_of(run)
    shape, found = (len(weeks), len(BY_NAME), len(bins)), []
    for part in parts:
        sums = np.zeros(shape)
        for rows, of in part:
            at = np.searchsorted(weeks, rows.week) * shape[1] + group[rows.group]
            sums += np.bincount(at * shape[2] + np.searchsorted(bins, of), rows.n, sums.size).reshape(shape)
        found.append(sums)
    return weeks, bins, found


def per(number: NDArray[Any], of: NDArray[Any], times: float = 1) -> NDArray[np.float64]:
    """Give so many `times` a number over that of which it is a part; not a number where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = np.where(of > 0, times * np.asarray(number, np.float64) / of, np.nan)
        return found


def ends(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the first and the last month that has a number, of values by month and group; no numbers where none has."""
    there = np.flatnonzero(np.isfinite(values).any(axis=1))
    if not len(there):
        return np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    return values[there[0]], values[there[-1]]


def by_group(values: NDArray[Any]) -> pl.DataFrame:
    """Give ``group, value`` of a value for each of the groups in `BY_NAME`, without what is not a number."""
    there = np.isfinite(values)
    return pl.DataFrame([_names(there.tobytes()), pl.Series("value", values[there], pl.Float64)])


def findings(values: Mapping[str, NDArray[Any]], unit: str) -> pl.DataFrame:
    """Give the rows of some quantities of one unit: of each a value for each of the groups in `BY_NAME`."""
    every = np.array([*values.values()], np.float64).reshape(-1, len(BY_NAME))
    quantity, group = np.nonzero(np.isfinite(every))
    frame = pl.DataFrame([named(group), pl.Series("value", every[quantity, group])])
    return finding(frame, picked(pl.Series([*values], dtype=pl.String), quantity), unit)


@lru_cache(maxsize=256)
def _names(there: bytes) -> pl.Series:
    """Give the names of the groups that are marked, a byte each: the same few sets are asked for again and again."""
    return _GROUPS.filter(pl.Series(np.frombuffer(there, bool)))


def by_week(weeks: NDArray[Any], values: NDArray[Any]) -> pl.DataFrame:
    """Give ``week, value`` of a value a week, without what is not a number."""
    there = np.isfinite(values)
    return pl.DataFrame([pl.Series("week", weeks[there], pl.Int32), pl.Series("value", values[there], pl.Float64)])


def by_week_and_group(weeks: NDArray[Any], values: NDArray[Any]) -> pl.DataFrame:
    """Give ``week, group, value`` of values by week and group, without what is not a number."""
    week, group = np.nonzero(np.isfinite(values))
    return pl.DataFrame([
        pl.Series("week", weeks[week], pl.Int32), named(group), pl.Series("value", values[week, group], pl.Float64),
    ])  # fmt: skip


def named(places: NDArray[Any]) -> pl.Series:
    """Give the names of groups by their places in `BY_NAME`."""
    return picked(_GROUPS, places)


def picked(names: pl.Series, places: NDArray[Any]) -> pl.Series:
    """Give names by their places."""
    return names[pl.Series(places.astype(np.uint32))]
