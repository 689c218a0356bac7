"""History matching: run, emulate, leave out what is implausible, run again there; then draw from what is left.

Craig et al. (1997), Vernon, Goldstein and Bower (2010). The implausibility of a draw by a target is how far the
emulated value lies outside the figure, in standard deviations of figure, model, emulator and chance together; from
three on the draw is ruled out. Draws that are kept are taken from those not ruled out, each as likely as it fits all
figures together (weights ``exp(-1/2 sum I^2)``), and are then run themselves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import demerit
from demerit.base.aside import write
from demerit.base.draws import columns4
from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.calibration.emulating import Emulator, emulator
from demerit.lab.calibration.plan import CalibrationPlan, plan_of, sides_of
from demerit.lab.calibration.targets import FITTED, HELD, Target
from demerit.lab.calibration.telling import ranges_of, told_of, values_of
from demerit.lab.order import ordered, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.plugins import code, measuring
from demerit.lab.studies.designs import hypercube
from demerit.lab.studies.drawing import placed
from demerit.lab.studies.plan import Plan, Vary
from demerit.lab.studies.study import study
from demerit.lab.studies.table import Table, digest_of, table_of
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from demerit.lab.studies.number import Number
    from demerit.lab.studies.result import Study

    Floats = NDArray[np.float64]

TABLE = "calibrated.json"
TOO_FAR = 3.0
"""Implausibility from which on a draw is ruled out (three standard deviations: Pukelsheim 1994)."""


@dataclass(frozen=True)
class Work:
    """What every wave of a calibration is told."""

    plan: CalibrationPlan
    numbers: tuple[Number, ...]
    targets: tuple[Target, ...]
    out: Path
    workers: int | None
    cluster: str | None
    watch: Watcher

    @property
    def parts(self) -> int:
        """How many studies it takes: the waves, the kept draws, as many plausible ones."""
        return len(self.plan.waves) + 2


def calibrate(plan: Path | str | dict[str, Any] | CalibrationPlan | None = None, *, out: Path | str,
              resume: bool = False, workers: int | None = None, cluster: str | None = None,
              watch: Watcher = no_watcher) -> Table:
    """Find draws of the numbers that are not implausible in the light of the targets, and keep them as a table.

    Parameters
    ----------
    plan
        The path of a plan, its plain data, or None for the default.
    out
        A folder for the studies and the table, ``calibrated.json``.
    resume
        Carry on what stands there.
    workers, cluster, watch
        As of `study`.

    Returns
    -------
    Table
        The draws, and target by target what they come to.

    Raises
    ------
    InputError
        The plan has mistakes; a table stands there already; the targets leave too few draws.
    """
    made = plan_of(Path(plan) if isinstance(plan, str) else plan)
    folder = Path(out)
    if folder.exists() and any(folder.iterdir()) and not resume:
        raise InputError(f"{folder} is not empty. Choose another --out, add --resume to carry it on, or remove it.")
    work = Work(made, tuple(made.numbers()), made.targets(), folder, workers, cluster, watch)
    studies: list[Study] = []
    for k, worlds in enumerate(made.waves):
        table = _next(work, studies, k, worlds) if studies else None
        studies.append(wave(work, k, f"wave-{k + 1}", worlds, table, work.targets))
    aside = folder / "kept.json"
    if aside.exists():
        found = table_of(str(aside)).told
    else:
        draws, about = _kept(work, _emulators(work, studies))
        found = _put(aside, work, {"draws": draws, "about": about}).told
    draws, about = found["draws"], found["about"]
    everything = (*work.targets, *HELD)
    kept = wave(work, len(made.waves), "kept", min(made.check, len(draws)), aside, everything)
    prior = wave(work, len(made.waves) + 1, "plausible", made.check, None, everything)
    told = told_of(work.targets, everything, studies, kept, prior, about)
    return _put(folder / TABLE, work, {"draws": draws, **told, "ranges": ranges_of(work.numbers, draws)})


def wave(work: Work, number: int, name: str, worlds: int, table: Path | None, targets: Sequence[Target]) -> Study:
    """Run one wave: worlds drawn evenly, or from a table."""
    parts = [part for target in targets for part in target.parts]
    sides = sides_of(tuple(targets))
    only = {side: tuple(sorted({part.row for part in parts if part.side == side})) for side in sides[:-1]}
    plan = Plan(
        title=f"Calibration, {name}", sides=tuple(sides), people=work.plan.people, weeks=work.plan.weeks,
        seed=work.plan.seed + number, worlds=worlds, draw_from="plausible" if table is None else str(table),
        vary=None if table else _varied(work.numbers),
        measures=tuple(sorted({row for rows in only.values() for row in rows})),
        only={**only, sides[-1]: ("enrolment",)}, by=("place", "sex", "age"),
    )  # fmt: skip
    place = work.out / name

    def told(done: int, of: int, what: str) -> None:
        work.watch(number * of + done, work.parts * of, f"{name}: {what}")

    return study(plan, out=place, resume=place.exists(), workers=work.workers, cluster=work.cluster, watch=told)


def _varied(numbers: Sequence[Number]) -> dict[str, Vary]:
    """Give the ranges of the first wave as a plan writes them."""
    return {one.name: Vary(low=one.low, high=one.high, distribution=one.distribution) for one in numbers}  # type: ignore[arg-type]


def _emulators(work: Work, studies: Sequence[Study]) -> dict[str, Emulator]:
    """Fit an emulator to each target over all waves."""
    found = {}
    for target in work.targets:
        x, y = [], []
        for one in studies:
            values = values_of(one, target)
            drawn = [row for row in one.draws.iter_rows(named=True) if row["world"] in values]
            x.append(shares_in(work.numbers, drawn))
            y.append(np.array([values[row["world"]] for row in drawn]))
        found[target.name] = emulator(np.concatenate(x), np.concatenate(y))
    return found


def shares_in(numbers: Sequence[Number], drawn: Sequence[dict[str, float]]) -> Floats:
    """Give where in their ranges the numbers of each draw lie: ``(draw, number)``, 0 to 1."""
    columns = []
    for number in numbers:
        at = np.array([row[number.name] for row in drawn], float)
        low, high = number.low, number.high
        if number.distribution == "log":
            at, low, high = np.log(at), float(np.log(low)), float(np.log(high))
        columns.append((at - low) / (high - low))
    return np.array(columns).T.reshape(len(drawn), len(numbers))


def _implausible(work: Work, emulators: dict[str, Emulator], shares: Floats) -> dict[str, Floats]:
    """Give how implausible each draw is by each target."""
    found = {}
    for target in work.targets:
        mean, variance = emulators[target.name].at(shares)
        off = np.maximum(np.maximum(target.low - mean, mean - target.high), 0)
        found[target.name] = off / np.sqrt(target.error**2 + variance)
    return found


def _candidates(work: Work, wave: int) -> list[dict[str, float]]:
    """Give draws at which emulators are asked, others in every wave."""
    names = [f"{number.name}.{wave}" for number in work.numbers]
    return placed(work.numbers, hypercube(names, work.plan.candidates))


def together(implausible: dict[str, Floats], least: int) -> tuple[NDArray[np.bool_], dict[str, str]]:
    """Give which draws no target rules out, and why a target was left out: out of reach, or not with the others.

    A target that rules out every draw by itself is out of reach. Where fewer than `least` draws are left, the target
    that rules out most is left out, until there are.

    Raises
    ------
    InputError
        Every target is out of reach, or the last one leaves fewer than `least` draws.
    """
    left = {name: "out of reach" for name, off in implausible.items() if (off >= TOO_FAR).all()}
    if len(left) == len(implausible):
        raise InputError(
            f"every draw is ruled out by each of {', '.join(implausible)}: no numbers in these ranges come near. "
            "Widen `vary`, or fit to other targets."
        )
    while True:
        counted = [name for name in implausible if name not in left]
        fits = np.ones(len(next(iter(implausible.values()))), bool)
        for name in counted:
            fits &= implausible[name] < TOO_FAR
        if fits.sum() >= least:
            return fits, left
        if len(counted) == 1:
            raise InputError(
                f"of {number_of(len(fits), 'draw')} {fits.sum():,} are not ruled out by {counted[0]}, and {least:,} "
                "are asked for. Ask at more `candidates`, or for fewer: a smaller `keep`, smaller later `waves`."
            )
        most = max(counted, key=lambda name: float((implausible[name] >= TOO_FAR).mean()))
        left[most] = "not together with the others"


def _next(work: Work, studies: Sequence[Study], wave: int, worlds: int) -> Path:
    """Give the table of the next wave's draws: the first that are not ruled out."""
    path = work.out / f"wave-{wave + 1}.json"
    if not path.exists():
        drawn = _candidates(work, wave)
        implausible = _implausible(work, _emulators(work, studies), shares_in(work.numbers, drawn))
        fits, _ = together(implausible, worlds)
        _put(path, work, {"draws": [drawn[k] for k in np.flatnonzero(fits)[:worlds]]})
    return path


