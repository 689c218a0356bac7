"""The pages of the article as a folder of files that any web server can give, and that open from a disk as well."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit import __version__
from demerit.base.aside import FULL, hash_of
from demerit.errors import InputError, RunFolderError, SpaceError
from demerit.lab.perform import Watcher, no_watcher

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = "article.json"
"""What the folder says of itself: that it is the article's, and the hash of each file."""


def write(folder: Path, names: list[str], page: Callable[[str], str], watch: Watcher = no_watcher) -> None:
    """Write every page aside, then give the folder its name; what was there before of its kind is replaced.

    Parameters
    ----------
    folder
        Where; made where it is not, with those above it.
    names, page
        The files, and what gives each as text.
    watch
        Told how far it is.

    Raises
    ------
    InputError
        There is something else at that place.
    SpaceError, RunFolderError
        The disk is full; the folder cannot be written.
    """
    replaceable(folder)
    aside = folder.parent / f".{folder.name}.{os.getpid()}.part"
    try:
        _fill(aside, names, page, watch)
        _put(aside, folder)
    except OSError as error:
        if error.errno in FULL:
            raise SpaceError(f"no space left to write {folder}. Make room, or choose another folder.") from error
        raise RunFolderError(f"{folder} cannot be written: {error.strerror}. Choose another folder.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(aside: Path, names: list[str], page: Callable[[str], str], watch: Watcher) -> None:
    marks: dict[str, str] = {}
    shutil.rmtree(aside, ignore_errors=True)
    for k, name in enumerate(names):
        watch(k, len(names), "writing the article")
        content = page(name).encode()
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).write_bytes(content)
        marks[name] = hash_of((content,))
    told = {"kind": "article", "demerit": __version__, "files": marks}
    (aside / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _put(aside: Path, folder: Path) -> None:
    """Give the folder written aside its name; one that bears it already goes only then."""
    if not folder.exists():
        aside.rename(folder)
        return
    old = folder.parent / f".{folder.name}.{os.getpid()}.old"
    folder.rename(old)
    try:
        aside.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def replaceable(folder: Path) -> None:
    """Hold that a folder is not there, empty, or made by `write` and nothing else in it.

    Raises
    ------
    InputError
        It is something else.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError(f"{folder} is no folder. Choose another for --html.")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    told = _told(folder)
    if told is None:
        raise InputError(f"{folder} holds something else than the article. Choose another folder for --html.")
    own = {MANIFEST, *told["files"]}
    strange = [path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink()]
    strange = [path for path in strange if path.relative_to(folder).as_posix() not in own]
    if strange:
        raise InputError(
            f"{folder} holds {strange[0].relative_to(folder)} besides the article, which would be lost. Move it away, "
            "or choose another folder for --html."
        )


def _told(folder: Path) -> dict[str, Any] | None:
    """Give what a folder says of itself; None where it is not the article's."""
    with suppress(OSError, ValueError):
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if isinstance(told, dict) and told.get("kind") == "article" and isinstance(told.get("files"), dict):
            return told
    return None
