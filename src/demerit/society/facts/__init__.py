"""Published figures that societies are made from.

Small tables, each with its source and grade in its first lines.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of ``facts/<name>.csv``; lines that start with # say the source and are left out."""
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def ground(name: str) -> str:
    """Give what the head of ``facts/<name>.csv`` says of its sources and grade."""
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return " ".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
