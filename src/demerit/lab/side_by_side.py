"""Several schemes over the same society with the same draws, in one table: rows are measures, columns schemes."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

import demerit
from demerit.base.number_of import number_of
from demerit.engine.folder import RunFolder, open_run
from demerit.errors import InputError
from demerit.lab.bookings import bookings
from demerit.lab.compare import OTHER_SEEDS, comparable, part_of, runs_of_seed, same_length
from demerit.lab.comparing import SIDES, comparing, finish, finished, ground, hold_ground
from demerit.lab.measuring import KEY, measured
from demerit.lab.order import Order, inputs_of, order_of, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.plugins import code, measuring
from demerit.lab.seeds import over_seeds_of_many
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.base.sealed import Sealed
    from demerit.law import Scheme

NULL = "null"
MOST = 26
"""Sides of one table: as many as there are letters."""
LAWS = {
    "score": "gives a score", "registers": "lists to be entered on", "carrots": "carrots: gates that let in",
    "sticks": "sticks: gates that shut out", "rewards": "rules that give points", "punishes": "rules that take points",
    "joins": "how one comes in", "seen_by": "who sees it",
}  # fmt: skip
"""Field of `Law` -> what it is called."""
FOUND = ("delta", "low", "high", "p", "q")
"""What is told of a side against the reference."""


@dataclass(frozen=True)
class Law:
    """What kind of law a side is, counted from what is written."""

    score: bool
    """Is anybody given a score?"""
    registers: int
    """Lists that one can be entered on."""
    carrots: int
    """Gates that let in (benefits)."""
    sticks: int
    """Gates that shut out (detriments)."""
    rewards: int
    """Rules that give points."""
    punishes: int
    """Rules that take points."""
    joins: str
    """How one comes in: opt_in, default, mandatory, none."""
    seen_by: str
    """Who sees a score: nobody, self, consent, public; `listed` where lists alone can be seen."""


@dataclass(frozen=True)
class SideBySide:
    """Several schemes in one table.

    Parameters
    ----------
    folder
        Where it is kept; of finished runs, the table alone.
    runs
        Side -> its run of the first seed, in the order given.
    laws
        Side -> what kind of law it is.
    reference
        The side against which the others are held.
    measures
        ``name, group, unit, seeds``, and a column for each side: the mean over the seeds, so many, in which every side
        has the row that ever has it.
    against
        ``name, group, unit, side, delta, low, high, p, q``: a side less the reference, with its interval (95 %) over
        seeds, and p adjusted for all rows and sides; of what only a pair of runs can show, the value itself.
    seeds
        How many.
    """

    folder: Path | None
    runs: dict[str, RunFolder]
    laws: dict[str, Law]
    reference: str
    measures: pl.DataFrame
    against: pl.DataFrame
    seeds: int


def law_of(scheme: Scheme) -> Law:
    """Give what kind of law a scheme is."""
    treatments = [gate.treatment for gate in scheme.gates.values()]
    points = [rule.points for rule in scheme.rules.values()]
    score = scheme.scored.who != "nobody"
    lists = any(register.public for register in scheme.registers.values())
    return Law(
        score, len(scheme.registers), treatments.count("benefit"), treatments.count("detriment"),
        sum(p > 0 for p in points), sum(p < 0 for p in points), scheme.enrolment.form,
        scheme.visibility.form if score else "listed" if lists else "nobody",
    )  # fmt: skip


def reference_of(names: Sequence[str]) -> str:
    """Give the side that the others are held against: `null` where it is named, else the last."""
    return NULL if NULL in names else names[-1]


def side_by_side(sides: Mapping[str, Order | RunFolder], *, seeds: int = 1, out: Path | None = None, threads: int = 0,
                 resume: bool = False, watch: Watcher = no_watcher) -> SideBySide:
    """Run several schemes over the same societies with the same draws, and measure all of them once.

    The reference is run and measured once a seed, not once for every side; there is no placebo. Finished runs are
    compared as they are where all sides are such and there is one seed.

    Raises
    ------
    InputError
        Runs that are not of the same society, seed and length; seeds below 1; too many sides.
    Interrupted
        The user stopped it; the same call again carries it on.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    if len(sides) > MOST:
        number = number_of(len(sides), "side")
        raise InputError(f"{number}: one table holds at most {MOST}. Compare some of them at a time.")
    names, reference = list(sides), reference_of(list(sides))
    there = [side for side in sides.values() if isinstance(side, RunFolder)]
    if seeds == 1 and len(there) == len(sides):
        return _of_runs(dict(zip(names, there, strict=True)), reference, out, resume)
    orders = dict(zip(names, same_length(
        *(order_of(x) if isinstance(x, RunFolder) else x for x in sides.values())
    ), strict=True))  # fmt: skip
    folder = out or default_folder(orders)
    letters = {name: _letter(k) for k, name in enumerate(names)}
    first: list[RunFolder] = []
    frames = []
    with comparing(folder, SIDES, out is not None, resume) as kept:
        for k in range(seeds):
            of_seed = {letters[name]: order.with_(seed=order.seed + k) for name, order in orders.items()}
            place = folder if k == 0 else folder / f"seed-{next(iter(of_seed.values())).seed}"
            said = "" if k == 0 else f"seed {k + 1} of {seeds}, "
            told = part_of(watch, len(names) * k, len(names) * seeds, said)
            runs = list(runs_of_seed(of_seed, place, threads, None if k == 0 else OTHER_SEEDS, told).values())
            watch(1, 1, "measuring")
            frames.append(_kept(kept, of_seed, runs, names, reference))
            first = first or runs
            if k:
                shutil.rmtree(place, ignore_errors=True)
        found = _told(folder, dict(zip(names, first, strict=True)), reference, frames)
        finish(kept, ground={"runs": ground(dict(zip(letters.values(), first, strict=True)))}, table=plain(found))
    return found


