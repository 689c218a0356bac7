"""Checking what somebody wrote: a scheme, one of its files, or a reform."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

from demerit.errors import LawError
from demerit.law.reading.load import Beyond, load
from demerit.law.reading.load_reform import load_reform
from demerit.law.reading.names import Knobs


def _home(path: Path) -> Path | None:
    """Give the scheme folder in which a file or folder stands."""
    return next((p for p in (path, *list(path.parents)[:2]) if (p / "scheme.yaml").is_file()), None)


def problems(
    name_or_path: str | Path,
    deeds: Collection[str] | None = None,
    states: Collection[str] | None = None,
    working_folder: Path | None = None,
    *,
    happenings: Collection[str] | None = None,
    institutions: Mapping[str, Knobs] | None = None,
    occupations: Collection[str] | None = None,
    quantities: Mapping[str, str] | None = None,
    beyond: Beyond | None = None,
) -> list[str]:
    """Give every mistake of a scheme, of the scheme that holds a file, or of a reform's file; names as for `load`.

    Raises
    ------
    UnknownName
        Where there is no such scheme or file.
    """
    read = partial(
        load,
        deeds=deeds,
        states=states,
        working_folder=working_folder,
        happenings=happenings,
        institutions=institutions,
        occupations=occupations,
        quantities=quantities,
        beyond=beyond,
    )
    base = working_folder or Path.cwd()
    path = base / Path(name_or_path).expanduser()
    try:
        if path.is_file() and _home(path) is None and path.suffix == ".yaml":
            load_reform(path, working_folder)
        elif path.exists() and (home := _home(path)) is not None:
            read(home)
        else:
            read(name_or_path)
    except LawError as error:
        return list(error.mistakes)
    return []
