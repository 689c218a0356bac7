"""Reading law together with the names it points at: deeds, states, happenings, institutions, occupations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demerit.acts import STATES, deeds
from demerit.engine.idle import idle_parts
from demerit.engine.limits import uncarried
from demerit.errors import LawError
from demerit.institutions import happenings, institutions, quantities
from demerit.law import Names, Scheme, load_reform, problems, reformed, remarks
from demerit.law.reading.parsed import loaded
from demerit.society import OCCUPATIONS


def outside() -> Names:
    """Give everything that law may name and does not own."""
    return Names(
        deeds=deeds(),
        states=STATES,
        happenings=happenings(),
        institutions={n: {k.name: (k.low, k.high) for k in one.knobs} for n, one in institutions().items()},
        occupations=OCCUPATIONS,
        quantities=quantities(),
    )


def names() -> dict[str, Any]:
    """Give the same as `demerit.law.load` takes it."""
    return outside()._asdict()


def read(name_or_path: str | Path) -> Scheme:
    """Read a scheme, with every name in it checked.

    Raises
    ------
    LawError
        With every mistake of every file.
    UnknownName
        There is no such scheme.
    """
    return loaded(name_or_path, outside())


def all_idle(name_or_path: str | Path) -> tuple[str, ...]:
    """Give every part of a scheme that can never act, each with its place and what to do about it."""
    return tuple(remarks(name_or_path, idle_parts))


def all_mistakes(name_or_path: str | Path) -> tuple[str, ...]:
    """Give every mistake of a scheme, of the scheme that holds a file, or of a reform's file."""
    return tuple(problems(name_or_path, **names(), beyond=uncarried))


def fits(reform: str, scheme: Scheme) -> bool:
    """Say whether a scheme has all that a reform changes."""
    try:
        reformed(scheme, load_reform(reform), outside())
    except LawError:
        return False
    return True
