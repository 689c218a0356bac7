"""Schemes over the same societies with the same draws: what differs, citizen by citizen, over several seeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

import demerit
from demerit.base.number_of import number_of
from demerit.engine.folder import RunFolder, open_run
from demerit.engine.limits import can_carry_out
from demerit.errors import InputError
from demerit.lab.comparing import comparing, finish, finished, ground, hold_ground, touch
from demerit.lab.comparison import Comparison, Over, reference_of, rows_of, tables_of, told
from demerit.lab.living_seeds import Runs, living, part_of, runs_of_seed, with_seed
from demerit.lab.measuring import measured
from demerit.lab.order import Order, inputs_of, order_of, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.plugins import code, measuring
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.base.sealed import Sealed

MOST = 26
"""Sides of one comparison: as many as there are letters."""
PLACEBO = "placebo"
Laws = dict[str, list[Any]]
"""Side -> hashes of all that its law is read from."""


def compare(sides: Mapping[str, Order | RunFolder], *, seeds: int = 1, out: Path | None = None, threads: int = 0,
            placebo: bool = True, resume: bool = False, place: Path | None = None,
            watch: Watcher = no_watcher) -> Comparison:
    """Run two sides or more over the same societies with the same draws, and hold all against one of them.

    Finished runs are compared as they are. Where one side is an order, or there is more than one seed, what is not
    there yet is run: the reference once a seed, not once for every side. `out` is the user's choice of folder, and must
    be new unless `resume`; `place` the program's.

    Parameters
    ----------
    sides
        Name -> order or run. Of two, the second is the reference; of more, ``null`` where it is named, else the last.
    seeds
        How many, from that of the first side on.
    placebo
        Run the first side once more, with one tie of one citizen changed: what that shows is noise.

    Raises
    ------
    InputError
        Fewer than two sides or too many; runs that are not of the same society, seed and length; seeds below 1.
    Interrupted
        The user stopped it; the same call again carries it on.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    if not 2 <= len(sides) <= MOST:
        number = number_of(len(sides), "side")
        raise InputError(f"{number}: one table holds 2 to {MOST}. Compare some of them at a time.")
    letters = {name: chr(ord("a") + k) for k, name in enumerate(sides)}
    there = {name: side for name, side in sides.items() if isinstance(side, RunFolder)}
    if seeds == 1 and len(there) == len(sides):
        return _of_runs(there, letters, out or place, out is not None, resume)
    orders = dict(zip(sides, same_length(
        *(order_of(side) if isinstance(side, RunFolder) else side for side in sides.values())
    ), strict=True))  # fmt: skip
    folder = out or place or default_folder(orders)
    with comparing(folder, out is not None, resume) as kept:
        world = _First(kept, orders, letters, placebo, threads, part_of(watch, 0, _steps(orders, placebo, seeds), ""))
        if kept.told["finished"]:  # it may be there as it was asked for
            world.live()
        if not world.runs or not _stands(kept, world.runs, seeds):
            further = part_of(watch, len(world.wanted), _steps(orders, placebo, seeds), "")
            others = _further(kept, orders, world.laws, range(1, seeds), threads, further, world.measure)
            _finish(kept, orders, world.runs, [world.file, *others])
        return _read(kept, world.named, world.runs.get(PLACEBO))


def _steps(orders: Mapping[str, Order], placebo: bool, seeds: int) -> int:
    """Give how many runs a comparison is made of."""
    return len(orders) * seeds + placebo


