"""Files that are written aside, synced and renamed, so that nothing is ever half there; and what is left of some."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import IO, Any

from demerit.base.number_of import number_of
from demerit.errors import RunFolderError, SpaceError

FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
"""Numbers of errors that say that a disk is full."""
ASIDE = re.compile(r"\..+\.\d+\.part")
"""Names of files that are being written: a dot, the name to come, the process."""


def hash_of(chunks: Iterable[Any]) -> str:
    """Give 32 hex digits of what comes in pieces (blake2b)."""
    digest = hashlib.blake2b(digest_size=16)
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def write(path: Path, chunks: Iterable[Any], sync: bool = True) -> str:
    """Write a file aside, let the disk have it, and only then give it its name; give the hash of its bytes.

    Raises
    ------
    SpaceError
        The disk is full.
    RunFolderError
        The folder cannot be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    digest, size = hashlib.blake2b(digest_size=16), 0
    try:
        with _own(aside) as file:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            if sync:
                os.fsync(file.fileno())
            aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        if error.errno in FULL:
            raise SpaceError(
                f"no space left to write {path} ({number_of(size, 'byte')} so far). Make room, or choose another --out."
            ) from error
        raise RunFolderError(f"{path} cannot be written: {error.strerror}. Choose another --out.") from error
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


@contextmanager
def _own(aside: Path) -> Iterator[IO[bytes]]:
    """Open a file that is written aside, locked so that nobody takes it for one left behind."""
    while True:
        with aside.open("wb") as file:
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_nlink:  # whoever swept it just now took the name away
                yield file
                return


def sweep(folder: Path, name: str | None = None) -> None:
    """Remove what was being written by processes that are no more: everywhere below a folder, or of one file in it."""
    for part in folder.rglob(".*.part") if name is None else folder.glob(f".{escape(name)}.*.part"):
        with suppress(OSError):
            if ASIDE.fullmatch(part.name) and part.is_file():
                with part.open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    part.unlink()
