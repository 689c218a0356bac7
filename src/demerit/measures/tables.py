"""What measures read: the tables of a run folder, and nothing else."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, get_args

import polars as pl

from demerit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

WEEKS_A_MONTH = 4
"""A scoring month is four weeks; monthly counts are stamped with its last week."""

WEEKS_A_YEAR = 365.25 / 7
WEEKS_A_QUARTER = 13


class RunTables(Protocol):
    """The part of a run folder that measures and reports read."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What was run, over whom, with which seed and versions."""

    @property
    def counts(self) -> pl.DataFrame:
        """Rows of ``week, table, key, group, bin, n``; a row that is missing is a count of zero."""

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


COUNTED = {"week": pl.Int32, "key": pl.String, "group": pl.String, "bin": pl.Int32, "n": pl.Int64}
"""Columns of the rows of one count table."""


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
            memory = _memory[table](_Same(getattr(run, table)))
            key = (read, more, *named.items(), *(_Same(getattr(run, part)) for part in also))
            if key not in memory:
                memory[key] = read(run, *more, **named)
            found: Given = memory[key]
            return found

        return kept

    return keeping


def _nothing_yet(same: _Same) -> dict[Any, Any]:
    """Give the memory of a table of which nothing was read yet."""
    return {}


_memory = {table: lru_cache(maxsize=KEPT)(_nothing_yet) for table in get_args(Table)}
"""Kind of table -> what was read off the last few of it."""


@once("counts")
def counted(run: RunTables, table: str, *keys: str) -> pl.DataFrame:
    """Give the rows ``week, key, group, bin, n`` of one count table, of the `keys` named or of all."""
    found = _parted(_Same(run.counts)).get(table)
    if found is None:
        return pl.DataFrame(schema=COUNTED)
    if len(keys) == 1:
        of = _by_key(run, table)
        return of.get(keys[0], found.clear())
    return found.filter(pl.col("key").is_in(list(keys))) if keys else found


@once("counts")
def _by_key(run: RunTables, table: str) -> dict[str, pl.DataFrame]:
    """Give the rows of one count table by their key."""
    parts = counted(run, table).partition_by("key", as_dict=True, maintain_order=True)
    return {str(key): rows for (key,), rows in parts.items()}


@lru_cache(maxsize=KEPT)
def _parted(same: _Same) -> dict[str, pl.DataFrame]:
    """Give the rows of every count table by its name: what measures ask for again and again is parted once."""
    plain = same.table.with_columns(
        pl.col("table").cast(pl.String), *(pl.col(name).cast(dtype) for name, dtype in COUNTED.items())
    )
    parts = plain.partition_by("table", as_dict=True, maintain_order=True)
    return {str(name): rows.select(*COUNTED) for (name,), rows in parts.items()}


def totals(frame: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Sum ``n`` over everything but the columns named, in their order."""
    if not by:
        return frame.select(pl.col("n").sum())
    return frame.group_by(*by).agg(pl.col("n").sum()).sort(*by)


@once("counts")
def grown(run: RunTables) -> pl.DataFrame:
    """Give the number of adults as ``week, group, n``, week by scoring week."""
    return totals(counted(run, "adult"), "week", "group")


@once("counts")
def adult_weeks(run: RunTables) -> pl.DataFrame:
    """Give the adult-weeks lived as ``group, lived``: each scoring week stands for its four weeks."""
    lived = totals(grown(run), "group")
    return lived.select("group", (pl.col("n") * WEEKS_A_MONTH).cast(pl.Float64).alias("lived"))


@once("panel")
def grown_panel(run: RunTables) -> pl.DataFrame:
    """Give the panel's rows of adults (`age_band` 0..3; children carry another code)."""
    return run.panel.filter(pl.col("age_band") < 4)


def bin_width(run: RunTables, bins: int) -> int:
    """Give the width in points of a bin where the scale is counted in so many bins (60: 10 points of 350..950)."""
    scale = run.scheme.scale
    return max(1, int(scale.high - scale.low) // bins)


@once("counts")
def last_week(run: RunTables) -> int | None:
    """Give the last week that was counted, or None where nothing was."""
    week = run.counts["week"].max()
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
