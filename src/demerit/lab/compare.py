"""Two schemes over the same society with the same draws: what differs, citizen by citizen, over several seeds."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

import demerit
from demerit.engine.folder import RunFolder, open_run
from demerit.engine.limits import can_carry_out
from demerit.errors import InputError
from demerit.lab.comparing import COMPARED, comparing, finish, finished, ground, hold_ground, touch
from demerit.lab.order import Order, inputs_of, order_of, scheme_of, society_of
from demerit.lab.perform import Watcher, no_watcher, perform
from demerit.lab.plugins import code, measuring
from demerit.lab.seeds import over_seeds
from demerit.law import scheme_hash
from demerit.measures import evaluate, of_the_pair

if TYPE_CHECKING:
    from demerit.base.sealed import Sealed

JOIN = ["name", "group"]
OTHER_SEEDS = 2_000
"""Panel of the runs of the second seed and on: enough for headlines, and soon thrown away."""
Runs = dict[str, RunFolder]


@dataclass(frozen=True)
class Comparison:
    """What differs between A and B.

    Parameters
    ----------
    folder
        Where it is kept: ``a``, ``b``, ``placebo`` and ``compare.json``; of two finished runs, ``compare.json`` alone.
    a, b
        The runs of the first seed.
    placebo
        A again, with one tie of one citizen changed at the start: what it shows is noise.
    measures
        ``name, group, a, b, delta, low, high, p, q, unit, seeds``: means over seeds; the interval (95 %) is of delta,
        p of delta being 0, and q is p adjusted for all rows (`measures.discovery`);
        ``seeds`` in which every side has the row that has it at all, over which alone means are taken.
    seeds
        How many.
    """

    folder: Path | None
    a: RunFolder
    b: RunFolder
    placebo: RunFolder | None
    measures: pl.DataFrame
    seeds: int


def compare(a: Order | RunFolder, b: Order | RunFolder, *, seeds: int = 1, out: Path | None = None, threads: int = 0,
            placebo: bool = True, resume: bool = False, place: Path | None = None,
            watch: Watcher = no_watcher) -> Comparison:
    """Run A and B over the same societies with the same draws, and measure both and their difference.

    Two finished runs are compared as they are. Where one side is an order, or there is more than one seed, what is
    not there yet is run. `out` is the user's choice of folder, and must be new unless `resume`; `place` the program's.

    Raises
    ------
    InputError
        Two runs that are not of the same society, seed and length; seeds below 1.
    Interrupted
        The user stopped it; the same call again carries it on.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    if isinstance(a, RunFolder) and isinstance(b, RunFolder) and seeds == 1:
        return _of_runs(a, b, out, place, resume)
    one, two = same_length(*(order_of(x) if isinstance(x, RunFolder) else x for x in (a, b)))
    folder = out or place or default_folder(one, two)
    named = {"a": one, "b": two}
    first = named | ({"placebo": one.with_(placebo=True)} if placebo else {})
    steps = len(first) + len(named) * (seeds - 1)
    with comparing(folder, COMPARED, out is not None, resume) as kept:
        runs = runs_of_seed(first, folder, threads, None, part_of(watch, 0, steps, ""))
        table = _measured(kept, runs, seeds)
        if table is None:
            watch(1, 1, "measuring")
            frames = [differences(runs["a"], runs["b"], runs.get("placebo"))]
            for k in range(1, seeds):
                told = part_of(watch, len(first) + len(named) * (k - 1), steps, f"seed {k + 1} of {seeds}, ")
                of_seed = {name: order.with_(seed=order.seed + k) for name, order in named.items()}
                frames.append(_another_seed(of_seed, kept, threads, told))
            table = over_seeds(frames)
            finish(kept, a=one.plain(), b=two.plain(), seeds=seeds, ground=_ground(runs), measures=table.to_dicts())
        return Comparison(folder, runs["a"], runs["b"], runs.get("placebo"), table, seeds)


def default_folder(a: Order, b: Order) -> Path:
    """Give the folder of a comparison that names none."""
    names = "-".join(Path(order.scheme).name for order in (a, b))
    return Path("runs") / f"compare-{names}-{a.short_hash()[:6]}{b.short_hash()[:6]}"


def same_length(*orders: Order) -> tuple[Order, ...]:
    """Give all orders the calendar of the first where none is named; refuse at once what cannot be carried out."""
    schemes = [scheme_of(order)[0] for order in orders]
    for scheme in schemes:
        can_carry_out(scheme)
    weeks = next((order.weeks for order in orders if order.weeks), schemes[0].weeks)
    return tuple(order.with_(weeks=weeks) for order in orders)


def part_of(watch: Watcher, before: int, steps: int, said: str) -> Callable[[int], Watcher]:
    """Give, for the n-th run of a seed, a watcher that counts over the whole comparison."""

    def of(number: int) -> Watcher:
        def told(done: int, total: int, what: str) -> None:
            watch((before + number) * total + done, total * steps, said + what)

        return told

    return of


