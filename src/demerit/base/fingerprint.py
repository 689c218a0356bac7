"""What compiled code was made from, as a hash: functions, whatever these call, and the constants that they read."""

from __future__ import annotations

import hashlib
import inspect
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np


@cache
def sources_of(file: str) -> str:
    """Give 16 hex digits of one file (blake2b)."""
    return hashlib.blake2b(Path(file).read_bytes(), digest_size=8).hexdigest()


@cache
def fingerprint(function: Any) -> str:
    """Give a hash of a function, of every function that it calls, and of every constant that it reads."""
    digest = hashlib.blake2b(digest_size=8)
    seen: set[int] = set()

    def add(thing: Any) -> None:
        if inspect.isfunction(thing):
            if id(thing) in seen:
                return
            seen.add(id(thing))
            code(thing.__code__)
            digest.update(repr(thing.__defaults__).encode())
            for name, known in _asked(thing):
                digest.update(name.encode())
                add(known)
            for cell in thing.__closure__ or ():
                add(cell.cell_contents)
        elif isinstance(thing, np.ndarray):
            digest.update(thing.dtype.str.encode() + repr(thing.shape).encode() + thing.tobytes())
        elif isinstance(thing, type):
            digest.update(f"{thing.__qualname__}{getattr(thing, '_fields', '')}".encode())
        elif isinstance(thing, frozenset):
            digest.update(repr(sorted(map(repr, thing))).encode())
        elif isinstance(thing, int | str | float | bool | tuple | None):
            digest.update(repr(thing).encode())
        else:
            digest.update(getattr(thing, "__name__", type(thing).__name__).encode())

    def code(made: Any) -> None:
        digest.update(made.co_code + repr(made.co_names + made.co_varnames).encode())
        for constant in made.co_consts:
            if hasattr(constant, "co_code"):
                code(constant)
            elif isinstance(constant, frozenset):
                add(constant)
            elif constant is not function.__doc__ and not (isinstance(constant, str) and "\n" in constant):
                digest.update(repr(constant).encode())

    add(function)
    return digest.hexdigest()


def _names(made: Any) -> tuple[str, ...]:
    return tuple(made.co_names) + tuple(
        name for constant in made.co_consts if hasattr(constant, "co_code") for name in _names(constant))


def _asked(function: Any) -> list[tuple[str, Any]]:
    """Give what a function asks for outside itself, by name; of a module what stands there: it may be a number."""
    names, found = _names(function.__code__), []
    for name in names:
        if name in function.__globals__:
            known = function.__globals__[name]
            found.append((name, known))
            if isinstance(known, ModuleType) and known.__name__.partition(".")[0] != "numpy":
                found += [(one, getattr(known, one)) for one in names if hasattr(known, one)]
    return found
