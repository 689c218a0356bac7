"""The counts of a run by table and key, as numbers: what measures ask for hundreds of times is sorted once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
        (tables, table), (keys, key), (groups, self._group) = (
            numbered(counts.get_column(name)) for name in ("table", "key", "group")
        )
        size = len(tables) * len(keys)
        pair = table.astype(np.uint16 if size < 2**16 else np.int64) * len(keys) + key
        self._order = np.argsort(pair, kind="stable")
        number = np.bincount(pair, minlength=size)
        ends = np.cumsum(number)
        self._keys: dict[str, dict[str, slice]] = {name: {} for name in sorted(tables)}
        for name, place in sorted((keys[place % len(keys)], place) for place in np.flatnonzero(number).tolist()):
            end = int(ends[place])
            self._keys[tables[place // len(keys)]][name] = slice(end - int(number[place]), end)
        there = np.bincount(self._group, minlength=len(groups)) > 0
        self.groups = sorted(name for name, some in zip(groups, there.tolist(), strict=True) if some)
        place_of = {name: place for place, name in enumerate(self.groups)}
        self._place = np.array([place_of.get(name, 0) for name in groups], np.int64)
        self._week, self._bin, self._n = (counts.get_column(name).fill_null(0).to_numpy()
                                          for name in ("week", "bin", "n"))  # fmt: skip

    def keys(self, table: str) -> list[str]:
        """Give the keys of a count table of which anything was counted."""
        return [*self._keys.get(table, ())]

    def part(self, table: str, key: str | None = None) -> Rows:
        """Give the rows of one key, or of a whole table; they stand in no order that is known."""
        some = self._some(table, key)
        week, n = (column[some].astype(np.int64) for column in (self._week, self._n))
        return Rows(week, self._place[self._group[some]], n)

    def by_key(self, table: str) -> tuple[NDArray[np.int64], Rows]:
        """Give the rows of a whole table, and of each the place of its key among the `keys`."""
        of = self._keys.get(table, {})
        behind = sorted(enumerate(of.values()), key=lambda one: one[1].start)
        many = [rows.stop - rows.start for _, rows in behind]
        return np.repeat(np.array([place for place, _ in behind], np.int64), many), self.part(table)

    def bins(self, table: str, key: str) -> NDArray[np.int64]:
        """Give the bins of the rows that `part` gives of a key; 0 where there is none."""
        return self._bin[self._some(table, key)].astype(np.int64)

    def _some(self, table: str, key: str | None) -> NDArray[np.int64]:
        """Give the places of the rows of one key, or of a whole table."""
        of = self._keys.get(table, {})
        return self._order[of.get(key, slice(0, 0)) if key is not None else _around(of)]


def _around(of: dict[str, slice]) -> slice:
    """Give the rows of all keys of a table, which stand one behind the other."""
    return slice(min(rows.start for rows in of.values()), max(rows.stop for rows in of.values())) if of else slice(0, 0)


def numbered(column: pl.Series) -> tuple[list[str], NDArray[Any]]:
    """Give names by number, those of a column among them, and of every row the number of its own."""
    if isinstance(column.dtype, pl.Enum):
        return column.dtype.categories.to_list(), column.to_physical().to_numpy()
    number = (column.cast(pl.Categorical) if column.dtype == pl.String else column).to_physical().to_numpy()
    if not len(number):
        return [], number
    row = np.full(int(number.max()) + 1, -1)
    row[number] = np.arange(len(number))
    there = np.flatnonzero(row >= 0)
    names = dict(zip(there.tolist(), column[row[there]].to_list(), strict=True))
    return [names.get(k, "") for k in range(len(row))], number


def coded(column: pl.Series) -> tuple[list[str], NDArray[np.int64]]:
    """Give the values of a column of names in their order, and of every row the place of its own."""
    names, number = numbered(column)
    there = np.flatnonzero(np.bincount(number, minlength=len(names)))
    order = sorted(there.tolist(), key=names.__getitem__)
    place = np.zeros(len(names), np.int64)
    place[order] = np.arange(len(order))
    return [names[k] for k in order], place[number]


def between(parts: Sequence[Rows], since: int | None, until: int | None) -> Rows:
    """Give the rows of some parts within some weeks."""
    every = Rows(*(np.concatenate(column) for column in zip(*parts, strict=True))) if len(parts) > 1 else parts[0]
    if since is None and until is None:
        return every
    week = every.week
    some = (week >= (week if since is None else since)) & (week <= (week if until is None else until))
    return Rows(*(column[some] for column in every))
