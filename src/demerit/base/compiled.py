"""Where compiled kernels are kept: one folder for each state of the sources, so that nothing stale is ever run.

Numba notices a change only in the file of the function it kept, not in what that file imports. So the folder's name
holds a hash of all sources that compile; a changed source finds an empty folder and compiles anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
COMPILES = ("base", "acts", "institutions", "engine", "society")
"""Packages whose modules hold kernels, or numbers that kernels freeze in."""
KEPT = 6
"""Folders of older sources that stay; those least lately used go first."""
LOOPS = 2000
"""Files of kept loops that stay; those written first go first."""
VARIABLE = "NUMBA_CACHE_DIR"


@cache
def sources_hash(packages: tuple[str, ...] = COMPILES) -> str:
    """Give 16 hex digits that differ wherever the sources in some packages differ (blake2b)."""
    digest = hashlib.blake2b(digest_size=8)
    for package in packages:
        for folder, inside, files in os.walk(PACKAGE / package):
            inside[:] = sorted(name for name in inside if name != "__pycache__")
            for name in sorted(files):
                if name.endswith(".py"):
                    path = os.path.join(folder, name)
                    digest.update(path[len(str(PACKAGE)) :].encode())
                    with open(path, "rb") as file:
                        digest.update(file.read())
    return digest.hexdigest()


def keep_compiled() -> Path:
    """Tell Numba where to keep what it compiles, and give the folder; to be called before Numba is imported.

    A folder that the user named in ``NUMBA_CACHE_DIR`` is left as it is. Where the user's cache cannot be written,
    what is compiled is kept for this process only.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    shelf = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "demerit"
    folder = shelf / f"compiled-{sources_hash()}"
    try:
        fresh = not folder.is_dir()
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
    except OSError:
        return _tell(_for_this_process())
    if fresh:
        _prune(shelf)
    return _tell(folder if os.access(folder, os.W_OK) else _for_this_process())


@cache
def sources_of(file: str) -> str:
    """Give 16 hex digits of one file (blake2b)."""
    return hashlib.blake2b(Path(file).read_bytes(), digest_size=8).hexdigest()


def keep_loops() -> Path:
    """Give the folder in which loops are kept: their names say what they were compiled from, so all share one.

    Where it cannot be written, loops are kept for this process only.
    """
    folder = keep_compiled().parent / "loops"
    if VARIABLE in os.environ and not keep_compiled().name.startswith("compiled-"):
        folder = keep_compiled() / "loops"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            _prune_loops(folder)
            return folder
    except OSError:
        pass
    return _loops_of_this_process()


@cache
def _loops_of_this_process() -> Path:
    """Give the folder that stands in where nothing can be kept."""
    return _for_this_process()


@cache
def _prune_loops(folder: Path) -> None:
    """Remove loops written long ago, once in each process; whoever needs one of them compiles it anew."""
    with os.scandir(folder) as entries:
        found = list(entries)
    if len(found) <= LOOPS:
        return
    written = []
    for entry in found:
        with suppress(OSError):  # another process was faster
            written.append((entry.stat().st_mtime, entry.path))
    for _, path in sorted(written)[:-LOOPS]:
        with suppress(OSError):
            os.remove(path)


def _tell(folder: Path) -> Path:
    """Tell Numba, whether it is there already or not yet."""
    os.environ[VARIABLE] = str(folder)
    config = sys.modules.get("numba.core.config")
    if config is not None:
        setattr(config, "CACHE_DIR", str(folder))  # noqa: B010 - a module has no such attribute for the type checker
    return folder


def _for_this_process() -> Path:
    """Give a folder that is gone when the process ends."""
    import atexit

    folder = tempfile.mkdtemp(prefix="demerit-compiled-")
    atexit.register(shutil.rmtree, folder, True)
    return Path(folder)


def _prune(shelf: Path) -> None:
    """Remove the folders of sources long gone."""
    found = sorted(shelf.glob("compiled-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in found[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
