"""What measures read: the tables of a run folder, and nothing else."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, get_args

import numpy as np
import polars as pl

from demerit.errors import InputError
from demerit.measures._index import Index, between
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WEEKS_A_MONTH = 4
"""A scoring month is four weeks; monthly counts are stamped with its last week."""

WEEKS_A_YEAR = 365.25 / 7
WEEKS_A_QUARTER = 13
MONTHS_AT_THE_END = 13
"""What is told of the end of a run is told of so many scoring months: its last year."""


class RunTables(Protocol):
    """The part of a run folder that measures and reports read."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What was run, over whom, with which seed and versions."""

    @property
    def counts(self) -> pl.DataFrame:
        """Rows of ``week, table, key, group, bin, n``; a row that is missing is a count of zero."""

    @property
    def coded(self) -> pl.DataFrame:
        """The same, with names as numbers where the run holds them so (`pl.Enum`): read faster."""

    @property
    def panel(self) -> pl.DataFrame:
        """One row a scoring week and panel citizen."""

    @property
    def ledger(self) -> pl.DataFrame:
        """Every entry that moved a panel citizen's score."""

    @property
    def scheme(self) -> Any:
        """The law exactly as it was used."""

    @property
    def path(self) -> Path:
        """Where the folder is."""


class _Same:
    """A table or a law, the same as another only where it is that very one."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.table is self.table


KEPT = 4
"""Tables of each kind of which is kept what was read off them: a run, its twin, their placebo and one more."""
Table = Literal["counts", "panel", "ledger"]
Part = Literal["counts", "panel", "ledger", "scheme"]
WHOLE: tuple[Table, Part, Part, Part] = ("counts", "panel", "ledger", "scheme")
"""All of a run that measures read."""
Given = TypeVar("Given")
More = ParamSpec("More")


def once(table: Table, *also: Part) -> Callable[[Callable[Concatenate[RunTables, More], Given]],
                                                Callable[Concatenate[RunTables, More], Given]]:  # fmt: skip
    """Keep what a function of one run reads off one of its tables, or `also` off others: measures ask again and again.

    It is kept as long as the table is among the last four of its kind that were asked. What the function is given
    besides the run must say all that its answer depends on; nobody changes what it gives. What a measure of pairs
    gives of one run alone is read off the `WHOLE` run, and kept for the pairs that this run stands in.
    """

    def keeping(read: Callable[Concatenate[RunTables, More], Given]) -> Callable[Concatenate[RunTables, More], Given]:
        @wraps(read)
        def kept(run: RunTables, /, *more: More.args, **named: More.kwargs) -> Given:
            memory = _memory[table](_Same(_part(run, table)))
            key = (read, more, *named.items(), *(_Same(_part(run, part)) for part in also))
            if key not in memory:
                memory[key] = read(run, *more, **named)
            found: Given = memory[key]
            return found

        return kept

    return keeping


def _part(run: RunTables, part: Part) -> Any:
    """Give a part of a run; counts with names as numbers, where the run has them so."""
    return run.coded if part == "counts" else getattr(run, part)


def _nothing_yet(same: _Same) -> dict[Any, Any]:
    """Give the memory of a table of which nothing was read yet."""
    return {}


_memory = {table: lru_cache(maxsize=KEPT)(_nothing_yet) for table in get_args(Table)}
"""Kind of table -> what was read off the last few of it."""


@lru_cache(maxsize=KEPT)
def _indexed(same: _Same) -> Index:
    """Give the index of a table of counts."""
    return Index(same.table)


def index_of(run: RunTables) -> Index:
    """Give the counts of a run by table and key."""
    return _indexed(_Same(run.coded))


@once("counts")
def counted(run: RunTables, table: str, *keys: str) -> pl.DataFrame:
    """Give the rows ``week, key, group, bin, n`` of one count table, of the `keys` named or of all."""
    return index_of(run).rows(table, keys or None)


def keys_of(run: RunTables, table: str) -> list[str]:
    """Give the keys of one count table of which anything was counted."""
    return index_of(run).keys(table)


@once("counts")
def _counted(run: RunTables, table: str, keys: tuple[str, ...]) -> pl.DataFrame:
    return index_of(run).rows(table, keys)


def counted_where(run: RunTables, table: str, which: Callable[[str], bool]) -> pl.DataFrame:
    """Give the rows of those keys of one count table that are meant: keys are few, rows are many."""
    return _counted(run, table, tuple(key for key in keys_of(run, table) if which(key)))


@once("counts")
def summed(run: RunTables, table: str, *keys: str, by: tuple[str, ...] = ("group",), since: int | None = None,
           until: int | None = None, every: int = 1) -> pl.DataFrame:  # fmt: skip
    """Give what `totals` gives of ``counted(run, table, *keys)`` by group, week, or both: sums of whole numbers.

    Parameters
    ----------
    by
        ``group``, ``week`` or ``week, group``.
    since, until
        The first and the last week that count; None: all.
    every
        Weeks of a window: `week` is the first of its window.

    Notes
    -----
    A run is asked for some hundreds of such sums, over a thousand rows each: they are reckoned on arrays, without a
    query for each.
    """
    names, (n,) = sums_by(run, table, [keys], by, since, until, every)
    return pl.DataFrame([*names, pl.Series("n", n)])


def sums_by(run: RunTables, table: str, counts: Sequence[Sequence[str]], by: tuple[str, ...], since: int | None = None,
            until: int | None = None, every: int = 1) -> tuple[pl.DataFrame, list[NDArray[np.int64]]]:  # fmt: skip
    """Give the columns `by`, a row wherever one of the `counts` has a row, and the sums of each; 0 where it has none.

    Parameters
    ----------
    counts
        The keys that make up each count; no key: the whole table.
    by, since, until, every
        As `summed` has them.
    """
    index = index_of(run)
    groups = index.groups if "group" in by and index.groups else [ALL]
    chosen = [between([index.part(table, key) for key in keys or (None,)], since, until) for keys in counts]
    weeks = np.concatenate([part.week for part in chosen]) // every if "week" in by else np.zeros(0, np.int64)
    first, last = (int(weeks.min()), int(weeks.max())) if len(weeks) else (0, 0)
    size = (last - first + 1) * len(groups)
    there, sums = np.zeros(size, bool), []
    for part in chosen:
        code = part.group if "group" in by else np.zeros(len(part.n), np.int64)
        code = code + (part.week // every - first) * len(groups) if "week" in by else code
        there |= np.bincount(code, minlength=size) > 0
        sums.append(np.bincount(code, weights=part.n, minlength=size).astype(np.int64))
    places = np.flatnonzero(there)
    columns = {"week": pl.Series("week", (places // len(groups) + first) * every, pl.Int32),
               "group": pl.Series("group", [groups[k] for k in (places % len(groups)).tolist()], pl.String)}
    return pl.DataFrame([columns[name] for name in by]), [each[places] for each in sums]


def totals(frame: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Sum ``n`` over everything but the columns named, in their order."""
    if not by:
        return frame.select(pl.col("n").sum())
    return frame.group_by(*by).agg(pl.col("n").sum()).sort(*by)


