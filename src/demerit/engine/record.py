"""A record: what is kept of the weeks that passed, in memory: counts by the month, the panel's rows, the ledger.

Tallies are whole numbers that workers add to; at the end of a month they are summed up by group and kept as numbers.
Tables are made of them when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.engine.count_dtype import count_dtype
from demerit.engine.layout import PLACES, Layout
from demerit.engine.steps.contagion import FAR
from demerit.engine.steps.gate import GATE_COUNTS
from demerit.engine.steps.implicate import FRIENDS_COUNTS
from demerit.engine.steps.record import BINS
from demerit.engine.steps.register import REGISTER_COUNTS
from demerit.rows.groups import ALL, GROUPS, MEMBERSHIP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from demerit.engine.backends.threads import Workers

EVERYBODY = GROUPS.index(ALL)
GROUP_NAMES = pl.Series(GROUPS, dtype=pl.Enum(GROUPS))
NAMES = ("table", "key", "group")
"""Columns of the table of counts that hold names."""
Array = NDArray[Any]
i64: Any = np.int64
u64: Any = np.uint64


class Single(NamedTuple):
    """Counts that are taken of everybody together; int64."""

    ended: Array
    """Half-ties ended: kin or friend x anyway or for the score."""
    formed: Array
    """Half-ties formed, by channel."""
    ties: Array
    """Half-ties by kin or other and both scores, then by both scores without association."""
    spoke: Array
    """Half-ties by kin or other and who dissented."""
    place: Array
    """Citizens scored, by place and 12th of the scale."""
    repaid: Array
    """Test loans of those scored, of others, and loans granted, by 60th of the scale: repaid, defaulted."""
    risk: Array
    """Test loans by fifth of reliability: repaid, defaulted."""
    loss: Array
    """Points lost through friends, in steps of 5."""


SHAPES: tuple[tuple[int, ...], ...] = (
    (2, 2), (5,), (4, 13, 13), (2, 2, 2), (len(PLACES), 13), (BINS, 6), (5, 2), (BINS,),
)
"""The shapes of `Single`, in its order."""


class Tallies:
    """What a worker has counted since the last settling."""

    def __init__(self, layout: Layout, n: int, n_kinds: int) -> None:
        self.layout = layout
        self.narrow = np.zeros((layout.narrow_rows, n_kinds), count_dtype(n))
        self.wide = np.zeros((layout.wide_rows, n_kinds), np.int64)
        self.flat = np.zeros(sum(int(np.prod(shape)) for shape in SHAPES), np.int64)
        at, views = 0, []
        for shape in SHAPES:
            size = int(np.prod(shape))
            views.append(self.flat[at : at + size].reshape(shape))
            at += size
        self.single = Single(*views)

    def named(self, name: str) -> Array:
        """Give the array that a step counts into, by name."""
        if name in Single._fields:
            return getattr(self.single, name)  # type: ignore[no-any-return]
        if name in self.layout.wide:
            first, end = self.layout.wide[name]
            return self.wide[first:end]
        first, end = self.layout.blocks[name]
        block = self.narrow[first:end]
        shapes = {"deeds": 1, "gates": len(GATE_COUNTS), "registers": len(REGISTER_COUNTS),
                  "friends_deeds": len(FRIENDS_COUNTS)}
        if name in shapes:
            return block.reshape(-1, shapes[name], block.shape[1])
        return block[0] if name == "pressure" else block

    def of(self, institution: str) -> list[Array]:
        """Give the arrays that an institution counts into."""
        name = f"institution:{institution}"
        rows = self.wide if name in self.layout.wide else self.narrow
        first, end = self.layout.wide.get(name) or self.layout.blocks[name]
        return list(rows[first:end])

    def clear(self) -> None:
        """Set every count to nought."""
        self.narrow[...] = 0
        self.wide[...] = 0
        self.flat[...] = 0

    def nbytes(self) -> int:
        """Give its bytes."""
        return int(self.narrow.nbytes + self.wide.nbytes + self.flat.nbytes)


class Sums(NamedTuple):
    """What `sum_up` works on."""

    counts: Array
    """Count x kind of citizen, int32 or int64."""
    groups: Array
    """Kind of citizen x dimension, and everybody before: the group that it belongs to, int32."""
    found: Array
    """Written: count x group, int64."""


def sum_up(i: int, sums: Sums) -> None:
    """Sum up the `i`-th count, which is by kind of citizen, by group; of most nothing was counted."""
    counted = i64(0)
    for kind in range(u64(sums.counts.shape[1])):
        counted |= i64(sums.counts[i, kind])
    for group in range(u64(sums.found.shape[1])):
        sums.found[i, group] = 0
    for kind in range(sums.counts.shape[1] if counted != 0 else 0):
        n = sums.counts[i, kind]
        if n != 0:
            for dimension in range(sums.groups.shape[1]):
                sums.found[i, sums.groups[kind, dimension]] += n


class Grouping:
    """Sums of the counts of all workers by kind into counts by group; the wide ones stand last."""

    def __init__(self, tallies: list[Tallies], kinds: NDArray[np.uint16]) -> None:
        groups = np.array([np.flatnonzero(MEMBERSHIP[:, kind]) for kind in kinds], np.int32)
        layout = tallies[0].layout
        self.found = np.zeros((layout.rows, len(GROUPS)), np.int64)
        parts = (([tally.narrow for tally in tallies], self.found[: layout.narrow_rows]),
                 ([tally.wide for tally in tallies], self.found[layout.narrow_rows :]))
        self._parts = [(counts, Bound(Loop("sum_up", sum_up, {"sums": Fixed(Sums(counts[0], groups, found))})))
                       for counts, found in parts if len(found)]

    def grouped(self, share: Callable[[int, Callable[[int, int], None]], None]) -> NDArray[np.int64]:
        """Give the counts by group, and set those by kind to nought; `share` deals rows to workers."""
        for counts, bound in self._parts:
            share(len(counts[0]), partial(_sum_rows, counts, bound))
        return self.found


def _sum_rows(counts: list[Array], bound: Bound, lo: int, hi: int) -> None:
    """Sum up some rows of the counts of all workers by group."""
    for others in counts[1:]:
        counts[0][lo:hi] += others[lo:hi]
    bound(lo, hi, 0)
    for each in counts:
        each[lo:hi] = 0


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
        self._month = month
        self._grouped, self._single = month.layout.past_keys

    def __getitem__(self, key: tuple[str, str]) -> int:
        """Give one of them: what is counted of everybody together, where it was anything, before what is by group."""
        alone = self._month.single.item(self._single[key]) if key in self._single else 0
        return alone or self._month.grouped.item(self._grouped[key], EVERYBODY)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give the keys: all that is counted by group, and what was anything of the others."""
        yield from self._grouped
        single = self._month.single
        yield from (key for key, at in self._single.items() if single[at] and key not in self._grouped)

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
    """Of every week, what was booked (`engine.panel.Booked`)."""
    rows: list[Any] = field(default_factory=list)
    """Of every month, the panel's rows (`engine.panel.PanelRows`)."""
    _grouping: Any = None
    _order: Any = None
    """Row of a month's table -> row of the tallies."""

    def close_month(self, week: int, tallies: list[Tallies], kinds: NDArray[np.uint16], weeks: int,
                    contagion: Array | None, memories: dict[str, dict[str, int]], workers: Workers) -> Month:
        """Sum up the tallies of a month of so many weeks by group, keep that, and give it."""
        if self._grouping is None:
            self._grouping = Grouping(tallies, kinds)
            self._order = np.array([row for row, _ in self.layout.keys[0]])
        by_group = self._grouping.grouped(workers.share)
        self.layout.fill_first_deeds(by_group, weeks)
        far = np.zeros((FAR + 1, 2), np.int64) if contagion is None else contagion
        remembered = [value for one in self.layout.plan.institutions for value in memories[one.what.name].values()]
        single = np.concatenate([sum(tally.flat for tally in tallies), far.ravel(),
                                 np.array(remembered, np.int64)])
        month = Month(week, by_group.take(self._order, axis=0), single, self.layout)
        self.months.append(month)
        for tally in tallies:
            tally.flat[...] = 0
        return month

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
