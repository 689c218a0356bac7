"""Schemes that were read before, kept as they came out: whoever reads the same files again does not parse them again.

What is kept lies under a hash of every file that was read, of the names that the law may point at, of the law's own
sources and of the versions of what reads them. It is in the user's folder of kept things (`base.kept`), sealed by a
hash over key and content: what is damaged, or another's, is parsed again. Only what had no mistake is kept.
"""

from __future__ import annotations

import hashlib
import pickle
import stat
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pydantic

from demerit.base import kept
from demerit.base.source_hash import sources_hash
from demerit.errors import UnknownName
from demerit.law.reading.files import MOST_BYTES, Unreadable, text_of
from demerit.law.reading.load import load
from demerit.law.reading.names import Names
from demerit.law.reading.resolve import scheme_folder
from demerit.law.scheme import FOLDERS, Scheme

SUFFIX = "law"
SOURCES = ("law", "base")
"""Packages whose sources decide what comes of a file."""


_READ: dict[str, Scheme] = {}
"""Key -> the scheme that this process has read: it cannot be changed, so all may have the same."""
MOST = 64
"""Schemes that are held so."""


def loaded(name_or_path: str | Path, names: Names) -> Scheme:
    """Give the scheme that `load` gives, from what was kept of it where its files are the same.

    Raises
    ------
    LawError, UnknownName
        As `load` does.
    """
    folder = scheme_folder(name_or_path)
    key = _key(folder, names)
    if key is None:
        return load(name_or_path, **names._asdict())
    if key in _READ:
        return _READ[key]
    content = kept.find(folder.name, key, SUFFIX)
    scheme = None if content is None else pickle.loads(content)
    if not isinstance(scheme, Scheme):
        scheme = load(name_or_path, **names._asdict())
        kept.keep(folder.name, key, pickle.dumps(scheme, 5), SUFFIX)
    if len(_READ) >= MOST:
        _READ.clear()
    _READ[key] = scheme
    return scheme


def _key(folder: Path, names: Names) -> str | None:
    """Give the hash of all that decides what comes of a folder; None where it lies out of the ordinary."""
    digest = hashlib.blake2b(digest_size=8)
    outside = [sorted(one.items() if isinstance(one, Mapping) else one or ()) for one in names]
    which = [one is None for one in names]
    by = (sources_hash(SOURCES), sys.version_info[:2], pydantic.VERSION, version("ruamel.yaml"))
    digest.update(repr((folder.name, which, outside, by)).encode())
    try:
        for one in _chain(folder):
            for path in _files(one):
                digest.update(repr(path.relative_to(one).as_posix()).encode())
                if path.suffix == ".yaml":
                    content = path.read_bytes()
                    digest.update(repr(len(content)).encode() + content)
    except (OSError, _Odd):
        return None
    return digest.hexdigest()


class _Odd(Exception):  # noqa: N818 - reads as what is so
    """A folder, or a file in it, that is read with more care than a hash of its bytes says."""


def _files(folder: Path) -> list[Path]:
    """Give whatever lies in a scheme's folder and in those of its parts, in order."""
    found = []
    for path in sorted(folder.iterdir()):
        found.append(path)
        if path.name in FOLDERS and path.is_dir():
            found += sorted(path.iterdir())
    for path in (folder, *found):
        about = path.lstat()
        ordinary = stat.S_ISDIR(about.st_mode) or (stat.S_ISREG(about.st_mode) and about.st_size <= MOST_BYTES)
        if not ordinary or (path.suffix == ".yaml" and stat.S_ISDIR(about.st_mode)):
            raise _Odd
    return found


def _chain(folder: Path) -> list[Path]:
    """Give a scheme's folder and that of the scheme which it extends, and so on."""
    chain = [folder]
    while (parent := _extended(chain[-1])) is not None:
        if parent in chain:
            raise _Odd
        chain.append(parent)
    return chain


def _extended(folder: Path) -> Path | None:
    """Give the folder of the scheme that one extends; where this is not plainly written it is odd."""
    try:
        lines = text_of(folder / "scheme.yaml", folder).splitlines()
    except Unreadable as error:
        raise _Odd from error
    said = [line for line in lines if ("extends" in line or "\\" in line) and not line.lstrip().startswith("#")]
    if not said:
        return None
    head, _, parent = said[0].partition(":")
    name = parent.strip()
    if len(said) > 1 or head != "extends" or not name.isidentifier():
        raise _Odd
    try:
        return scheme_folder(name)
    except UnknownName as error:
        raise _Odd from error
