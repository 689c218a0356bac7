"""A scheme written in a page: read by the loader that reads files, told with line and column, kept for a run."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path

from demerit.app.line import Refusal
from demerit.lab.reading import all_mistakes
from demerit.law.reading.resolve import scheme_folder

PARTS = "rules|gates|registers|bureaus|institutions|news|tips|accounts"
FILE = re.compile(rf"(?:scheme|sources)\.yaml|(?:{PARTS})/[a-z][a-z0-9_]{{0,47}}\.yaml")
"""What a file of a scheme may be called: no other path is ever written."""
MOST_FILES, LARGEST = 120, 60_000
"""Files of a scheme; characters of all of them together."""
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
    return folder if OWN.fullmatch(name) and folder.is_dir() else None


def files_of(name: str) -> dict[str, str]:
    """Give a scheme of the package as files, to begin with."""
    from demerit.law.reading.resolve import PACKAGE_SCHEMES

    folder = PACKAGE_SCHEMES.parent / "law" / "templates" / "scheme" if name == TEMPLATE else scheme_folder(name)
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    return {name: text for name, text in sorted(found.items()) if FILE.fullmatch(name)}


def write(files: dict[str, str]) -> tuple[str, list[str]]:
    """Keep a scheme, and give its name and every mistake as ``file:line:col: what, why, what to do``.

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
    folder = shelf() / name
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    mistakes = [one.replace(f"{folder}/", "") for one in all_mistakes(folder)]
    return name, mistakes
