"""Two schemes over the same society with the same draws: what differs, citizen by citizen, over several seeds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from demerit.engine.folder import RunFolder, open_run, write_bytes
from demerit.engine.law_in_force import can_carry_out
from demerit.errors import InputError, RunFolderError
from demerit.lab.order import Order, order_from, scheme_of, society_of
from demerit.lab.perform import Interrupted, Watcher, no_watcher, perform
from demerit.measures import evaluate, interval

JOIN = ["name", "group"]
OTHER_SEEDS = 2_000
"""Panel of the runs of the second seed and on: enough for headlines, and soon thrown away."""


@dataclass(frozen=True)
class Comparison:
    """What differs between A and B.

    Parameters
    ----------
    folder
        Where it is kept: ``a``, ``b``, ``placebo`` and ``compare.json``.
    a, b
        The runs of the first seed.
    placebo
        A again, with one tie of one citizen changed at the start: what it shows is noise.
    measures
        ``name, group, a, b, delta, low, high, unit``: means over seeds; the interval (95 %) is of delta, over seeds.
    seeds
        How many.
    """

    folder: Path
    a: RunFolder
    b: RunFolder
    placebo: RunFolder | None
    measures: pl.DataFrame
    seeds: int


def compare(a: Order | RunFolder, b: Order | RunFolder, *, seeds: int = 1, out: Path | None = None, threads: int = 0,
            placebo: bool = True, resume: bool = False, watch: Watcher = no_watcher) -> Comparison:
    """Run A and B over the same societies with the same draws, and measure both and their difference.

    Raises
    ------
    InputError
        Two runs that are not of the same society, seed and length; seeds below 1.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    if isinstance(a, RunFolder) and isinstance(b, RunFolder):
        return _of_runs(a, b, out)
    a = order_from(a.about.order) if isinstance(a, RunFolder) else a
    b = order_from(b.about.order) if isinstance(b, RunFolder) else b
    for order in (a, b):
        can_carry_out(scheme_of(order)[0])
    folder = out or default_folder(a, b)
    if out is not None and out.exists() and not (resume and (out / "a").is_dir()):
        raise RunFolderError(f"{out} exists already. Choose another --out, add --resume to carry on what is there, or remove it.")
    frames = []
    kept: tuple[RunFolder, RunFolder, RunFolder | None] | None = None
    for k in range(seeds):
        told = _part(watch, k, seeds)
        runs = _of_seed(a, b, k, folder, placebo and k == 0, threads, told)
        frames.append(differences(*runs))
        kept = kept or runs
        if k:
            shutil.rmtree(folder / f"seed-{a.seed + k}", ignore_errors=True)
    table = over_seeds(frames)
    assert kept is not None
    _keep(folder, a, b, seeds, table)
    return Comparison(folder, *kept, table, seeds)


def default_folder(a: Order, b: Order) -> Path:
    """Give the folder of a comparison that names none."""
    names = "-".join(Path(order.scheme).name for order in (a, b))
    return Path("runs") / f"compare-{names}-{a.short_hash()[:6]}{b.short_hash()[:6]}"


def _part(watch: Watcher, seed: int, seeds: int) -> Callable[[int, int], Watcher]:
    """Give, for run `number` of `runs` of a seed, a watcher that counts over the whole comparison."""

    def of(number: int, runs: int) -> Watcher:
        def told(done: int, total: int, what: str) -> None:
            before = (seed * runs + number) * total
            watch(before + done, total * runs * seeds, f"seed {seed + 1} of {seeds}, {what}" if seeds > 1 else what)

        return told

    return of


