"""What measures read: the tables of a run folder, and nothing else."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, get_args

from demerit.errors import InputError
from demerit.measures._index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import polars as pl

WEEKS_A_MONTH = 4
"""A scoring month is four weeks; monthly counts are stamped with its last week."""

WEEKS_A_YEAR = 365.25 / 7
MONTHS_A_YEAR = WEEKS_A_YEAR / WEEKS_A_MONTH
A_YEAR = 1000 * MONTHS_A_YEAR
"""What happens to one in a month, for 1,000 in a year."""
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


def keys_of(run: RunTables, table: str) -> list[str]:
    """Give the keys of one count table of which anything was counted."""
    return index_of(run).keys(table)


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
