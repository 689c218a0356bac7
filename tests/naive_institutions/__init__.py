"""The institutions of the naive twin: one file each, with `touch` and `show` in plain ints."""

from __future__ import annotations

import importlib
from types import ModuleType


def twin_of(name: str) -> ModuleType:
    """Give the plain-Python twin of an institution."""
    return importlib.import_module(f"tests.naive_institutions.{name}")
