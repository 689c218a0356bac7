"""What stands where a run is to be written: the run itself, half of it, another one, nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import demerit
from demerit.engine.folder import Manifest, RunFolder, new_folder, open_run, read_manifest, remove
from demerit.errors import RunFolderError
from demerit.lab.order import Order, inputs_of, order_from
from demerit.lab.plugins import code
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.law import Scheme


class Standing(NamedTuple):
    """What stands in a folder, or stood there."""

    run: RunFolder | None
    """The very run that is asked for, finished."""
    gave_way: bool = False
    """A finished run of another law, version or input file was removed."""


def standing(order: Order, scheme: Scheme, path: Path, named: bool, resume: bool) -> Standing:
    """Give the finished run that stands in the folder already; refuse what must not be overwritten."""
    if not path.exists():
        if resume and named:
            raise RunFolderError(f"there is no run to resume in {path}. Leave out --resume to start one.")
        return Standing(None)
    if named and not resume:
        new_folder(path)
    manifest = read_manifest(path)
    if order_from(manifest.order) != order:
        theirs, ours = manifest.order, order.plain()
        differs = ", ".join(
            f"{k} {theirs.get(k)!r} there, {ours[k]!r} here" for k in ours if not _same(theirs.get(k), ours[k])
        )
        raise RunFolderError(f"{path} holds another run ({differs}). Choose another --out, or give the same options.")
    same = same_ground(order, scheme, manifest)
    if manifest.finished and same:
        return Standing(open_run(path))
    if named and not same:
        raise RunFolderError(
            f"{path} holds a run of another law, version or input file. Choose another --out, or remove it."
        )
    if not same or not (path / "checkpoint" / "state").exists():
        remove(path)
    return Standing(None, manifest.finished and not same)


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


def first_missing(path: Path) -> Path:
    """Give the uppermost folder that has to be made for `path`."""
    path = path.absolute()
    return next((p for p in reversed((path, *path.parents)) if not p.exists()), path)


def prune(path: Path, above: Path) -> None:
    """Remove the folders above a removed run that were made for it alone."""
    for folder in path.absolute().parents:
        if not folder.is_relative_to(above) or any(folder.iterdir()):
            return
        folder.rmdir()


def touch(path: Path) -> None:
    """Make a run that is shown again the newest: what `last` names."""
    with suppress(OSError):
        os.utime(path / "manifest.json")
