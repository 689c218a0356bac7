"""Carry out an order: make the society, let the weeks pass, leave a run folder that resumes whatever happens."""

from __future__ import annotations

import json
import platform
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import demerit
from demerit.engine import checkpoint
from demerit.engine.backends.threads import cores
from demerit.engine.choices import Choice
from demerit.engine.folder import (
    FORMAT,
    FULL,
    TABLES,
    Manifest,
    RunFolder,
    new_folder,
    open_run,
    remove,
    write_bytes,
    write_manifest,
    write_table,
)
from demerit.engine.run import PANEL, Run
from demerit.errors import DemeritError, SpaceError
from demerit.lab.choosing import choices_of
from demerit.lab.months import whole_months
from demerit.lab.order import Order, inputs_of, scheme_of, society_of
from demerit.lab.plugins import code
from demerit.lab.standing import first_missing, prune, standing, touch
from demerit.law import copy_law, dump, scheme_hash

if TYPE_CHECKING:
    from types import FrameType

    from demerit.law import Scheme
    from demerit.society import Society

PARTS = ("numpy", "numba", "llvmlite", "polars", "pydantic")
CHOICES = "choices.parquet"
"""Decisions taken from outside, kept so that the run can be done again."""
EVERY = 52
"""Weeks between checkpoints."""
LARGE = 20_000_000
"""Citizen-weeks below which a run is so short that it begins again rather than keep checkpoints."""


class Interrupted(DemeritError):  # noqa: N818 - reads as what happened
    """The user stopped the run; it resumes."""


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
        0 takes all cores; results do not depend on it.
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
    began = time.perf_counter()
    scheme, behaviour = scheme_of(order)
    choices = choices_of(order)
    known, gave_way = standing(order, scheme, path, named, resume)
    if known is not None:
        touch(path)
        return Done(known, 0.0, True)
    if society is None:
        watch(0, 0, "making the society")
        society = society_of(order)
    run = Run(scheme, society, seed=order.seed, weeks=whole_months(order.weeks or scheme.weeks),
              threads=threads, settings=behaviour, choices=choices, panel=panel, placebo=order.placebo,
              panel_size=PANEL if panel_size is None else panel_size)
    fresh = not path.exists()
    above = first_missing(path)
    if fresh:
        new_folder(path)
    try:
        manifest = _manifest(order, run, society, threads)
        if fresh:
            _write_law(path, scheme, manifest, society if order.ties or order.society else None, choices)
        else:
            checkpoint.restore_into(run, path / "checkpoint")
        del society
        made = time.perf_counter()
        run.life.prepare(lambda done, of: watch(0, 0, f"compiling, once: {done} of {of}"))
        _pass(run, path, watch)
        digest = run.digest()
        passed = time.perf_counter()
        _finish(run, path)
    except BaseException as error:
        run.close()
        if not (path / "checkpoint" / "state").exists():
            remove(path)
            prune(path, above)
        if isinstance(error, Interrupted):
            raise _resumable(path, named) from None
        if _is_full(error):
            raise SpaceError(f"no space left to write {path}. Make room, or choose another --out.") from error
        raise
    run.close()
    weeks = run.weeks_total + run.values["run.warm_up"]
    manifest = manifest.model_copy(update={
        "digest": digest, "finished": True,
        "timings": {"society": round(made - began, 3), "weeks": round(passed - made, 3),
                    "tables": round(time.perf_counter() - passed, 3)},
        "citizen_weeks_per_second": round(run.people * weeks / (passed - made)),
        "bytes_per_citizen": round(run.nbytes() / run.people, 1),
    })
    write_manifest(path, manifest)
    checkpoint.clear(path / "checkpoint")
    return Done(open_run(path), time.perf_counter() - began, False, gave_way)


def _resumable(path: Path, named: bool) -> Interrupted:
    """Give the message of a run that was stopped."""
    if not path.exists():
        return Interrupted("stopped before the first month was over; nothing is left behind.")
    again = f"The same command with `--out {path} --resume`" if named else "The same command again"
    return Interrupted(f"stopped; what was done is kept in {path}. {again} carries it on.")


def _is_full(error: BaseException) -> bool:
    """Say whether a disk was full; some writers give its number only in words."""
    if not isinstance(error, OSError | pl.exceptions.PolarsError):
        return False
    return getattr(error, "errno", None) in FULL or any(f"os error {number}" in str(error) for number in FULL)


def _manifest(order: Order, run: Run, society: Society, threads: int) -> Manifest:
    """Give the manifest of a run that begins."""
    scheme = run.scheme
    return Manifest(
        format=FORMAT, demerit=demerit.__version__,
        versions={"python": platform.python_version(), **{part: version(part) for part in PARTS}},
        scheme={"name": scheme.name, "title": scheme.title, "hash": scheme_hash(scheme), "world": scheme.world},
        society={"name": society.name, "people": society.people, "adults": society.adults,
                 "hash": society.hash(), "recipe": society.recipe},
        order=order.plain(), seed=order.seed, weeks=run.weeks_total, start=scheme.start.isoformat(),
        panel=len(run.panel.ids), placebo=order.placebo, threads=threads or cores(),
        code=code(), inputs=inputs_of(order),
    )


def _write_law(path: Path, scheme: Scheme, manifest: Manifest, society: Society | None,
               choices: list[Choice]) -> None:
    """Write what stands in the folder from the first moment: the law, and what cannot be made again from the order."""
    write_manifest(path, manifest)
    copy_law(scheme, path / "scheme")
    write_bytes(path / "scheme.json", json.dumps(dump(scheme), ensure_ascii=False, indent=1).encode())
    if society is not None:
        society.save(path / "society")
    if choices:
        write_table(path / CHOICES, pl.DataFrame(choices, schema=list(Choice._fields), orient="row"))


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C ask for a stop instead of breaking a week in the middle; a second one breaks it."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    try:
        before = signal.signal(signal.SIGINT, ask)
    except ValueError:
        yield lambda: False
        return
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _pass(run: Run, path: Path, watch: Watcher) -> None:
    """Let the weeks pass; checkpoint every year of large runs, and at the end of the month when asked to stop."""
    warm_up = run.values["run.warm_up"]
    total = run.weeks_total + warm_up
    large = run.n * total > LARGE
    with _stoppable() as asked:
        for week in run.weeks():
            now = "warming up" if week < 0 else f"{run.scheme.day_of(week):%B %Y}"
            watch(week + 1 + warm_up, total, "stopping at the end of the month" if asked() else now)
            month_over = week % 4 == 3
            if month_over and (asked() or (large and week > 0 and (week + 1) % EVERY == 0)):
                checkpoint.save(run, path / "checkpoint")
                if asked():
                    raise Interrupted


def _finish(run: Run, path: Path) -> None:
    """Write the three tables."""
    bureau = run.panel.bureau
    for name, table in zip(TABLES, checkpoint.gather(run, path / "checkpoint"), strict=True):
        if name == "ledger":
            table = table.with_columns(pl.lit(bureau).alias("bureau"))
        write_table(path / f"{name}.parquet", table)
