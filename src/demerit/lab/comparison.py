"""A comparison: two sides or more in one table, each held against one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.bookings import bookings
from demerit.lab.kinds_of_law import Law, law_of
from demerit.lab.measuring import KEY
from demerit.lab.seeds import over_seeds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from demerit.engine.folder import RunFolder
    from demerit.law import Scheme

NULL = "null"
FOUND = ("delta", "low", "high", "p", "q")
"""What is told of a side against the reference."""
ROW = ("name", "group", "unit", "seeds")


@dataclass(frozen=True)
class Over:
    """Over whom sides were compared, and how long."""

    people: int
    society: str
    weeks: int
    seed: int
    worlds: int = 1
    """Drawn worlds whose means these are: 1 where every number is as it is written."""


@dataclass(frozen=True)
class Comparison:
    """Two sides or more over the same society with the same draws.

    Parameters
    ----------
    folder
        Where it is kept; of finished runs, the table alone.
    schemes
        Side -> its law, in the order given.
    runs
        Side -> its run of the first seed; empty where none is kept, as of a study.
    reference
        The side against which the others are held.
    measures
        ``name, group, unit, seeds``, and a column for each side: means over so many seeds, those in which every side
        has the row that ever has it. Of what only a pair of runs can show, the value stands under the side itself.
    against
        ``name, group, unit, side, delta, low, high, p, q``: a side less the reference, with its interval (95 %) over
        seeds; p of delta being 0, and q is p adjusted for all rows and sides (`measures.discovery`).
    seeds
        How many.
    over
        Over whom, and how long.
    placebo
        The first side again, with one tie of one citizen changed at the start: what it shows is noise.
    frames
        Gives, seed by seed, ``name, group, unit, side, value, delta``.
    """

    folder: Path | None
    schemes: dict[str, Scheme]
    runs: dict[str, RunFolder]
    reference: str
    measures: pl.DataFrame
    against: pl.DataFrame
    seeds: int
    over: Over
    placebo: RunFolder | None = None
    frames: Callable[[], Sequence[pl.DataFrame]] = field(default=list, repr=False, compare=False)

    @property
    def sides(self) -> tuple[str, ...]:
        """Names of the sides, in the order given."""
        return tuple(self.schemes)

    @property
    def first(self) -> str:
        """The first side that is held against the reference."""
        return next(side for side in self.schemes if side != self.reference)

    @property
    def a(self) -> RunFolder:
        """The run of `first`."""
        return self.runs[self.first]

    @property
    def b(self) -> RunFolder:
        """The run of the reference."""
        return self.runs[self.reference]

    @cached_property
    def laws(self) -> dict[str, Law]:
        """Side -> what kind of law it is."""
        return {side: law_of(scheme) for side, scheme in self.schemes.items()}

    @property
    def by_seed(self) -> pl.DataFrame:
        """``name, group, unit, side, seed, value, delta``: what each seed gave by itself."""
        told = [frame.select(*KEY, "side", pl.lit(self.over.seed + k, pl.UInt64).alias("seed"), "value", "delta")
                for k, frame in enumerate(self.frames())]  # fmt: skip
        return pl.concat(told)

    def pair(self, side: str | None = None) -> pl.DataFrame:
        """Give one side (the first, where None) against the reference.

        Returns
        -------
        DataFrame
            ``name, group, a, b, delta, low, high, p, q, unit, seeds``: rows that one of the two has; a is the side.
        """
        one = self.first if side is None else side
        found = self.against.filter(pl.col("side") == one).select("name", "group", "unit", *FOUND)
        both = self.measures.join(found, on=KEY, how="left", maintain_order="left").select(
            "name", "group", pl.col(one).alias("a"), pl.col(self.reference).alias("b"), *FOUND, "unit", "seeds"
        )
        return both.filter(pl.col("a").is_not_null() | pl.col("b").is_not_null() | (pl.col("seeds") == 0))

    def __repr__(self) -> str:
        """Say what was compared, in one line."""
        return (f"<Comparison {', '.join(self.sides)}: {number_of(self.over.people, 'person')}, "
                f"{number_of(self.over.weeks, 'week')}, {number_of(self.seeds, 'seed')}>")

    def plain(self, table: pl.DataFrame | None = None) -> dict[str, Any]:
        """Give it as plain data, of all rows or of those of `table` (some of `measures` or of `pair`)."""
        sides = {name: {"scheme": scheme.name, **_run(self.runs.get(name))} for name, scheme in self.schemes.items()}
        shown = self.measures if table is None else table.select(KEY).join(
            self.measures, on=KEY, how="left", maintain_order="left"
        )  # fmt: skip
        measures = rows_of(shown, self.against, list(sides))
        nothing: dict[str, float | None] = dict.fromkeys(FOUND)
        told = [{"name": row["name"], "group": row["group"], "a": row["values"][self.first],
                 "b": row["values"][self.reference], **row["against"].get(self.first, nothing), "unit": row["unit"],
                 "seeds": row["seeds"], "values": row["values"], "against": row["against"]}
                for row in measures]  # fmt: skip
        return {
            "a": sides[self.first], "b": sides[self.reference], "seeds": self.seeds,
            "folder": None if self.folder is None else str(self.folder), "measures": told,
            "sides": [{"name": name, **side, "law": asdict(self.laws[name])} for name, side in sides.items()],
            "reference": self.reference, "over": asdict(self.over),
            "rules": {name: bookings(run, self.b).to_dicts() for name, run in self.runs.items()},
        }  # fmt: skip


def _run(run: RunFolder | None) -> dict[str, str | None]:
    return {"run": None, "digest": None} if run is None else {"run": str(run.path), "digest": run.about.digest}


def reference_of(names: Sequence[str]) -> str:
    """Give the side that the others are held against: of two the second; of more `null` where named, else the last."""
    return NULL if NULL in names and len(names) > 2 else names[-1]


def told(frames: Sequence[pl.DataFrame], sides: Sequence[str], reference: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the tables ``measures`` and ``against`` of a comparison from what was measured, seed by seed."""
    mean = over_seeds(frames)
    measures = mean.pivot("side", index=[*KEY, "seeds"], values="value", maintain_order=True)
    measures = measures.with_columns(pl.lit(None, pl.Float64).alias(n) for n in sides if n not in measures.columns)
    against = mean.filter(pl.col("side") != reference).select(*KEY, "side", *FOUND)
    return measures.select(*ROW, *sides), against


