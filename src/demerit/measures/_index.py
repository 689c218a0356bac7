"""The counts of a run by table and key, as numbers: what measures ask for hundreds of times is sorted once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

COUNTED = {"week": pl.Int32, "key": pl.String, "group": pl.String, "bin": pl.Int32, "n": pl.Int64}
"""Columns of the rows of one count table."""


class Rows(NamedTuple):
    """Week, group and number of some rows of the counts."""

    week: NDArray[np.int64]
    group: NDArray[np.int64]
    """The place of the group among all of the run, in the order of their names."""
    n: NDArray[np.int64]


class Index:
    """The counts of a run by table and key.

    Parameters
    ----------
    counts
        The table of counts, its names as text or as Enums.
    """

    def __init__(self, counts: pl.DataFrame) -> None:
        self._columns = [counts.get_column(name) for name in COUNTED]
        tables, table = coded(counts.get_column("table"))
        keys, key = coded(counts.get_column("key"))
        self.groups, group = coded(counts.get_column("group"))
        pair = table * len(keys) + key
        size = len(tables) * len(keys)
        self._order = np.argsort(pair.astype(np.uint16 if size < 2**16 else np.int64), kind="stable")
        number = np.bincount(pair, minlength=size)
        ends = np.cumsum(number)
        self._keys: dict[str, dict[str, slice]] = {name: {} for name in tables}
        for place in np.flatnonzero(number).tolist():
            end = int(ends[place])
            rows = slice(end - int(number[place]), end)
            self._keys[tables[place // len(keys)]][keys[place % len(keys)]] = rows
        week, n = (counts.get_column(name).to_numpy() for name in ("week", "n"))
        self._part = Rows(*(column[self._order].astype(np.int64) for column in (week, group, n)))

    def keys(self, table: str) -> list[str]:
        """Give the keys of a count table of which anything was counted."""
        return [*self._keys.get(table, ())]

    def part(self, table: str, key: str | None = None) -> Rows:
        """Give the rows of one key, or of a whole table; they stand in no order that is known."""
        of = self._keys.get(table, {})
        rows = of.get(key, slice(0, 0)) if key is not None else _around(of)
        return Rows(*(column[rows] for column in self._part))

    def sums(self, table: str) -> pl.DataFrame:
        """Give ``key, group, n``: the sums of every key of a table over all weeks and bins."""
        of = self._keys.get(table, {})
        part, groups = self.part(table), max(1, len(self.groups))
        code = np.repeat(np.arange(len(of)), [rows.stop - rows.start for rows in of.values()]) * groups + part.group
        there = np.flatnonzero(np.bincount(code))
        names, number = pl.Series("key", [*of], pl.String), np.bincount(code, part.n)
        return pl.DataFrame([
            names[there // groups], pl.Series("group", self.groups, pl.String)[there % groups],
            pl.Series("n", number[there].astype(np.int64)),
        ])  # fmt: skip

    def rows(self, table: str, keys: tuple[str, ...]) -> pl.DataFrame:
        """Give the rows of some keys, or of a whole table where none is named, in the order of the run's table."""
        of = self._keys.get(table, {})
        some = [of[key] for key in dict.fromkeys(keys) if key in of] if keys else [_around(of)]
        places = np.concatenate([np.zeros(0, np.int64), *(self._order[rows] for rows in some)])
        some_rows = pl.Series(places if len(some) == 1 and keys else np.sort(places), dtype=pl.UInt32)
        return pl.DataFrame([column[some_rows].cast(COUNTED[column.name]) for column in self._columns])


def _around(of: dict[str, slice]) -> slice:
    """Give the rows of all keys of a table, which stand one behind the other."""
    return slice(min(rows.start for rows in of.values()), max(rows.stop for rows in of.values())) if of else slice(0, 0)


def coded(column: pl.Series) -> tuple[list[str], NDArray[np.int64]]:
    """Give the values of a column of names in their order, and of every row the place of its own."""
    code = (column.cast(pl.Categorical) if column.dtype == pl.String else column).to_physical().to_numpy()
    if not len(code):
        return [], np.zeros(0, np.int64)
    row = np.full(int(code.max()) + 1, -1)
    row[code] = np.arange(len(code))
    there = np.flatnonzero(row >= 0)
    names = column[row[there]].to_list()
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.zeros(len(row), np.int64)
    place[there[order]] = np.arange(len(names))
    return [names[k] for k in order], place[code]


def between(parts: Sequence[Rows], since: int | None, until: int | None) -> Rows:
    """Give the rows of some parts within some weeks."""
    every = Rows(*(np.concatenate(column) for column in zip(*parts, strict=True))) if len(parts) > 1 else parts[0]
    if since is None and until is None:
        return every
    week = every.week
    some = (week >= (week if since is None else since)) & (week <= (week if until is None else until))
    return Rows(*(column[some] for column in every))
