"""Which folder a name means: the working folder's own schemes first, then those of the package."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from demerit.errors import UnknownName
from demerit.law.reading.positions import Mistakes, read_page

PACKAGE_SCHEMES = Path(__file__).resolve().parents[2] / "schemes"
"""The schemes and reforms that come with the package."""
REFORMS = "reforms"


class Listed(NamedTuple):
    """One entry of a list: what it is called, what it is, where it stands."""

    name: str
    summary: str
    path: Path


def _shelves(working_folder: Path | None) -> list[Path]:
    return [(working_folder or Path.cwd()) / "schemes", PACKAGE_SCHEMES]


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name


def scheme_folder(name_or_path: str | Path, working_folder: Path | None = None) -> Path:
    """Give the folder of a scheme.

    A path (whatever holds a separator, or is a folder that holds ``scheme.yaml``) is taken as it is; a name
    is looked up in ``./schemes`` of the working folder, then in the package.
    """
    base = working_folder or Path.cwd()
    given = base / Path(name_or_path).expanduser()
    if given.name == "scheme.yaml" and given.is_file():
        return given.parent
    if (given / "scheme.yaml").is_file():
        return given
    name = str(name_or_path)
    if isinstance(name_or_path, Path) or _is_path(name):
        hint = "A scheme is a folder that holds a scheme.yaml; `demerit new scheme NAME` makes one."
        raise UnknownName("scheme folder", name, [], hint)
    for shelf in _shelves(working_folder):
        if (shelf / name / "scheme.yaml").is_file():
            return shelf / name
    known = [listed.name for listed in list_schemes(working_folder)]
    raise UnknownName("scheme", name, known, "`demerit list schemes` shows them all.")


def reform_file(name_or_path: str | Path, working_folder: Path | None = None) -> Path:
    """Give the file of a reform: a path to a ``.yaml`` file, or a name looked up as schemes are."""
    base = working_folder or Path.cwd()
    given = base / Path(name_or_path).expanduser()
    if given.suffix == ".yaml" and given.is_file():
        return given
    for shelf in _shelves(working_folder):
        path = shelf / REFORMS / f"{name_or_path}.yaml"
        if path.is_file():
            return path
    known = [listed.name for listed in list_reforms(working_folder)]
    raise UnknownName("reform", str(name_or_path), known, "`demerit list reforms` shows them all.")


def _summary(path: Path) -> str:
    page = read_page(path, Mistakes(), path.parent)
    return str(page.tree.get("summary", "")) if page else ""


def list_schemes(working_folder: Path | None = None) -> list[Listed]:
    """Give every scheme that a name can mean, sorted by name; the working folder's hide the package's."""
    found: dict[str, Listed] = {}
    for shelf in reversed(_shelves(working_folder)):
        for path in sorted(shelf.glob("*/scheme.yaml")):
            found[path.parent.name] = Listed(path.parent.name, _summary(path), path.parent)
    return [found[name] for name in sorted(found)]


def list_reforms(working_folder: Path | None = None) -> list[Listed]:
    """Give every reform that a name can mean, sorted by name."""
    found: dict[str, Listed] = {}
    for shelf in reversed(_shelves(working_folder)):
        for path in sorted((shelf / REFORMS).glob("*.yaml")):
            found[path.stem] = Listed(path.stem, _summary(path), path)
    return [found[name] for name in sorted(found)]
