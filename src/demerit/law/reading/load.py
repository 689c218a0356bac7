"""Reading a scheme: all files, all mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from demerit.errors import LawError
from demerit.law.calendar import calendar_faults
from demerit.law.reading.fit import faults
from demerit.law.reading.gather import Gathered, gather
from demerit.law.reading.messages import known_fields, said, without_names
from demerit.law.reading.names import Knobs, Names
from demerit.law.reading.positions import Mistakes, Path_
from demerit.law.reading.resolve import scheme_folder
from demerit.law.scheme import Scheme

Beyond = Callable[[Scheme], Iterable[tuple[Path_, str]]]
"""What looks for something in a scheme that is sound by itself."""
PLACE = re.compile(r"(.*?):(\d+):(\d+): ", re.S)
"""Where a mistake stands: path, line, column."""


def load(
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
) -> Scheme:
    """Read a scheme by name or folder.

    Parameters
    ----------
    name_or_path
        A name (looked up in ``./schemes`` of the working folder, then in the package) or a folder.
    deeds
        Every deed that citizens can do, as ``act.deed``; None: deeds are not checked.
    states
        Every column that a rule may judge; None: states are not checked.
    working_folder
        Where names are looked up first; None: the current folder.
    happenings
        Everything that institutions let happen, as ``institution.happening``; None where deeds are given: nothing.
    institutions
        Every institution -> its knobs -> (lowest, highest value); None: not checked.
    occupations
        What citizens do for a living; None: not checked.
    quantities
        Every quantity that institutions report -> the happening that it is reported of; None: not checked.
    beyond
        What else is looked for in a scheme that is sound by itself: gives (where in the scheme, what is wrong).

    Raises
    ------
    LawError
        With every mistake of every file, each as ``file:line:col: what. why. what to do``.
    UnknownName
        Where no scheme bears the name.
    """
    mistakes = Mistakes()
    gathered = gather(scheme_folder(name_or_path, working_folder), mistakes, working_folder)
    names = Names(deeds, states, happenings, institutions, occupations, quantities)
    scheme = judged(gathered, mistakes, names) if gathered.heads else None
    if scheme is not None and not mistakes.found and beyond is not None:
        for where, message in beyond(scheme):
            mistakes.add(gathered.place(where), message)
    if mistakes.found or scheme is None:
        raise LawError(_in_order(mistakes.found))
    return scheme


def remarks(name_or_path: str | Path, find: Beyond, working_folder: Path | None = None) -> list[str]:
    """Give what `find` finds in a scheme that is sound, each as ``file:line:col: what``, in the order of the files."""
    noted = Mistakes()
    gathered = gather(scheme_folder(name_or_path, working_folder), noted, working_folder)
    scheme = judged(gathered, noted, Names())
    for where, message in find(scheme) if scheme is not None and not noted.found else ():
        noted.add(gathered.place(where), message)
    return _in_order(noted.found)


def _in_order(found: list[str]) -> list[str]:
    """Sort mistakes by file, line and column, as a reader goes through them."""

    def key(mistake: str) -> tuple[str, int, int]:
        place = PLACE.match(mistake)
        return (place[1], int(place[2]), int(place[3])) if place else (mistake, 0, 0)

    return sorted(found, key=key)


def judged(gathered: Gathered, mistakes: Mistakes, names: Names) -> Scheme | None:
    """Turn a gathered tree into a scheme, noting every mistake; None where its form does not hold."""
    scheme: Scheme | None = None
    try:
        scheme = Scheme.model_validate(gathered.tree)
    except ValidationError as error:
        for finding in error.errors(include_url=False):
            where = _standing(finding["loc"], gathered.tree)
            known = known_fields(Scheme, without_names(finding["loc"]))
            is_key = finding["type"] == "extra_forbidden"
            mistakes.add(gathered.place(where, is_key), said(finding, known))
    for where, message in faults(gathered.tree, names):
        mistakes.add(gathered.place(where), message)
    if scheme is not None and not mistakes.found:
        for where, message in calendar_faults(scheme):
            mistakes.add(gathered.place(where), message)
    return scheme


def _standing(loc: tuple[str | int, ...], tree: Any) -> Path_:
    """Give the steps of a finding that are really in the tree (forms of a choice, like ``deed``, are not)."""
    where: list[str | int] = []
    for step in loc:
        inside = isinstance(tree, Mapping) and step in tree
        if inside or (isinstance(tree, list | tuple) and isinstance(step, int) and step < len(tree)):
            where.append(step)
            tree = tree[step]
    return tuple(where)
