"""Acts, measures and charts of one's own: Python that is run only because the user named its folder."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path

from demerit.base.compiled import sources_hash
from demerit.errors import DemeritError, InputError

SHELVES = {"acts": "demerit.acts", "measures": "demerit.measures", "charts": "demerit.report.charts"}
"""Folder inside the named one -> the package whose list it lengthens."""


_added: dict[str, bytes] = {}


def code() -> str:
    """Give a hash of all code that decides a run: the package's, and what was added from named folders."""
    own = b"".join(name.encode() + content for name, content in sorted(_added.items()))
    return sources_hash() + (f"+{hashlib.blake2b(own, digest_size=4).hexdigest()}" if own else "")


def add(folder: Path) -> list[str]:
    """Put the files of ``folder/acts``, ``folder/measures`` and ``folder/charts`` beside those that come with demerit.

    Returns
    -------
    names
        What was added, as ``acts/NAME``.

    Raises
    ------
    InputError
        There is no such folder, nothing in it, a name that is taken, or a file that cannot be run.
    """
    if not folder.is_dir():
        raise InputError(f"--with {folder}: there is no such folder.")
    added = []
    for shelf, package in SHELVES.items():
        found = sorted(file.stem for file in (folder / shelf).glob("[!_]*.py"))
        if not found:
            continue
        home = importlib.import_module(package)
        taken = [name for name in found if (Path(home.__path__[0]) / f"{name}.py").exists()]
        if taken:
            raise InputError(f"--with {folder}: {shelf}/{taken[0]}.py has the name of one that comes with demerit.")
        home.__path__.append(str((folder / shelf).resolve()))
        for name in found:
            _try(folder / shelf / f"{name}.py", f"{package}.{name}", name)
            _added[f"{shelf}/{name}"] = (folder / shelf / f"{name}.py").read_bytes()
        added += [f"{shelf}/{name}" for name in found]
    if not added:
        raise InputError(
            f"--with {folder}: nothing to add. It needs a folder {', '.join(SHELVES)} with a file in it; "
            "`demerit new act NAME` writes one."
        )
    return added


def _try(file: Path, module: str, name: str) -> None:
    """Import a file, and say in words why it cannot be."""
    try:
        part = getattr(importlib.import_module(module), name, None)
    except DemeritError:
        raise
    except Exception as error:
        raise InputError(f"{file}: it cannot be run: {type(error).__name__}: {error}") from error
    if part is None:
        raise InputError(f"{file}: it defines nothing called {name!r}. The thing a file adds bears the file's name.")
