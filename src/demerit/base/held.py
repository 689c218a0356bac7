"""Holding a folder: one process at a time writes in it. The lock is the system's and ends with whoever holds it."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from demerit.base.aside import FULL
from demerit.errors import RunFolderError, SpaceError

TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}
PATIENCE = 0.5
"""Seconds for which a lock is asked for again: whoever only looks whether it is taken holds it for a moment."""
_HELD: set[int] = set()
"""Folders that this process holds, as open files."""


def _let_go() -> None:
    """Let go in a child made by forking: a lock ends with the process that took it."""
    for descriptor in _HELD:
        with suppress(OSError):
            os.close(descriptor)
    _HELD.clear()


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold a folder, making it where it is not there; give whether it was made. What is empty afterwards goes again.

    Raises
    ------
    RunFolderError
        Another process is at work there, or the folder cannot be made.
    """
    above = _first_missing(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        descriptor = _locked(path, patience)
    except OSError as error:
        if error.errno in FULL:
            raise SpaceError(f"no space left to make {path}.") from error
        raise RunFolderError(f"{path} cannot be made: {error.strerror}. Choose another --out.") from error
    _HELD.add(descriptor)
    try:
        yield above is not None
    finally:
        if above is not None:
            _remove_empty(path, above)
        if descriptor in _HELD:
            _HELD.remove(descriptor)
            os.close(descriptor)


def _locked(path: Path, patience: float) -> int:
    """Open a folder and lock it; where the disk knows no locks, go without."""
    end = time.monotonic() + patience
    while True:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in TAKEN:
                return descriptor
            os.close(descriptor)
            if time.monotonic() > end:
                raise RunFolderError(
                    f"another process is at work in {path}. Wait until it is done, or choose another --out."
                ) from None
            time.sleep(0.02)
            continue
        with suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        os.close(descriptor)  # its last holder removed it meanwhile
        path.mkdir(parents=True, exist_ok=True)


def is_held(path: Path) -> bool:
    """Say whether a process is at work in a folder."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except OSError as error:
        return error.errno in TAKEN
    finally:
        os.close(descriptor)


def _first_missing(path: Path) -> Path | None:
    """Give the uppermost folder that has to be made for `path`, None where it is there."""
    path = path.absolute()
    return next((p for p in reversed((path, *path.parents)) if not p.exists()), None)


def _remove_empty(path: Path, above: Path) -> None:
    """Remove a folder and those above it that were made for it alone, as far as nothing lies in them."""
    for folder in (path.absolute(), *path.absolute().parents):
        if not folder.is_relative_to(above):
            return
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return
