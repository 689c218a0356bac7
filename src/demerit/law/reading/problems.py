"""Checking what somebody wrote: a scheme, one of its files, or a reform."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from demerit.errors import LawError
from demerit.law.reading.load import load
from demerit.law.reading.load_reform import load_reform


def _home(path: Path) -> Path | None:
    """Give the scheme folder in which a file or folder stands."""
    return next((p for p in (path, *list(path.parents)[:2]) if (p / "scheme.yaml").is_file()), None)


def problems(
    name_or_path: str | Path,
    deeds: Collection[str] | None = None,
    states: Collection[str] | None = None,
    working_folder: Path | None = None,
) -> list[str]:
    """Give every mistake of a scheme, of the scheme that holds a file, or of a reform's file.

    Raises
    ------
    UnknownName
        Where there is no such scheme or file.
    """
    base = working_folder or Path.cwd()
    path = base / Path(name_or_path).expanduser()
    try:
        if path.is_file() and _home(path) is None and path.suffix == ".yaml":
            load_reform(path, working_folder)
        elif path.exists() and (home := _home(path)) is not None:
            load(home, deeds, states, working_folder)
        else:
            load(name_or_path, deeds, states, working_folder)
    except LawError as error:
        return list(error.mistakes)
    return []
