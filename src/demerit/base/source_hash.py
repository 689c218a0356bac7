"""A hash of the package's own sources: what decides a run belongs to it."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
DECIDE = ("base", "acts", "institutions", "engine", "society")
"""Packages whose modules decide what a run gives."""


@cache
def sources_hash(packages: tuple[str, ...] = DECIDE) -> str:
    """Give 16 hex digits that differ wherever the sources in some packages differ (blake2b)."""
    digest = hashlib.blake2b(digest_size=8)
    for package in packages:
        for folder, inside, files in os.walk(PACKAGE / package):
            inside[:] = sorted(name for name in inside if name != "__pycache__")
            for name in sorted(files):
                if name.endswith(".py"):
                    path = os.path.join(folder, name)
                    digest.update(path[len(str(PACKAGE)) :].encode())
                    with open(path, "rb") as file:
                        digest.update(file.read())
    return digest.hexdigest()