def _of_seed(
    a: Order, b: Order, k: int, folder: Path, placebo: bool, threads: int, told: Callable[[int, int], Watcher]
) -> tuple[RunFolder, RunFolder, RunFolder | None]:
    """Carry out the runs of one seed over one society."""
    one, two = a.with_(seed=a.seed + k), b.with_(seed=b.seed + k)
    place = folder if k == 0 else folder / f"seed-{one.seed}"
    size = None if k == 0 else OTHER_SEEDS
    orders = {"a": one, "b": two} | ({"placebo": one.with_(placebo=True)} if placebo else {})
    told(0, len(orders))(0, 0, "making the society")
    society = society_of(one)
    try:
        runs = [
            perform(order, place / name, anew=True, threads=threads, watch=told(number, len(orders)), society=society,
                    panel_size=size).folder
            for number, (name, order) in enumerate(orders.items())
        ]
    except Interrupted:
        raise Interrupted(f"stopped; what was done is kept in {folder}. The same command again carries it on.") from None
    return runs[0], runs[1], runs[2] if len(runs) > 2 else None


def _of_runs(a: RunFolder, b: RunFolder, out: Path | None) -> Comparison:
    """Compare two runs that are there already."""
    for what in ("seed", "weeks"):
        one, two = getattr(a.about, what), getattr(b.about, what)
        if one != two:
            raise InputError(f"{a.path} and {b.path} cannot be compared: {what} {one} there, {two} here.")
    if a.about.society["hash"] != b.about.society["hash"]:
        raise InputError(f"{a.path} and {b.path} cannot be compared: they are of different societies.")
    table = over_seeds([differences(a, b, None)])
    folder = out or a.path
    return Comparison(folder, a, b, None, table, 1)


def differences(a: RunFolder, b: RunFolder, placebo: RunFolder | None) -> pl.DataFrame:
    """Give every headline of A and B with the difference; what only a twin can show stands under A alone."""
    names = ["a", "b"]
    alone = [evaluate(run).rename({"value": name}) for run, name in zip((a, b), names, strict=True)]
    both = alone[0].join(alone[1].drop("unit"), on=JOIN, how="full", coalesce=True)
    twin = evaluate(a, twin=b, placebo=placebo).join(both.select(JOIN), on=JOIN, how="anti")
    twin = twin.select("name", "group", pl.col("value").alias("a"), "unit", pl.lit(None, pl.Float64).alias("b"))
    table = pl.concat([both.select("name", "group", "a", "unit", "b"), twin])
    return table.with_columns(delta=pl.when(pl.col("b").is_null()).then(pl.col("a")).otherwise(pl.col("a") - pl.col("b")))


def over_seeds(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Give the mean of every row over seeds, and the interval of its difference."""
    stacked = pl.concat(frames)
    grouped = stacked.group_by(JOIN, maintain_order=True).agg(
        pl.col("a").mean(), pl.col("b").mean(), pl.col("delta").mean().alias("mean_delta"),
        pl.col("delta").drop_nulls().alias("deltas"), pl.col("unit").first(),
    )
    rows = []
    for row in grouped.iter_rows(named=True):
        deltas = [float(d) for d in row["deltas"]]
        low, high = interval(deltas) if len(deltas) > 1 else (None, None)
        rows.append({"name": row["name"], "group": row["group"], "a": row["a"], "b": row["b"],
                     "delta": row["mean_delta"], "low": low, "high": high, "unit": row["unit"]})
    return pl.DataFrame(rows, infer_schema_length=None)


def _keep(folder: Path, a: Order, b: Order, seeds: int, table: pl.DataFrame) -> None:
    """Write the comparison beside its runs."""
    told: dict[str, Any] = {"a": a.plain(), "b": b.plain(), "seeds": seeds, "measures": table.to_dicts()}
    write_bytes(folder / "compare.json", json.dumps(told, indent=1).encode())


def open_comparison(folder: Path) -> Comparison:
    """Read a comparison that `compare` left."""
    try:
        told = json.loads((folder / "compare.json").read_text(encoding="utf-8"))
        table = pl.DataFrame(told["measures"], infer_schema_length=None)
        seeds = int(told["seeds"])
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{folder} is no comparison, or is damaged: {error}.") from error
    placebo = open_run(folder / "placebo") if (folder / "placebo").is_dir() else None
    return Comparison(folder, open_run(folder / "a"), open_run(folder / "b"), placebo, table, seeds)
