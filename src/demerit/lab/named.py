"""Which run or comparison a word means: a path, a name below ``runs/``, or ``last``."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from demerit.engine.folder import MANIFEST, RunFolder, open_run
from demerit.errors import InputError, RunFolderError
from demerit.lab.compare import open_comparison
from demerit.lab.comparing import COMPARED
from demerit.lab.comparison import Comparison

RUNS = Path("runs")
PARTS = ("b", "placebo")
"""Runs inside a comparison that are there for the sake of another."""


def made(folder: Path = RUNS) -> list[Path]:
    """Give the runs and comparisons below a folder, the newest first."""
    files = [file for name in (MANIFEST, COMPARED) for file in folder.glob(f"**/{name}")]
    found = [file for file in files if not _is_part(file)]
    return [file.parent for file in sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True)]


def newest(folder: Path = RUNS) -> Path:
    """Give the newest run or comparison below a folder: what ``last`` names."""
    found = made(folder)
    if not found:
        raise InputError(f"there is no run in {folder}/ yet. `demerit run article_2015` makes one.")
    return found[0]


def _is_part(file: Path) -> bool:
    """Say whether a manifest is that of a part of a comparison."""
    home = file.parent
    if file.name == COMPARED:
        return False
    inside = (home.parent / "a" / MANIFEST).exists()
    whole = (home.parent / COMPARED).exists()
    return inside and (whole or home.name in PARTS)


def place_named(name: str) -> Path:
    """Give the folder that a word names."""
    if name == "last":
        return newest()
    for path in (Path(name), RUNS / name):
        if any((path / file).exists() for file in (MANIFEST, COMPARED)):
            return path
    if Path(name).is_dir():
        raise RunFolderError(f"{name} is no run folder: it has no {MANIFEST}.")
    known = sorted(file.parent.name for file in RUNS.glob(f"*/{MANIFEST}"))
    near = get_close_matches(name, known, n=2, cutoff=0.5)
    hint = (
        f" Did you mean {' or '.join(near)}?" if near else " `demerit run SCHEME` makes one, `last` names the newest."
    )
    raise RunFolderError(f"there is no run {name}, neither here nor below {RUNS}/.{hint}")


def find_run(name: str) -> RunFolder | None:
    """Give the run that a word names, or None where it names none."""
    if name != "last" and not any((p / MANIFEST).exists() for p in (Path(name), RUNS / name)):
        return None
    return run_named(name)


def run_named(name: str) -> RunFolder:
    """Open the run that a word names; of a comparison, its first side."""
    found = comparison_or_run(name)
    return next(iter(found.runs.values())) if isinstance(found, Comparison) else found


def comparison_or_run(name: str) -> Comparison | RunFolder:
    """Open what a word names, whichever it is."""
    place = place_named(name)
    return open_comparison(place) if (place / COMPARED).exists() else open_run(place)
