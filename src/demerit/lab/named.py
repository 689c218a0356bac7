"""Which run or comparison a word means: a path, a name below ``runs/``, or ``last``."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from demerit.engine.folder import MANIFEST, RunFolder, open_run
from demerit.errors import InputError, RunFolderError
from demerit.lab.compare import Comparison, open_comparison
from demerit.lab.comparing import COMPARED, SIDES

RUNS = Path("runs")
PARTS = ("b", "placebo")
"""Runs inside a comparison that are there for the sake of another."""


def made(folder: Path = RUNS) -> list[Path]:
    """Give the runs and comparisons below a folder, the newest first."""
    files = [*folder.glob(f"**/{MANIFEST}"), *folder.glob(f"**/{COMPARED}")]
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
    many = (home.parent / SIDES).exists() and home.name != "a"
    return inside and (many or home.name in PARTS or (home.parent / COMPARED).exists())


def place_named(name: str) -> Path:
    """Give the folder that a word names."""
    if name == "last":
        return newest()
    for path in (Path(name), RUNS / name):
        if (path / MANIFEST).exists() or (path / COMPARED).exists():
            return path
    many = next((path for path in (Path(name), RUNS / name) if (path / SIDES).exists()), None)
    if many is not None:
        raise RunFolderError(f"{many} compares several schemes at once. Name one of its runs, like {many / 'a'}.")
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
    place = place_named(name)
    return open_run(place / "a" if (place / COMPARED).exists() else place)


def comparison_or_run(name: str) -> Comparison | RunFolder:
    """Open what a word names, whichever it is."""
    place = place_named(name)
    return open_comparison(place) if (place / COMPARED).exists() else open_run(place)
