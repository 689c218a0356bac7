"""Carry out an order: make the society, let the weeks pass, leave a run folder that resumes whatever happens."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from demerit.base.aside import FULL
from demerit.base.held import held
from demerit.base.sealed import Sealed, empty
from demerit.engine import checkpoint
from demerit.engine.choices import Choice
from demerit.engine.folder import (
    CHECKPOINT,
    CHOICES,
    LAW,
    LAW_AS_DATA,
    MANIFEST,
    SOCIETY,
    TABLES,
    WAY_OUT,
    Manifest,
    RunFolder,
    open_run,
)
from demerit.engine.run import PANEL, Run
from demerit.errors import InputError, SpaceError
from demerit.lab.choosing import choices_of
from demerit.lab.manifest import manifest
from demerit.lab.months import whole_months
from demerit.lab.order import Order, scheme_of, society_of
from demerit.lab.standing import standing, touch
from demerit.lab.stopping import STOPS, Interrupted, Stopped, signal_of, stoppable
from demerit.law import copy_law, dump

if TYPE_CHECKING:
    from demerit.society import Society

EVERY, VARIABLE = 30.0, "DEMERIT_CHECKPOINT_SECONDS"
"""Seconds between checkpoints, at least; the variable of the environment that says otherwise (0: every month)."""
SHARE = 20
"""Checkpoints take no more than one part of so many of the time."""


@dataclass(frozen=True)
class Done:
    """What a run came to."""

    folder: RunFolder
    seconds: float
    again: bool
    """The run was there already, and was not done again."""
    anew: bool = False
    """A finished run of another law, version or input stood in the folder, and gave way to this one."""


Watcher = Callable[[int, int, str], None]
"""Told of (weeks passed, weeks in all, what is going on)."""


def no_watcher(done: int, total: int, what: str) -> None:
    """Watch nothing."""


def default_out(order: Order) -> Path:
    """Give the folder of a run whose order names none."""
    return Path("runs") / f"{Path(order.scheme).name}-{order.short_hash()}"


def perform(order: Order, out: Path | None = None, *, resume: bool = False, threads: int = 0,
            watch: Watcher = no_watcher, society: Society | None = None, panel: tuple[int, ...] = (),
            panel_size: int | None = None, anew: bool = False) -> Done:
    """Carry out an order and give the run folder.

    Parameters
    ----------
    order
        What to run.
    out
        The folder; None takes ``runs/<scheme>-<short hash>`` and shows the finished run where it is there already.
    resume
        Carry on what stands in `out`; a finished run is shown as it is.
    threads
        0 takes as many as the people are worth; results do not depend on it.
    watch
        Told how far the run is.
    society
        The order's society, where the caller has made it already.
    panel, panel_size
        Citizens to keep whole rows of, besides those drawn; how many are drawn.
    anew
        `out` is the program's own choice: what stands there is shown or carried on where it is the same run under the
        same law and version, and done again where it is not.

    Raises
    ------
    InputError
        The order cannot be carried out; nothing is left behind.
    Interrupted
        The user stopped it; what was done is kept, and `resume` carries it on.
    SpaceError
        The disk is full; what the last checkpoint held is kept, else nothing is left behind.
    """
    path = out or default_out(order)
    named = out is not None and not anew
    began, every = time.perf_counter(), seconds_between()
    scheme, behaviour = scheme_of(order)
    choices = choices_of(order)
    with held(path) as made:
        known, gave_way, kept = standing(order, scheme, path, named, resume, made)
        if known is not None:
            touch(path)
            return Done(known, 0.0, True)
        run = None
        try:
            if society is None:
                watch(0, 0, "making the society")
                society = society_of(order)
            run = Run(scheme, society, seed=order.seed, weeks=whole_months(order.weeks or scheme.weeks),
                      threads=threads, settings=behaviour, choices=choices, panel=panel, placebo=order.placebo,
                      panel_size=PANEL if panel_size is None else panel_size)
            if kept is None:
                about = manifest(order, run, society)
                kept = _begin(path, run, about, society if order.ties or order.society else None, choices)
            else:
                checkpoint.restore_into(run, path / CHECKPOINT)
            del society
            _live(run, kept, began, every, watch)
        except BaseException as error:
            told = _ended(error, path, named)
            if told is error:
                raise
            raise told from error
        finally:
            if run is not None:
                run.close()
    return Done(open_run(path), time.perf_counter() - began, False, gave_way)


def _ended(error: BaseException, path: Path, named: bool) -> BaseException:
    """Give the error to be told where a run came to no end; what no checkpoint holds is removed."""
    if not checkpoint.stands(path / CHECKPOINT):
        empty(path, MANIFEST)
        with suppress(OSError):
            path.rmdir()
    if isinstance(error, STOPS):
        return Interrupted(_left(path, named), signal_of(error))
    if _is_full(error):
        return SpaceError(f"no space left to write {path}. Make room, or choose another --out.")
    return error


def _left(path: Path, named: bool) -> str:
    """Say what is left of a run that was stopped."""
    if not checkpoint.stands(path / CHECKPOINT):
        return "stopped before the first month was over; nothing is left behind."
    again = f"The same command with `--out {path} --resume`" if named else "The same command again"
    return f"stopped; what was done is kept in {path}. {again} carries it on."


def _is_full(error: BaseException) -> bool:
    """Say whether a disk was full; some writers give its number only in words."""
    if not isinstance(error, OSError | pl.exceptions.PolarsError):
        return False
    return getattr(error, "errno", None) in FULL or any(f"os error {number}" in str(error) for number in FULL)


def seconds_between() -> float:
    """Give the seconds between checkpoints: `EVERY`, or what the environment says.

    Raises
    ------
    InputError
        The environment says no number, or one below 0.
    """
    told = os.environ.get(VARIABLE, "")
    try:
        seconds = float(told or EVERY)
    except ValueError:
        seconds = -1.0
    if not seconds >= 0:
        raise InputError(f"{VARIABLE}={told}: give the seconds between checkpoints, 0 or more, or leave it out.")
    return seconds


def _begin(path: Path, run: Run, about: Manifest, society: Society | None, choices: list[Choice]) -> Sealed:
    """Write what stands in the folder from the first moment: the law, and what cannot be made again from the order."""
    kept = Sealed(path, MANIFEST, about.model_dump(mode="json"), way_out=WAY_OUT)
    kept.seal()
    copy_law(run.scheme, path / LAW)
    kept.name_all(LAW)
    kept.put(LAW_AS_DATA, json.dumps(dump(run.scheme), ensure_ascii=False, indent=1).encode())
    if society is not None:
        society.save(path / SOCIETY)
        kept.name_all(SOCIETY)
    if choices:
        kept.put_table(CHOICES, pl.DataFrame(choices, schema=list(Choice._fields), orient="row"))
    kept.seal()
    return kept


def _live(run: Run, kept: Sealed, began: float, every: float, watch: Watcher) -> None:
    """Let the weeks pass, write what came of them, and seal the folder."""
    made = time.perf_counter()
    run.life.prepare(lambda done, of: watch(0, 0, f"compiling, once: {done} of {of}"))
    _pass(run, kept.path, every, watch)
    digest, passed = run.digest(), time.perf_counter()
    _finish(run, kept)
    weeks = run.weeks_total + run.values["run.warm_up"]
    kept.seal(
        digest=digest, finished=True,
        timings={"society": round(made - began, 3), "weeks": round(passed - made, 3),
                 "tables": round(time.perf_counter() - passed, 3)},
        citizen_weeks_per_second=round(run.people * weeks / (passed - made)),
        bytes_per_citizen=round(run.nbytes() / run.people, 1),
    )  # fmt: skip
    checkpoint.clear(kept.path / CHECKPOINT)


def _pass(run: Run, path: Path, every: float, watch: Watcher) -> None:
    """Let the weeks pass; checkpoint at the end of a month, now and then and when asked to stop."""
    warm_up = run.values["run.warm_up"]
    total = run.weeks_total + warm_up
    due = time.monotonic() + every
    with stoppable() as asked:
        for week in run.weeks():
            now = "warming up" if week < 0 else f"{run.scheme.day_of(week):%B %Y}"
            watch(week + 1 + warm_up, total, "stopping at the end of the month" if asked() else now)
            began = time.monotonic()
            if week % 4 == 3 and (asked() or began >= due):
                checkpoint.save(run, path / CHECKPOINT)
                over = time.monotonic()
                due = over + (max(every, (SHARE - 1) * (over - began)) if every else 0.0)
                if asked():
                    raise Stopped(asked())


def _finish(run: Run, kept: Sealed) -> None:
    """Write the three tables."""
    bureau = run.panel.bureau
    for name, table in zip(TABLES, checkpoint.gather(run, kept.path / CHECKPOINT), strict=True):
        if name == "ledger":
            table = table.with_columns(pl.lit(bureau).alias("bureau"))
        kept.put_table(f"{name}.parquet", table)
