"""What the three verbs that open a server have in common: the parts of the web are asked for only here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from demerit.errors import InputError


@contextmanager
def told_of() -> Iterator[ModuleType]:
    """Give what opens servers, or say which package it lacks."""
    try:
        from demerit.app import opening
    except ModuleNotFoundError as error:
        raise InputError(f"the pages need the package {error.name}: pip install 'demerit[app]'.") from error
    yield opening