class _First:
    """The worlds of the first seed, which are kept: they live, and are measured, while those of further seeds do."""

    def __init__(self, kept: Sealed, orders: Mapping[str, Order], letters: Mapping[str, str], placebo: bool,
                 threads: int, watching: Callable[[int], Watcher]) -> None:
        first = next(iter(orders.values()))
        self.kept, self.letters, self.threads, self.watching = kept, letters, threads, watching
        self.laws = _laws(orders)
        self.file = _file(orders, self.laws, first.seed, placebo)
        self.wanted = {letters[name]: order for name, order in orders.items()}
        self.wanted |= {PLACEBO: first.with_(placebo=True)} if placebo else {}
        self.runs: Runs = {}

    @property
    def named(self) -> Runs:
        """The runs of the sides by the names of these."""
        return {name: self.runs[letter] for name, letter in self.letters.items()}

    def live(self) -> None:
        """Let them live, or read what is there."""
        self.runs = runs_of_seed(self.wanted, self.kept.path, self.threads, None, self.watching)

    def measure(self) -> None:
        """Measure them, and keep what was found."""
        if not self.runs:
            self.live()
        self.watching(len(self.wanted) - 1)(1, 1, "measuring")
        _keep(self.kept, self.file, lambda: _measured(self.named, self.runs.get(PLACEBO)))


def same_length(*orders: Order) -> tuple[Order, ...]:
    """Give all orders the calendar of the first where none is named; refuse at once what cannot be carried out."""
    schemes = [scheme_of(order)[0] for order in orders]
    for scheme in schemes:
        can_carry_out(scheme)
    weeks = next((order.weeks for order in orders if order.weeks), schemes[0].weeks)
    return tuple(order.with_(weeks=weeks) for order in orders)


def default_folder(orders: Mapping[str, Order]) -> Path:
    """Give the folder of a comparison that names none."""
    text = json.dumps([order.plain() for order in orders.values()], sort_keys=True)
    mark = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    names = [Path(order.scheme).name for order in orders.values()]
    called = "-".join(names) if len(names) == 2 else f"{names[0]}-and-{len(names) - 1}-more"
    return Path("runs") / f"compare-{called}-{mark}"


def comparable(runs: Sequence[RunFolder]) -> None:
    """Refuse finished runs that are not of the same society, seed and length."""
    for a, b in pairwise(runs):
        for what in ("seed", "weeks"):
            one, two = getattr(a.about, what), getattr(b.about, what)
            if one != two:
                raise InputError(
                    f"{a.path} and {b.path} cannot be compared: the {what} of the first is {one}, of the second {two}."
                )
        if a.about.society["hash"] != b.about.society["hash"]:
            raise InputError(f"{a.path} and {b.path} cannot be compared: they are of different societies.")


def open_comparison(folder: Path) -> Comparison:
    """Read a comparison that `compare` left.

    Raises
    ------
    RunFolderError
        It is none, damaged, not finished, or its runs are not those that were measured.
    """
    kept = finished(folder)
    places = kept.told.get("elsewhere", {})
    runs = {letter: open_run(places.get(letter, folder / letter)) for letter in kept.told["ground"]["runs"]}
    hold_ground(kept, runs)
    noise = runs.pop(PLACEBO, None)
    named = dict(zip((side["name"] for side in kept.told["sides"]), runs.values(), strict=True))
    return _read(kept, named, noise)


def _further(kept: Sealed, orders: Mapping[str, Order], laws: Laws, numbers: range, threads: int,
             watching: Callable[[int], Watcher], meanwhile: Callable[[], object]) -> list[str]:
    """Measure further seeds, and keep what was measured; give the names of the files, seed by seed.

    The first seed lives `meanwhile` here, and is measured.
    """
    first = next(iter(orders.values()))
    files = {k: _file(with_seed(orders, k), laws, first.seed + k, False) for k in numbers}
    left = [k for k, file in files.items() if not _is_there(kept, file)]
    if not left:
        meanwhile()
    found = living(kept.path, orders, left, len(numbers) + 1, threads, watching, meanwhile) if left else ()
    for done, (k, frame) in enumerate(found, 1):
        kept.put_table(files[k], frame)
        kept.seal()
        watching(len(orders) * done - 1)(1, 1, f"{done} of {number_of(len(left), 'further seed')}")
    return list(files.values())


