"""What stands where a run is to be written: the run itself, half of it, another one, nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import demerit
from demerit.base.aside import sweep
from demerit.base.sealed import begun, empty
from demerit.engine import checkpoint
from demerit.engine.folder import CHECKPOINT, MANIFEST, Manifest, RunFolder, open_run, read_run
from demerit.errors import RunFolderError
from demerit.lab.order import Order, inputs_of, order_of
from demerit.lab.plugins import code
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.base.sealed import Sealed
    from demerit.law import Scheme


class Standing(NamedTuple):
    """What stands in a folder, or stood there."""

    run: RunFolder | None = None
    """The very run that is asked for, finished."""
    gave_way: bool = False
    """A finished run of another law, version or input file was removed."""
    kept: Sealed | None = None
    """The folder of the very run that is asked for, not finished, with a checkpoint to go on from."""


def standing(order: Order, scheme: Scheme, path: Path, named: bool, resume: bool, made: bool) -> Standing:
    """Give what stands in a folder that this process holds; refuse what must not be overwritten.

    Parameters
    ----------
    named, resume
        The user chose the folder; the user asks to carry on what stands there.
    made
        The folder was not there before.
    """
    if not begun(path, MANIFEST):
        if made and resume and named:
            raise RunFolderError(f"there is no run to resume in {path}. Leave out --resume to start one.")
        sweep(path)
        return Standing()
    if named and not resume:
        raise RunFolderError(
            f"{path} exists already. Choose another --out, add --resume to carry on what is there, or remove it."
        )
    run = read_run(path)
    sweep(path)
    _same_order(order, run, path)
    same = same_ground(order, scheme, run.about)
    if run.about.finished and same:
        checkpoint.clear(path / CHECKPOINT)
        return Standing(open_run(path))
    if named and not same:
        raise RunFolderError(
            f"{path} holds a run of another law, version or input file. Choose another --out, or remove it."
        )
    if same and checkpoint.stands(path / CHECKPOINT):
        return Standing(kept=run.sealed)
    empty(path, MANIFEST)
    return Standing(gave_way=run.about.finished)


def _same_order(order: Order, run: RunFolder, path: Path) -> None:
    """Refuse a folder that holds the run of another order."""
    if order_of(run) != order:
        theirs, ours = run.about.order, order.plain()
        differs = ", ".join(
            f"{k} {theirs.get(k)!r} there, {ours[k]!r} here" for k in ours if not _same(theirs.get(k), ours[k])
        )
        raise RunFolderError(f"{path} holds another run ({differs}). Choose another --out, or give the same options.")


def same_ground(order: Order, scheme: Scheme, manifest: Manifest) -> bool:
    """Say whether law, version and files are still those of the run that stands there."""
    kept = manifest.model_dump()
    now = {"demerit": demerit.__version__, "code": code(), "inputs": inputs_of(order)}
    return all(kept.get(k) == v for k, v in now.items()) and manifest.scheme.get("hash") == scheme_hash(scheme)


def _same(a: Any, b: Any) -> bool:
    """Compare plain data, lists and tuples alike."""

    def plain(x: Any) -> Any:
        return [plain(y) for y in x] if isinstance(x, list | tuple) else x

    return bool(plain(a) == plain(b))


def touch(path: Path) -> None:
    """Make a run that is shown again the newest: what `last` names."""
    with suppress(OSError):
        os.utime(path / MANIFEST)
