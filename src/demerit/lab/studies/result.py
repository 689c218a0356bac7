"""What came of a study: effects world by world, and what they come to over all of them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.studies.number import Number
from demerit.lab.studies.over_worlds import HIGH, LOW, hanging
from demerit.lab.studies.plan import Plan
from demerit.lab.studies.store import DRAWS, EFFECTS, finished
from demerit.measures import interval

if TYPE_CHECKING:
    import pandas
    import xarray

    from demerit.base.sealed import Sealed
    from demerit.lab.studies.knife_edges import Edge
    from demerit.lab.studies.sensitivity import Sensitivity

ROW = ("side", "name", "group", "unit")


class Study:
    """A study that is done, read from its folder; tables are read, and held against their hashes, when asked for.

    Attributes
    ----------
    plan
        What was run.
    digest
        A hash of all that was found: the same plan gives the same, in one go or carried on.
    lost
        Worlds that came to nothing, each with its seed, its numbers and why.
    """

    def __init__(self, sealed: Sealed) -> None:
        self.sealed, self.folder = sealed, sealed.path
        told = sealed.told
        with sealed.understood():
            self.plan = Plan.model_validate(_tuples(told["rests_on"]["plan"]))
        sides = self.plan.sides
        if sorted(told["rests_on"]["law"]) != sorted(sides) or self.plan.reference not in sides:
            raise sealed.damaged(sealed.name, "is damaged: its plan has other sides than it names laws of")
        self.digest = str(told["digest"])
        self.lost: list[dict[str, Any]] = told["lost"]
        self.worlds, self.asked = int(told["worlds"]), int(told["asked"])
        self.numbers = [Number(**number) for number in told["numbers"]]

    def __repr__(self) -> str:
        """Say what was studied, in one line."""
        sides = ", ".join(self.plan.sides)
        return f"<Study {self.plan.title!r}: {sides}; {number_of(self.worlds, 'world')}, digest {self.digest[:8]}>"

    @cached_property
    def effects(self) -> pl.DataFrame:
        """``world, seed, side, name, group, unit, value, delta``: each side, and how it differs from the reference."""
        return self.sealed.table(EFFECTS)

    @cached_property
    def draws(self) -> pl.DataFrame:
        """``world``, and a column for each number that was drawn."""
        return self.sealed.table(DRAWS)

    @cached_property
    def by_world(self) -> pl.DataFrame:
        """The same as `effects`, each world being the mean of its seeds: ``seeds`` says of how many.

        ``base`` is the value of the reference.
        """
        keys = ["world", *ROW]
        base = pl.col("value") - pl.col("delta")
        return self.effects.group_by(keys, maintain_order=True).agg(
            pl.col("value").mean(), pl.col("delta").mean(), base.mean().alias("base"),
            pl.col("delta").count().cast(pl.Int64).alias("seeds"),
        )  # fmt: skip

    @cached_property
    def by_seed(self) -> pl.DataFrame:
        """``name, group, unit, side, seed, value, delta``: the mean of the worlds of each seed."""
        keys = ["name", "group", "unit", "side", "seed"]
        return self.effects.group_by(keys, maintain_order=True).agg(pl.col("value", "delta").mean())

    def summary(self) -> pl.DataFrame:
        """Give what every effect comes to over the worlds.

        Returns
        -------
        DataFrame
            A row for each side but the reference, and row of a measure that has a difference: ``worlds``; ``median``,
            ``low``, ``high`` of the difference (nine of ten worlds lie between); ``change``, ``change_low``,
            ``change_high`` the same of the difference over the reference's value in that world, for rates (``per 1,000
            ...``), null for all else; ``same_sign``, the share of worlds
            whose difference has the sign of the median; ``seed_low``, ``seed_high``, the interval (95 %) over seeds
            where all worlds share them; ``hangs_on``, the number whose rank goes with the difference most, and
            ``rank_correlation``, how much (Spearman); null where chance could be all of it, or of fewer than 16 worlds.
        """
        there = self.by_world.filter(pl.col("delta").is_not_null(), pl.col("side") != self.plan.reference)
        rate = pl.col("unit").str.starts_with("per 1,000") & (pl.col("base") != 0)
        there = there.with_columns(pl.when(rate).then(pl.col("delta") / pl.col("base")).alias("change"))
        rows = there.group_by(ROW, maintain_order=True).agg(
            pl.len().cast(pl.Int64).alias("worlds"), *_spread("delta", ("median", "low", "high")),
            *_spread("change", ("change", "change_low", "change_high")),
            (pl.col("delta").sign() == pl.col("delta").median().sign()).mean().alias("same_sign"),
        )  # fmt: skip
        return rows.join(self._over_seeds(), on=ROW, how="left", maintain_order="left").join(
            self._hanging(there), on=ROW, how="left", maintain_order="left"
        )

    def _over_seeds(self) -> pl.DataFrame:
        """Give the interval over seeds of every difference, averaged over the worlds of a seed."""
        there = self.effects.filter(pl.col("delta").is_not_null())
        of_seed = there.group_by(*ROW, "seed", maintain_order=True).agg(pl.col("delta").mean())
        found = of_seed.group_by(ROW, maintain_order=True).agg(pl.col("delta"))
        shared = not self.plan.seeds_by_world
        bounds = [interval(deltas) if shared and len(deltas) > 1 else (None, None)
                  for deltas in found["delta"].to_list()]  # fmt: skip
        low, high = ([pair[k] for pair in bounds] for k in range(2))
        return found.drop("delta").with_columns(
            pl.Series("seed_low", low, pl.Float64), pl.Series("seed_high", high, pl.Float64)
        )

    def _hanging(self, there: pl.DataFrame) -> pl.DataFrame:
        """Give, for every row, the drawn number that its difference goes with most, by ranks."""
        names = [number.name for number in self.numbers]
        schema = dict.fromkeys(ROW, pl.String) | {"hangs_on": pl.String, "rank_correlation": pl.Float64}
        if not names:
            return pl.DataFrame(schema=schema)
        both = there.join(self.draws, on="world")
        ranks = both.group_by(ROW, maintain_order=True).agg(
            pl.len().alias("len"), *(pl.corr("delta", name, method="spearman").alias(name) for name in names)
        )
        found = []
        for row in ranks.iter_rows(named=True):
            found.append((*(row[key] for key in ROW), *hanging({name: row[name] for name in names}, row["len"])))
        return pl.DataFrame(found, schema=schema, orient="row")

    # ---- what it hangs on ----------------------------------------------------------------------------------------

    def sobol(self, measure: str, side: str | None = None, group: str = "all") -> Sensitivity:
        """Give Sobol's indices of an effect, where worlds were drawn with ``sampler: sobol``."""
        from demerit.lab.studies.sensitivity import sensitivity

        return sensitivity(self, measure, "sobol", side=side, group=group)

    def morris(self, measure: str, side: str | None = None, group: str = "all") -> Sensitivity:
        """Give Morris's elementary effects of an effect, where worlds were drawn with ``sampler: morris``."""
        from demerit.lab.studies.sensitivity import sensitivity

        return sensitivity(self, measure, "morris", side=side, group=group)

    def knife_edges(self, measure: str, side: str | None = None, group: str = "all") -> tuple[Edge, ...]:
        """Give where a small step in one number flips the sign of an effect or makes it jump; worlds drawn anyhow."""
        from demerit.lab.studies.knife_edges import knife_edges
        from demerit.lab.studies.sensitivity import effects, only_side

        found, _ = effects(self, measure, side or only_side(self), group)
        drawn = self.draws.filter(pl.col("world").is_in(list(found))).sort("world")
        columns = {number.name: drawn[number.name].to_numpy() for number in self.numbers}
        return knife_edges(columns, np.array([found[world] for world in drawn["world"]]))

    # ---- for other programs --------------------------------------------------------------------------------------

    def table(self) -> pl.DataFrame:
        """Give `effects` with the numbers drawn beside them: one table that holds everything."""
        return self.effects.join(self.draws, on="world", how="left", maintain_order="left")

    def to_pandas(self) -> pandas.DataFrame:
        """Give `table` as a data frame of pandas."""
        _needs("pandas", "study")
        return self.table().to_pandas()

    def to_xarray(self) -> xarray.Dataset:
        """Give the effects as an array over world, seed, side, row and group, the numbers drawn as coordinates.

        It writes itself as NetCDF (``.to_netcdf(path)``) and Zarr (``.to_zarr(path)``, where zarr is installed).
        """
        _needs("xarray", "study")
        _needs("pandas", "study")
        dims = ["world", "seed", "side", "name", "group"]
        frame = self.effects.select(*dims, "value", "delta").to_pandas().set_index(dims)
        found: xarray.Dataset = frame.to_xarray()
        worlds = self.draws.to_pandas().set_index("world")
        at = found["world"].to_numpy()
        return found.assign_coords({name: ("world", worlds.loc[at, name].to_numpy()) for name in worlds})

    def to_duckdb(self, path: Path | str) -> None:
        """Write the tables ``effects`` and ``draws`` into a database file of DuckDB, anew."""
        _needs("duckdb", "tables")
        import duckdb

        with duckdb.connect(str(path)) as base:
            for name in ("effects", "draws"):
                base.register("given", getattr(self, name).to_arrow())
                base.execute(f"create or replace table {name} as select * from given")

    def cite(self) -> str:
        """Give what to write where these numbers are quoted."""
        rests = self.sealed.told["rests_on"]
        laws = "; ".join(f"{side} ({mark[:8]})" for side, mark in rests["law"].items())
        return (
            f"demerit {rests['version']}: study '{self.plan.title}', {laws}, "
            f"{number_of(self.plan.people, 'synthetic person')}, "
            f"{number_of(self.worlds, 'world')}, digest {self.digest}."
        )

    def plain(self) -> dict[str, Any]:
        """Give the study as plain data: what ``demerit study --json`` prints."""
        return {
            "folder": str(self.folder), "plan": self.plan.plain(), "digest": self.digest, "worlds": self.worlds,
            "asked": self.asked, "lost": self.lost, "numbers": [vars(number) for number in self.numbers],
            "reference": self.plan.reference, "rows": self.summary().to_dicts(), "cite": self.cite(),
        }  # fmt: skip


def open_study(folder: Path | str) -> Study:
    """Read a study that `demerit study` left.

    Examples
    --------
    >>> import demerit
    >>> small = {"recipe": "village", "people": 60, "weeks": 4}
    >>> found = demerit.study(["article_2015", "null"], out="runs/two", workers=1, **small)
    >>> demerit.open_study("runs/two").digest == found.digest
    True

    Raises
    ------
    RunFolderError
        It is none, damaged, of another version, or not finished.
    """
    return Study(finished(Path(folder)))


def _spread(column: str, names: tuple[str, str, str]) -> list[pl.Expr]:
    """Give the median of a column and the two ends between which nine of ten worlds lie."""
    middle, low, high = names
    ends = (pl.col(column).quantile(share, "linear").alias(name) for name, share in ((low, LOW), (high, HIGH)))
    return [pl.col(column).median().alias(middle), *ends]


def _tuples(plain: dict[str, Any]) -> dict[str, Any]:
    """Give plain data of JSON as a plan takes it."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def _needs(package: str, extra: str) -> None:
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise InputError(f"this needs {package}. Install it: pip install 'demerit[{extra}]'")
