"""The folder is the list: what a package offers is what its folder holds."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from demerit.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

T = TypeVar("T")

_REMEMBERED: list[Any] = []


def remembered(function: Callable[[], T]) -> Callable[[], T]:
    """Work out once what follows from the lists, and anew when one of them has become longer (`forget`)."""
    kept = cache(function)
    _REMEMBERED.append(kept)
    return kept


def forget() -> None:
    """Forget what followed from the lists as they were."""
    for kept in _REMEMBERED:
        kept.cache_clear()


def modules(package: ModuleType) -> list[str]:
    """Give the names of the public modules in `package`, sorted; a leading underscore hides one."""
    return sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))


def parts(package: ModuleType, kind: type[T]) -> dict[str, T]:
    """Give every part of the type `kind` that a module of `package` defines under its own name.

    The module ``speak`` of the package ``acts`` is expected to define ``speak``; a module that defines nothing
    of the kind under its name is no part and is left out.
    """
    found: dict[str, T] = {}
    for name in modules(package):
        part = getattr(importlib.import_module(f"{package.__name__}.{name}"), name, None)
        if isinstance(part, kind):
            found[name] = part
    return found


def part(package: ModuleType, kind: type[T], name: str, noun: str) -> T:
    """Give one part by name, or raise `UnknownName` with the nearest names."""
    found = parts(package, kind)
    if name not in found:
        raise UnknownName(noun, name, found)
    return found[name]