def rows_of(measures: pl.DataFrame, against: pl.DataFrame, sides: Sequence[str]) -> list[dict[str, Any]]:
    """Give both tables as plain data: a row a measure and group, ``values`` and ``against`` by side."""
    deltas: dict[tuple[str, ...], dict[str, dict[str, float | None]]] = {}
    for row in against.iter_rows(named=True):
        deltas.setdefault(tuple(row[k] for k in KEY), {})[row["side"]] = {k: row[k] for k in FOUND}
    return [{**{k: row[k] for k in ROW}, "values": {name: row[name] for name in sides},
             "against": deltas.get(tuple(row[k] for k in KEY), {})}
            for row in measures.iter_rows(named=True)]  # fmt: skip


def tables_of(rows: Sequence[Mapping[str, Any]], sides: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the tables ``measures`` and ``against`` from their plain data."""
    text, number = dict.fromkeys(KEY, pl.String), pl.Float64
    wide = [{**{k: row[k] for k in ROW}, **row["values"]} for row in rows]
    long = [{**{k: row[k] for k in KEY}, "side": side, **found}
            for row in rows for side, found in row["against"].items()]  # fmt: skip
    measures = pl.DataFrame(wide, schema=text | {"seeds": pl.Int64} | dict.fromkeys(sides, number))
    return measures, pl.DataFrame(long, schema=text | {"side": pl.String} | dict.fromkeys(FOUND, number))
