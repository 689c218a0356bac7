"""A record: what is kept of the weeks that passed, in memory: counts by the month, the panel's rows, the ledger.

Tallies are whole numbers that workers add to; at the end of a month they are summed up by group and kept as numbers.
Tables are made of them when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.engine.layout import Layout
from demerit.engine.steps.contagion import FAR
from demerit.engine.tallies import Grouping
from demerit.rows.groups import ALL, GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.engine.backends.threads import Workers
    from demerit.engine.tallies import Tallies

EVERYBODY = GROUPS.index(ALL)
GROUP_NAMES = pl.Series(GROUPS, dtype=pl.Enum(GROUPS))
NAMES = ("table", "key", "group")
"""Columns of the table of counts that hold names."""
Array = NDArray[Any]


@dataclass
class Month:
    """The counts of one month."""

    week: int
    grouped: NDArray[np.int64]
    """Count x group."""
    single: NDArray[np.int64]
    layout: Layout

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The counts as a table; what counts nothing is left out."""
        return counts_of([self])

    def cells(self) -> tuple[Array, Array, Array]:
        """Give count, group and number of all that counts something, in the order of the table."""
        _, rows = self.layout.names
        some, alone = np.flatnonzero(self.grouped), np.flatnonzero(self.single)
        row = some // self.grouped.shape[1]
        key = np.concatenate([row, len(self.grouped) + alone])
        group = np.concatenate([some - row * self.grouped.shape[1], np.full(len(alone), EVERYBODY)])
        n = np.concatenate([self.grouped.ravel()[some], self.single[alone]])
        order = np.argsort(rows[key], kind="stable")
        return key[order], group[order], n[order]


class Past(Mapping[tuple[str, str], int]):
    """Of a month, (table, key) -> count over everybody, of all that is counted in no bins."""

    def __init__(self, month: Month) -> None:
        self._everybody, self._alone = month.grouped[:, EVERYBODY], month.single
        self._grouped, self._single = month.layout.past_keys

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        """Give one of them, or a default: what is counted of everybody together, where it was anything, else by group.

        It is asked for some fifty times a month.
        """
        at = self._single.get(key)
        alone = 0 if at is None else self._alone.item(at)
        if alone:
            return alone
        at = self._grouped.get(key)
        return default if at is None else self._everybody.item(at)

    def __getitem__(self, key: tuple[str, str]) -> int:
        """Give one of them."""
        found: int | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give the keys: all that is counted by group, and what was anything of the others."""
        yield from self._grouped
        yield from (key for key, at in self._single.items() if self._alone[at] and key not in self._grouped)

    def __len__(self) -> int:
        """Give how many there are."""
        return sum(1 for _ in self)


def counts_of(months: Sequence[Month]) -> pl.DataFrame:
    """Give the counts of so many months as one table."""
    found = coded_counts(months)
    return found.with_columns(pl.col(name).cast(pl.String) for name in NAMES if name in found.columns)


def coded_counts(months: Sequence[Month]) -> pl.DataFrame:
    """Give the same with names as numbers (`polars.Enum`): a tenth of the time, for who looks names up by number."""
    parts = []
    for _, of_layout in groupby(months, lambda month: id(month.layout)):
        some = list(of_layout)
        cells = [month.cells() for month in some]
        key, group, n = (np.concatenate(column) for column in zip(*cells, strict=True))
        week = np.repeat(np.array([month.week for month in some], np.int16), [len(one) for one, _, _ in cells])
        names, _ = some[0].layout.names
        parts.append(names[key].select(
            pl.Series("week", week), "table", "key", pl.Series("group", GROUP_NAMES.gather(group)), "bin",
            pl.Series("n", n),
        ))  # fmt: skip
    if len(parts) > 1:  # of laws that count other things: their numbers do not fit together
        parts = [part.with_columns(pl.col(name).cast(pl.String) for name in NAMES) for part in parts]
    return pl.concat(parts) if parts else pl.DataFrame()


@dataclass
class Record:
    """What is kept of a run, since the last checkpoint."""

    layout: Layout
    months: list[Month] = field(default_factory=list)
    ledger: list[Any] = field(default_factory=list)
    """Of every week, what was booked (`engine.ledger.Booked`)."""
    rows: list[Any] = field(default_factory=list)
    """Of every month, the panel's rows (`engine.panel_rows.PanelRows`)."""
    _grouping: Any = None
    _order: Any = None
    """Row of a month's table -> row of the tallies."""

    def close_month(self, week: int, tallies: list[Tallies], kinds: NDArray[np.uint16],
                    contagion: Array | None, remembers: NDArray[np.int64], workers: Workers) -> Month:
        """Sum up the tallies of a month by group, keep that with what institutions remember, and give it."""
        if self._grouping is None:
            self._grouping = Grouping(tallies, kinds)
            self._order = np.array([row for row, _ in self.layout.keys[0]])
        by_group = self._grouping.grouped(workers.share)
        self._grouping.fill_first_deeds()
        far = np.zeros((FAR + 1, 2), np.int64) if contagion is None else contagion
        single = np.concatenate([tallies[0].flat, far.ravel(), remembers])
        for other in tallies[1:]:
            single[: len(other.flat)] += other.flat
        month = Month(week, by_group.take(self._order, axis=0), single, self.layout)
        self.months.append(month)
        for tally in tallies:
            tally.flat[...] = 0
        return month

    def anew(self) -> Record:
        """Give another one, empty, for months that are summed up in the same memory; this one takes no more."""
        return Record(self.layout, _grouping=self._grouping, _order=self._order)

    def nbytes(self) -> int:
        """Give the bytes of what is kept, and of what months are summed up in."""
        found = 0 if self._grouping is None else int(self._grouping.found.nbytes)
        found += sum(int(month.grouped.nbytes + month.single.nbytes) for month in self.months)
        found += sum(int(rows.nbytes()) for rows in self.rows)
        return found + sum(int(b.citizen.nbytes + b.kind.nbytes + b.points.nbytes) for b in self.ledger)

    def clear(self) -> None:
        """Forget what was kept elsewhere."""
        self.months.clear()
        self.rows.clear()
        self.ledger.clear()