@once("counts")
def grown(run: RunTables) -> pl.DataFrame:
    """Give the number of adults as ``week, group, n``, week by scoring week."""
    return summed(run, "adult", by=("week", "group"))


@once("counts")
def adult_weeks(run: RunTables) -> pl.DataFrame:
    """Give the adult-weeks lived as ``group, lived``: each scoring week stands for its four weeks."""
    return summed(run, "adult").select("group", (pl.col("n") * WEEKS_A_MONTH).cast(pl.Float64).alias("lived"))


def bin_width(run: RunTables, bins: int) -> int:
    """Give the width in points of a bin where the scale is counted in so many bins (60: 10 points of 350..950)."""
    scale = run.scheme.scale
    return max(1, int(scale.high - scale.low) // bins)


@once("counts")
def last_week(run: RunTables) -> int | None:
    """Give the last week that was counted, or None where nothing was."""
    week = run.coded["week"].max()
    return None if week is None else int(week)  # type: ignore[arg-type]


def in_common(run: RunTables, *others: RunTables | None) -> int:
    """Give the last week that all these runs have counted."""
    weeks = [last_week(one) for one in (run, *others) if one is not None]
    return min((-1 if week is None else week) for week in weeks)


def hold_together(run: RunTables, other: RunTables | None, noun: str) -> None:
    """Refuse a twin or placebo that is not of the same society and seed: no citizen could be compared."""
    if other is None:
        return
    for what, one, two in (
        ("society", run.manifest["society"]["hash"], other.manifest["society"]["hash"]),
        ("seed", run.manifest["seed"], other.manifest["seed"]),
    ):
        if one != two:
            raise InputError(
                f"{other.path} is no {noun} of {run.path}: their {what} differs ({two} there, {one} here). "
                f"A {noun} is the same society with the same seed; run it again with these."
            )