# ---- the folder ------------------------------------------------------------------------------------------------------


def _of_runs(runs: Runs, letters: Mapping[str, str], folder: Path | None, named: bool, resume: bool) -> Comparison:
    """Compare finished runs where they lie; what came of it is kept in a folder of its own."""
    comparable(list(runs.values()))
    orders = {name: order_of(run) for name, run in runs.items()}
    lettered = {letters[name]: run for name, run in runs.items()}
    with comparing(folder or default_folder(orders), named, resume) as kept:
        if not _stands(kept, lettered, 1):
            seed = next(iter(orders.values())).seed
            file = _file(orders, _laws(orders), seed, False)
            _keep(kept, file, lambda: _measured(runs, None))
            places = {letter: str(run.path) for letter, run in lettered.items()}
            _finish(kept, orders, lettered, [file], elsewhere=places)
        return _read(kept, runs, None)


def _measured(runs: Runs, noise: RunFolder | None) -> pl.DataFrame:
    return measured(runs, reference_of(list(runs)), placebo=noise)


def _laws(orders: Mapping[str, Order]) -> Laws:
    """Give side -> hashes of its law and of the files that its order names: the same with every seed."""
    return {name: [scheme_hash(scheme_of(order)[0]), inputs_of(order)] for name, order in orders.items()}


def _file(orders: Mapping[str, Order], laws: Laws, seed: int, placebo: bool) -> str:
    """Give the name of the file of what was measured of one seed: it says by which laws, code and measures."""
    rests_on: list[Any] = [demerit.__version__, code(), measuring(), list(orders), placebo]
    rests_on += [[order.plain(), *laws[name]] for name, order in orders.items()]
    mark = hashlib.blake2b(json.dumps(rests_on, sort_keys=True).encode(), digest_size=6).hexdigest()
    return f"seed-{seed}-{mark}.parquet"


def _is_there(kept: Sealed, file: str) -> bool:
    return file in kept.files and (kept.path / file).exists()


def _keep(kept: Sealed, file: str, measure: Callable[[], pl.DataFrame]) -> None:
    """Measure one seed and keep what was found in a file."""
    kept.put_table(file, measure())
    kept.seal()


def _finish(kept: Sealed, orders: Mapping[str, Order], runs: Runs, files: list[str], **more: Any) -> None:
    names = list(orders)
    tables = told([kept.table(file) for file in files], names, reference_of(names))
    finish(kept, seeds=len(files), sides=[{"name": name, "order": order.plain()} for name, order in orders.items()],
           reference=reference_of(names), ground=_ground(runs), frames=files, measures=rows_of(*tables, names),
           **more)  # fmt: skip


def _ground(runs: Runs) -> dict[str, Any]:
    """Give what the numbers of a comparison rest on: the runs, and the measures as they are written now."""
    return {"runs": ground(runs), "measured_by": measuring()}


def _stands(kept: Sealed, runs: Runs, seeds: int) -> bool:
    """Say whether what is asked for was found already, of the same runs, seeds and measures."""
    found = kept.told
    same = bool(found["finished"]) and found["seeds"] == seeds and found["ground"] == _ground(runs)
    if same:
        touch(kept)
    return same


def _read(kept: Sealed, runs: Runs, noise: RunFolder | None) -> Comparison:
    """Give the comparison that a folder holds."""
    names, files = list(runs), list(kept.told["frames"])
    with kept.understood():
        measures, against = tables_of(kept.told["measures"], names)
    about = next(iter(runs.values())).about
    over = Over(int(about.society["people"]), str(about.society["name"]), about.weeks, about.seed)
    schemes = {name: run.scheme for name, run in runs.items()}
    return Comparison(kept.path, schemes, runs, str(kept.told["reference"]), measures, against,
                      int(kept.told["seeds"]), over, noise, lambda: [kept.table(file) for file in files])  # fmt: skip
