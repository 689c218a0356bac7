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
from typing import TYPE_CHECKING, Any

import polars as pl

import demerit
from demerit.engine import checkpoint
from demerit.engine.backends.cpu import cores
from demerit.engine.folder import (
    FORMAT,
    TABLES,
    Manifest,
    RunFolder,
    new_folder,
    open_run,
    read_manifest,
    remove,
    write_bytes,
    write_manifest,
    write_table,
)
from demerit.engine.run import Run
from demerit.errors import DemeritError, RunFolderError
from demerit.lab.order import Order, choices_of, order_from, scheme_of, society_of
from demerit.law import copy_law, dump, scheme_hash

if TYPE_CHECKING:
    from types import FrameType

    from demerit.law import Scheme
    from demerit.society import Society

PARTS = ("numpy", "numba", "llvmlite", "polars", "pydantic")
EVERY = 52
"""Weeks between checkpoints."""
LARGE = 20_000_000
"""Citizen-weeks below which a run is so short that it begins again rather than keep checkpoints."""


class Interrupted(DemeritError):
    """The user stopped the run; it resumes."""


@dataclass(frozen=True)
class Done:
    """What a run came to."""

    folder: RunFolder
    seconds: float
    again: bool
    """The run was there already, and was not done again."""


Watcher = Callable[[int, int, str], None]
"""Told of (weeks passed, weeks in all, what is going on)."""


def no_watcher(done: int, total: int, what: str) -> None:
    """Watch nothing."""


def default_out(order: Order) -> Path:
    """Give the folder of a run whose order names none."""
    return Path("runs") / f"{Path(order.scheme).name}-{order.short_hash()}"


def perform(order: Order, out: Path | None = None, *, resume: bool = False, threads: int = 0,
            watch: Watcher = no_watcher, society: Society | None = None, panel: tuple[int, ...] = (),
            panel_size: int | None = None) -> Done:
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
    known = _standing(order, path, out is not None, resume)
    if known is not None:
        return Done(known, 0.0, True)
    began = time.perf_counter()
    scheme, behaviour = scheme_of(order)
    choices = choices_of(order)
    society = society or society_of(order)
    extra = {} if panel_size is None else {"panel_size": panel_size}
    run = Run(scheme, society, seed=order.seed, weeks=scheme.weeks if order.weeks is None else order.weeks,
              threads=threads, settings=behaviour, choices=choices, panel=panel, placebo=order.placebo, **extra)
    fresh = not path.exists()
    if fresh:
        new_folder(path)
    try:
        manifest = _manifest(order, run, society, threads)
        if fresh:
            _write_law(path, scheme, manifest, society if order.ties or order.society else None)
        else:
            checkpoint.restore_into(run, path / "checkpoint")
        del society
        made = time.perf_counter()
        _pass(run, path, watch)
        digest = run.digest()
        passed = time.perf_counter()
        _finish(run, path)
    except BaseException as error:
        run.close()
        if not (path / "checkpoint" / "state").exists():
            remove(path)
            _prune(path)
        if isinstance(error, Interrupted):
            raise _resumable(path) from None
        raise
    run.close()
    weeks = run.weeks_total + run.values["run.warm_up"]
    manifest = manifest.model_copy(update={
        "digest": digest, "finished": True,
        "timings": {"society": round(made - began, 3), "weeks": round(passed - made, 3),
                    "tables": round(time.perf_counter() - passed, 3)},
        "citizen_weeks_per_second": round(run.n * weeks / (passed - made)),
        "bytes_per_citizen": round(run.nbytes() / run.n, 1),
    })
    write_manifest(path, manifest)
    checkpoint.clear(path / "checkpoint")
    return Done(open_run(path), time.perf_counter() - began, False)


def _standing(order: Order, path: Path, named: bool, resume: bool) -> RunFolder | None:
    """Give the finished run that stands in the folder already; refuse what must not be overwritten."""
    if not path.exists():
        if resume and named:
            raise RunFolderError(f"there is no run to resume in {path}. Leave out --resume to start one.")
        return None
    if named and not resume:
        new_folder(path)
    manifest = read_manifest(path)
    if order_from(manifest.order) != order:
        theirs, ours = manifest.order, order.plain()
        differs = ", ".join(f"{k} {theirs.get(k)!r} there, {ours[k]!r} here" for k in ours if not _same(theirs.get(k), ours[k]))
        raise RunFolderError(f"{path} holds another run ({differs}). Choose another --out, or give the same options.")
    if manifest.finished and _same_law(order, manifest):
        return open_run(path)
    if manifest.finished or not (path / "checkpoint" / "state").exists() or not _same_law(order, manifest):
        if named and manifest.finished:
            raise RunFolderError(f"{path} holds a run of another law or version. Choose another --out.")
        remove(path)
    return None


def _same_law(order: Order, manifest: Manifest) -> bool:
    """Say whether the law and the version are still those of the run that stands there."""
    return manifest.demerit == demerit.__version__ and manifest.scheme.get("hash") == scheme_hash(scheme_of(order)[0])


def _same(a: Any, b: Any) -> bool:
    """Compare plain data, lists and tuples alike."""
    def plain(x: Any) -> Any:
        return [plain(y) for y in x] if isinstance(x, list | tuple) else x

    return bool(plain(a) == plain(b))


def _resumable(path: Path) -> Interrupted:
    """Give the message of a run that was stopped."""
    if path.exists():
        return Interrupted(f"stopped; what was done is kept. The same command with `--out {path} --resume` carries it on.")
    return Interrupted("stopped before the first month was over; nothing is left behind.")


def _prune(path: Path) -> None:
    """Remove the folder above a removed run where it is empty and ours."""
    if path.parent.name == "runs" and path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()


def _manifest(order: Order, run: Run, society: Society, threads: int) -> Manifest:
    """Give the manifest of a run that begins."""
    scheme = run.scheme
    return Manifest(
        format=FORMAT, demerit=demerit.__version__,
        versions={"python": platform.python_version(), **{part: version(part) for part in PARTS}},
        scheme={"name": scheme.name, "title": scheme.title, "hash": scheme_hash(scheme), "world": scheme.world},
        society={"name": society.name, "people": society.people, "hash": society.hash(), "recipe": society.recipe},
        order=order.plain(), seed=order.seed, weeks=run.weeks_total, start=scheme.start.isoformat(),
        panel=len(run.panel.ids), placebo=order.placebo, threads=threads or cores(),
    )


def _write_law(path: Path, scheme: Scheme, manifest: Manifest, society: Society | None) -> None:
    """Write what stands in the folder from the first moment: the law, the society where it cannot be made again."""
    write_manifest(path, manifest)
    copy_law(scheme, path / "scheme")
    write_bytes(path / "scheme.json", json.dumps(dump(scheme), ensure_ascii=False, indent=1).encode())
    if society is not None:
        society.save(path / "society")


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C ask for a stop instead of breaking a week in the middle."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
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
            watch(week + 1 + warm_up, total, "warming up" if week < 0 else run.scheme.day_of(week).isoformat())
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
