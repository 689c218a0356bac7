"""A scheme written in a page: read by the loader that reads files, told with line and column, kept for a run."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from demerit.app.line import Refusal
from demerit.lab.reading import all_mistakes
from demerit.law.reading.resolve import scheme_folder

PARTS = "rules|gates|registers|bureaus|institutions|news|tips|accounts"
FILE = re.compile(rf"(?:scheme|sources)\.yaml|(?:{PARTS})/[a-z][a-z0-9_]{{0,47}}\.yaml")
"""What a file of a scheme may be called: no other path is ever written."""
MOST_FILES, LARGEST = 300, 250_000
"""Files of a scheme; characters of all of them together. The largest of the package has 137 and 84,290."""
BYTES = 1024 * 1024
"""Bytes of the largest request that brings a law: characters of up to four bytes, and what JSON adds."""
SHELVED = 64
"""Laws without a mistake that are kept, those that were read or run last."""
OWN = re.compile(r"own_[0-9a-f]{16}")
TEMPLATE = "template"


@cache
def shelf() -> Path:
    """Give the folder in which written schemes lie while the server runs; it goes with it."""
    kept = tempfile.TemporaryDirectory(prefix="demerit-laws-")
    _KEPT.append(kept)
    return Path(kept.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def own_folder(name: str) -> Path | None:
    """Give where a scheme lies that was written in a page; None where none of that name was."""
    folder = shelf() / name
    if not OWN.fullmatch(name) or not folder.is_dir():
        return None
    with suppress(OSError):
        os.utime(folder)
    return folder


def files_of(name: str) -> dict[str, str]:
    """Give a scheme of the package as files, to begin with."""
    from demerit.law.reading.resolve import PACKAGE_SCHEMES

    folder = PACKAGE_SCHEMES.parent / "law" / "templates" / "scheme" if name == TEMPLATE else scheme_folder(name)
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    return {name: text for name, text in sorted(found.items()) if FILE.fullmatch(name)}


def zipped(name: str) -> bytes | None:
    """Give a scheme that was written in a page as files in a folder of its name; None where none of that name was."""
    folder = own_folder(name)
    if folder is None:
        return None
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in sorted(folder.rglob("*.yaml")):
            pack.writestr(f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    return made.getvalue()


def write(files: dict[str, str], read: Callable[[Path], Sequence[str]] = all_mistakes) -> tuple[str, list[str]]:
    """Give a scheme's name and every mistake as ``file:line:col: what, why, what to do``; it is kept if it has none.

    Parameters
    ----------
    files
        Name -> text.
    read
        Gives the mistakes of a scheme in a folder.

    Raises
    ------
    Refusal
        It is too large, or a file is called what no part of a scheme is called.
    """
    if len(files) > MOST_FILES or sum(map(len, files.values())) > LARGEST:
        raise Refusal("too_large", f"{MOST_FILES} files, {LARGEST:,} characters")
    for path in files:
        if not FILE.fullmatch(path):
            raise Refusal("no_such_file", path[:80])
    if "scheme.yaml" not in files:
        raise Refusal("no_such_file", "scheme.yaml")
    mark = blake2b(json.dumps(files, sort_keys=True).encode(), digest_size=8).hexdigest()
    name = f"own_{mark}"
    if own_folder(name) is not None:
        return name, []
    with tempfile.TemporaryDirectory(prefix="read-", dir=shelf()) as desk:
        folder = Path(desk) / name
        for path, text in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        mistakes = [one.replace(f"{folder}/", "") for one in read(folder)]
        if not mistakes:
            folder.rename(shelf() / name)
    _tidy()
    return name, mistakes


def _tidy() -> None:
    """Let go of the laws that nobody read or ran for longest, where there are many."""
    kept = sorted(shelf().glob("own_*"), key=lambda folder: folder.stat().st_mtime_ns)
    for folder in kept[:-SHELVED]:
        shutil.rmtree(folder, ignore_errors=True)