def _of_runs(runs: dict[str, RunFolder], reference: str, out: Path | None, resume: bool) -> SideBySide:
    """Compare finished runs where they lie; the table is kept in a folder of its own."""
    every = list(runs.values())
    for run in every[1:]:
        comparable(every[0], run)
    folder = out or default_folder({name: order_of(run) for name, run in runs.items()})
    lettered = {_letter(k): run for k, run in enumerate(every)}
    with comparing(folder, SIDES, out is not None, resume) as kept:
        found = _told(folder, runs, reference, [measured(runs, reference)])
        places = {letter: str(run.path) for letter, run in lettered.items()}
        finish(kept, ground={"runs": ground(lettered)}, table=plain(found), elsewhere=places)
    return found


def open_side_by_side(folder: Path) -> SideBySide:
    """Read a comparison of many sides that `side_by_side` left.

    Raises
    ------
    RunFolderError
        It is none, damaged, not finished, or its runs are not those that were measured.
    """
    kept = finished(folder, SIDES)
    table, places = kept.told["table"], kept.told.get("elsewhere", {})
    lettered = {letter: open_run(places.get(letter, folder / letter)) for letter in kept.told["ground"]["runs"]}
    hold_ground(kept, lettered)
    runs = dict(zip((side["name"] for side in table["sides"]), lettered.values(), strict=True))
    with kept.understood():
        rows = [{**{k: row[k] for k in (*KEY, "seeds")}, **row["values"]} for row in table["measures"]]
        held = [{**{k: row[k] for k in KEY}, "side": side, **found}
                for row in table["measures"] for side, found in row["against"].items()]  # fmt: skip
        measures = pl.DataFrame(rows, infer_schema_length=None, schema_overrides={name: pl.Float64 for name in runs})
        against = pl.DataFrame(held, infer_schema_length=None)
    laws = {name: law_of(run.scheme) for name, run in runs.items()}
    return SideBySide(folder, runs, laws, str(table["reference"]), measures, against, int(table["seeds"]))


def default_folder(orders: Mapping[str, Order]) -> Path:
    """Give the folder of a comparison of many that names none."""
    text = json.dumps([order.plain() for order in orders.values()], sort_keys=True)
    mark = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    name = Path(next(iter(orders.values())).scheme).name
    return Path("runs") / f"compare-{name}-and-{len(orders) - 1}-more-{mark}"


def _letter(k: int) -> str:
    return chr(ord("a") + k)


def _kept(kept: Sealed, orders: Mapping[str, Order], runs: list[RunFolder], names: list[str],
          reference: str) -> pl.DataFrame:
    """Give what was measured of one seed: from the folder where runs and measures are the same, else anew."""
    rests_on: list[Any] = [demerit.__version__, code(), measuring(), names, reference]
    rests_on += [[o.plain(), scheme_hash(scheme_of(o)[0]), inputs_of(o)] for o in orders.values()]
    mark = hashlib.blake2b(json.dumps(rests_on, sort_keys=True).encode(), digest_size=6).hexdigest()
    file = f"measured-{mark}.parquet"
    if file in kept.files and (kept.path / file).exists():
        return kept.table(file)
    found = measured(dict(zip(names, runs, strict=True)), reference)
    kept.put_table(file, found)
    kept.seal()
    return found


def _told(folder: Path | None, runs: dict[str, RunFolder], reference: str, frames: list[pl.DataFrame]) -> SideBySide:
    """Give the mean of every row over seeds, and the interval of every difference."""
    mean = over_seeds_of_many(frames)
    measures = mean.pivot("side", index=[*KEY, "seeds"], values="value", maintain_order=True)
    measures = measures.with_columns(pl.lit(None, pl.Float64).alias(n) for n in runs if n not in measures.columns)
    against = mean.filter(pl.col("side") != reference).select(*KEY, "side", "delta", "low", "high", "p", "q")
    laws = {name: law_of(run.scheme) for name, run in runs.items()}
    return SideBySide(folder, runs, laws, reference, measures.select(*KEY, "seeds", *runs), against, len(frames))


def plain(found: SideBySide) -> dict[str, Any]:
    """Give the table as plain data: as of two sides, the first against the reference, and more for all of them."""
    first = next(name for name in found.runs if name != found.reference)
    deltas: dict[tuple[str, ...], dict[str, dict[str, float | None]]] = {}
    for row in found.against.iter_rows(named=True):
        of_row = deltas.setdefault(tuple(row[k] for k in KEY), {})
        of_row[row["side"]] = {k: row[k] for k in FOUND}
    nothing: dict[str, float | None] = dict.fromkeys(FOUND)
    measures = []
    for row in found.measures.iter_rows(named=True):
        against = deltas.get(tuple(row[k] for k in KEY), {})
        measures.append({
            "name": row["name"], "group": row["group"], "a": row[first], "b": row[found.reference],
            **against.get(first, nothing), "unit": row["unit"], "seeds": row["seeds"],
            "values": {name: row[name] for name in found.runs}, "against": against,
        })  # fmt: skip
    sides = {
        name: {"scheme": run.about.scheme["name"], "run": str(run.path), "digest": run.about.digest}
        for name, run in found.runs.items()
    }
    return {
        "a": sides[first], "b": sides[found.reference], "seeds": found.seeds,
        "folder": None if found.folder is None else str(found.folder), "measures": measures,
        "sides": [{"name": name, **told, "law": asdict(found.laws[name])} for name, told in sides.items()],
        "reference": found.reference,
        "rules": {name: bookings(run, found.runs[found.reference]).to_dicts() for name, run in found.runs.items()},
    }  # fmt: skip