def runs_of_seed(
    orders: dict[str, Order], folder: Path, threads: int, panel_size: int | None, told: Callable[[int], Watcher]
) -> Runs:
    """Carry out the runs of one seed, over one society."""
    runs: Runs = {}
    society = None
    for number, (name, order) in enumerate(orders.items()):
        place = folder / name
        if society is None and not place.exists():
            told(number)(0, 0, "making the society")
            society = society_of(order)
        runs[name] = perform(order, place, anew=True, threads=threads, watch=told(number), society=society,
                             panel_size=panel_size).folder
    return runs


def _another_seed(orders: dict[str, Order], kept: Sealed, threads: int, told: Callable[[int], Watcher]) -> pl.DataFrame:
    """Give the differences of another seed; the runs are thrown away, the differences kept."""
    ground = [[o.plain(), scheme_hash(scheme_of(o)[0]), inputs_of(o)] for o in orders.values()]
    text = json.dumps([demerit.__version__, code(), measuring(), ground], sort_keys=True)
    mark = hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
    seed = orders["a"].seed
    file = f"seed-{seed}-{mark}.parquet"
    if file in kept.files and (kept.path / file).exists():
        return kept.table(file)
    place = kept.path / f"seed-{seed}"
    runs = runs_of_seed(orders, place, threads, OTHER_SEEDS, told)
    found = differences(runs["a"], runs["b"], None)
    kept.put_table(file, found)
    kept.seal()
    shutil.rmtree(place, ignore_errors=True)
    return found


def _of_runs(a: RunFolder, b: RunFolder, out: Path | None, place: Path | None, resume: bool) -> Comparison:
    """Compare two runs that are there already, where they lie; what came of it is kept in a folder of its own."""
    comparable(a, b)
    one, two = (order_of(run) for run in (a, b))
    folder, runs = out or place or default_folder(one, two), {"a": a, "b": b}
    with comparing(folder, COMPARED, out is not None, resume) as kept:
        table = _measured(kept, runs, 1)
        if table is None:
            table = over_seeds([differences(a, b, None)])
            places = {name: str(run.path) for name, run in runs.items()}
            finish(kept, a=one.plain(), b=two.plain(), seeds=1, ground=_ground(runs), measures=table.to_dicts(),
                   elsewhere=places)  # fmt: skip
        return Comparison(folder, a, b, None, table, 1)


def comparable(a: RunFolder, b: RunFolder) -> None:
    """Refuse two finished runs that are not of the same society, seed and length."""
    for what in ("seed", "weeks"):
        one, two = getattr(a.about, what), getattr(b.about, what)
        if one != two:
            raise InputError(
                f"{a.path} and {b.path} cannot be compared: the {what} of the first is {one}, of the second {two}."
            )
    if a.about.society["hash"] != b.about.society["hash"]:
        raise InputError(f"{a.path} and {b.path} cannot be compared: they are of different societies.")


def differences(a: RunFolder, b: RunFolder, placebo: RunFolder | None) -> pl.DataFrame:
    """Give every headline of A and B with the difference.

    What only a pair of runs can show (``silence.dissent.change``) stands under A and, where it is a difference itself,
    under delta as well. What one side does not have (a score, under a scheme without one) has no delta.
    """
    names = ["a", "b"]
    alone = [evaluate(run).rename({"value": name}) for run, name in zip((a, b), names, strict=True)]
    both = alone[0].join(alone[1], on=JOIN, how="full", coalesce=True, maintain_order="left_right")
    both = both.with_columns(pl.coalesce("unit", "unit_right").alias("unit"))
    pair = of_the_pair(a, b, placebo, known=both.select(JOIN))
    both = both.select("name", "group", "a", "b", (pl.col("a") - pl.col("b")).alias("delta"), "unit")
    nothing = pl.lit(None, pl.Float64).alias("b")
    return pl.concat([both, pair.select("name", "group", pl.col("value").alias("a"), nothing, "delta", "unit")])


def _ground(runs: Runs) -> dict[str, Any]:
    """Give what the numbers of a comparison rest on: the runs, and the measures as they are written now."""
    return {"runs": ground(runs), "measured_by": measuring()}


def _measured(kept: Sealed, runs: Runs, seeds: int) -> pl.DataFrame | None:
    """Give the table that was kept, where runs, seeds and measures are still the same."""
    told = kept.told
    if not told["finished"] or told["seeds"] != seeds or told["ground"] != _ground(runs):
        return None
    touch(kept)
    return _table(kept)


def _table(kept: Sealed) -> pl.DataFrame:
    """Give the table that was kept."""
    with kept.understood():
        return pl.DataFrame(kept.told["measures"], infer_schema_length=None)


def open_comparison(folder: Path) -> Comparison:
    """Read a comparison that `compare` left.

    Raises
    ------
    RunFolderError
        It is none, damaged, not finished, or its runs are not those that were measured.
    """
    kept = finished(folder, COMPARED)
    places = kept.told.get("elsewhere", {})
    runs = {name: open_run(places.get(name, folder / name)) for name in kept.told["ground"]["runs"]}
    hold_ground(kept, runs)
    table = _table(kept)
    return Comparison(folder, runs["a"], runs["b"], runs.get("placebo"), table, int(kept.told["seeds"]))
