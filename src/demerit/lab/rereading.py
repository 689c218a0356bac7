"""A comparison that is there already, in whatever folder its sides lie."""

from __future__ import annotations

from pathlib import Path

from demerit.engine.folder import MANIFEST, open_run
from demerit.errors import RunFolderError
from demerit.lab.compare import compare, open_comparison
from demerit.lab.comparing import COMPARED
from demerit.lab.comparison import Comparison, Over, told
from demerit.lab.named import RUNS, made
from demerit.lab.order import scheme_of
from demerit.lab.studies.result import Study, open_study
from demerit.lab.studies.store import STUDY
from demerit.lab.studies.world import orders_of


def comparison_in(name: str) -> Comparison | None:
    """Give what a folder holds as a comparison; None where it holds none.

    Parameters
    ----------
    name
        A folder, or its name below ``runs/``: a comparison; a study; or any folder with two finished runs in it or
        more, which are then compared. ``last``: the newest comparison, where that is newer than every run.

    Raises
    ------
    RunFolderError
        What lies there is damaged, not finished, or cannot be compared.
    """
    place = _place(name)
    if place is None:
        return None
    if (place / COMPARED).is_file():
        return open_comparison(place)
    if (place / STUDY).is_file():
        return of_study(open_study(place))
    inside = sorted(file.parent for file in place.glob(f"*/{MANIFEST}"))
    if (place / MANIFEST).is_file() or len(inside) < 2:
        return None
    return compare({run.name: open_run(run) for run in inside})


def study_in(name: str) -> Study | None:
    """Give the study that a folder holds, or its name below ``runs/``; None where it holds none.

    Raises
    ------
    RunFolderError
        It is damaged, or not finished.
    """
    place = next((path for path in (Path(name), RUNS / name) if (path / STUDY).is_file()), None)
    return None if place is None else open_study(place)


def _place(name: str) -> Path | None:
    if name == "last":
        return next(iter(made()), None)
    return next((path for path in (Path(name), RUNS / name) if path.is_dir()), None)


def of_study(study: Study) -> Comparison:
    """Give a study as a comparison: means over its drawn worlds, seed by seed; it keeps no runs and has no placebo."""
    plan = study.plan
    if study.effects.is_empty():
        raise RunFolderError(f"{study.folder} cannot be compared: no world of it lived ({study.lost[0]['failed']})."
                             if study.lost else f"{study.folder} cannot be compared: it measured nothing.")  # fmt: skip
    seeds = sorted(study.by_seed["seed"].unique())
    frames = [study.by_seed.filter(study.by_seed["seed"] == seed).drop("seed") for seed in seeds]
    measures, against = told(frames, plan.sides, plan.reference)
    orders = orders_of(plan)
    weeks = next(iter(orders.values())).weeks or 0
    over = Over(plan.people, plan.society or plan.recipe, weeks, plan.seed, study.draws.height)
    schemes = {side: scheme_of(order)[0] for side, order in orders.items()}
    return Comparison(study.folder, schemes, {}, plan.reference, measures, against, len(seeds), over,
                      frames=lambda: frames)  # fmt: skip
