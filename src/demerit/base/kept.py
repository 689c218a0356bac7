"""Compiled code and parsed law, kept: in a folder of the user's; code is read from what came with the package, too.

What is kept has a name and a key; the key is a hash of all that the code was made from, so nothing stale is ever found.
Each file begins with a hash over key and content. One that is damaged, cut off, or lies under another's name is not
used: the code is made anew, and the file written anew. A folder that others can write to is not used at all, for what
lies there is run.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
VARIABLE = "NUMBA_CACHE_DIR"
"""Names the folder of whoever wants another one than the user's cache."""
SHIPPED = "DEMERIT_COMPILED"
"""Names the folder of code that came ready made; empty: none."""
COMPILED = "compiled"
"""The folder of the package in which code comes ready made."""
CODE = "code"
"""The kind of what is kept of loops."""
MOST = 4000
"""Files that stay; those written first go first."""
HASH = 16


def find(name: str, key: str, kind: str = CODE) -> bytes | None:
    """Give what is kept under a name, a key and a kind; None where nothing is that can be used."""
    for place in _places():
        path = place / file_of(name, key, kind)
        try:
            said = path.read_bytes()
        except OSError:
            continue
        content = _opened_as(key, said)
        if content is not None:
            return content
        if place == folder():
            with suppress(OSError):
                path.unlink()
    return None


def file_of(name: str, key: str, kind: str = CODE) -> str:
    """Give the name of the file in which something is kept."""
    return f"{name.replace('/', '-').replace(' ', '-')}-{key}.{kind}"


def sealed(key: str, content: bytes) -> bytes:
    """Give what a file holds: a hash over key and content, and the content."""
    return _hash(key, content) + content


def keep(name: str, key: str, content: bytes, kind: str = CODE) -> None:
    """Keep something; where that cannot be, whoever made it goes on without."""
    path = folder() / file_of(name, key, kind)
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        aside.write_bytes(sealed(key, content))
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def is_kept(name: str, key: str) -> bool:
    """Say whether there is a file of a name and key, be it whole or not."""
    return any((place / file_of(name, key)).is_file() for place in _places())


def is_whole(path: Path, key: str) -> bool:
    """Say whether a file holds what was kept under a key, undamaged."""
    return _opened_as(key, path.read_bytes()) is not None


def leave_halves(process: int) -> None:
    """Remove what a process that was stopped had half written."""
    for half in folder().glob(f"*.{process}.part"):
        with suppress(OSError):
            half.unlink(missing_ok=True)


def _opened_as(key: str, said: bytes) -> bytes | None:
    """Give the content of a file that was kept under a key; None where it is another's or damaged."""
    return said[HASH:] if _hash(key, said[HASH:]) == said[:HASH] else None


def _hash(key: str, content: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + content, digest_size=HASH).digest()


# ---- where ---------------------------------------------------------------------------------------------------------


def _places() -> Iterator[Path]:
    """Give the folders in which kept code is looked for."""
    yield folder()
    shipped = os.environ.get(SHIPPED, str(PACKAGE / COMPILED))
    if shipped and _is_guarded(Path(shipped)):
        yield Path(shipped)


@cache
def _is_guarded(place: Path) -> bool:
    """Say whether code that came ready made can be believed: nobody can write there who cannot change the package."""
    try:
        about, package = place.stat(), PACKAGE.stat()
        like_it = about.st_uid == package.st_uid and not about.st_mode & ~package.st_mode & 0o022
        is_guarded = like_it or is_private(place)
    except OSError:
        return False
    if not is_guarded:
        print(f"{place} can be written by others than you, so code that lies there is not used; "
              "to use it: chmod go-w.", file=sys.stderr)
    return is_guarded


def folder() -> Path:
    """Give the folder in which code is kept.

    Where it cannot be written, or others than the user can write to it, code is kept for this process only.
    """
    named = os.environ.get(VARIABLE)
    shelf = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "demerit"
    return _opened(shelf / "kept")


@cache
def _opened(place: Path) -> Path:
    """Make a folder where there is none, and remove from it what was written long ago."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir(mode=0o700, exist_ok=True)
        if not os.access(place, os.W_OK):
            return _of_this_process()
        if not is_private(place):
            print(f"{place} can be written by others than you, so compiled code is not kept there; "
                  "to use it again: chmod go-w, or name another folder in NUMBA_CACHE_DIR.", file=sys.stderr)
            return _of_this_process()
    except OSError:
        return _of_this_process()
    _prune(place)
    return place


def is_private(place: Path) -> bool:
    """Say whether nobody but the user, and whoever rules the machine, can write in a folder."""
    if not hasattr(os, "getuid"):
        return True
    about = place.stat()
    return about.st_uid in (os.getuid(), 0) and not about.st_mode & 0o022


@cache
def _of_this_process() -> Path:
    """Give a folder that is gone when the process ends."""
    import atexit

    place, mine = tempfile.mkdtemp(prefix="demerit-compiled-"), os.getpid()

    def forget() -> None:
        if os.getpid() == mine:  # a process that was forked off leaves it alone
            shutil.rmtree(place, True)

    atexit.register(forget)
    return Path(place)


def _prune(place: Path) -> None:
    """Remove files written long ago; whoever needs one of them makes it anew."""
    with os.scandir(place) as entries:
        found = list(entries)
    if len(found) <= MOST:
        return
    written = []
    for entry in found:
        with suppress(OSError):  # another process was faster
            written.append((entry.stat().st_mtime, entry.path))
    for _, path in sorted(written)[:-MOST]:
        with suppress(OSError):
            os.remove(path)