def _kept(work: Work, emulators: dict[str, Emulator]) -> tuple[list[dict[str, float]], dict[str, Any]]:
    """Give the draws that are kept, by weight and without repetition, and what was ruled out."""
    drawn = _candidates(work, len(work.plan.waves))
    implausible = _implausible(work, emulators, shares_in(work.numbers, drawn))
    fits, left = together(implausible, work.plan.keep)
    squares = sum((off**2 for name, off in implausible.items() if name not in left), np.zeros(len(drawn)))
    weight = np.where(fits, np.exp(-squares / 2), 0)
    lots = (columns4(1, "calibration.keep", len(drawn))[:, 0] + 0.5) / 2**32
    key = np.where(weight > 0, np.log(lots) / np.maximum(weight, 1e-300), -np.inf)
    chosen = np.argsort(-key, kind="stable")[: work.plan.keep]
    about = {
        "told": {name: round(one.told, 2) for name, one in emulators.items()}, "left_out": left,
        "candidates": len(drawn), "not_ruled_out": int(fits.sum()),
        "as_many_as": round(float(weight.sum() ** 2 / (weight**2).sum()), 1),
        "nearest": {name: round(float(off.min()), 2) for name, off in implausible.items()},
    }  # fmt: skip
    return [drawn[k] for k in chosen], about


def _put(path: Path, work: Work, told: dict[str, Any]) -> Table:
    """Write a table of draws with its digest."""
    sides = sides_of((*FITTED, *HELD))
    whole = {
        "version": demerit.__version__, "code": [code(), measuring()], "plan": work.plan.model_dump(mode="json"),
        "laws": {side: scheme_hash(scheme_of(ordered(side))[0]) for side in sides},
        "numbers": [vars(number) for number in work.numbers], **told,
    }  # fmt: skip
    whole["digest"] = digest_of(json.loads(json.dumps(whole)))
    write(path, (json.dumps(whole, indent=1).encode() + b"\n",))
    return Table(whole, str(path))
