"""Whether what a folder holds is what was written there: every file of a run, a comparison, a society, a checkpoint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demerit.engine import checkpoint
from demerit.engine.folder import CHECKPOINT, LAW, MANIFEST, SOCIETY, RunFolder, read_run
from demerit.errors import DemeritError
from demerit.lab.assessing.store import ASSESSED, open_assessment
from demerit.lab.assessing.store import opened as assessed
from demerit.lab.comparing import COMPARED, finished, hold_ground
from demerit.lab.named import RUNS, newest
from demerit.lab.reading import read
from demerit.lab.studies.log import FILE, read_log
from demerit.lab.studies.result import Study
from demerit.lab.studies.store import STUDY
from demerit.lab.studies.store import opened as study_in
from demerit.society import SAVED, load, opened

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = {MANIFEST: "run", COMPARED: "comparison", SAVED: "society", STUDY: "study",
         ASSESSED: "assessment"}
"""Manifest -> what it is the manifest of."""


@dataclass(frozen=True)
class Sound:
    """What was found in a folder.

    Parameters
    ----------
    path
        The folder.
    kind
        ``run``, ``comparison``, ``society``, ``study`` or ``assessment``.
    mistakes
        In words, each with the file and what to do; none where every byte is what was written.
    files
        How many files were held against their hashes.
    """

    path: Path
    kind: str
    mistakes: tuple[str, ...]
    files: int


def kept_place(name: str) -> Path | None:
    """Give the folder of a run, comparison or society that a word names: a path, a name below ``runs/``, ``last``."""
    if name == "last":
        return newest()
    places = (Path(name), RUNS / name)
    return next((place for place in places if any((place / manifest).is_file() for manifest in KINDS)), None)


def sound(place: Path) -> Sound:
    """Hold everything in a folder against its manifest."""
    manifest = next(name for name in KINDS if (place / name).is_file())
    kind = KINDS[manifest]
    look = {"run": _run, "comparison": _comparison, "society": _society, "study": _study,
            "assessment": _assessment}[kind]  # fmt: skip
    try:
        mistakes, files = look(place, manifest)
    except DemeritError as error:
        mistakes, files = [str(error)], 0
    return Sound(place, kind, tuple(mistakes), files + 1)


Found = tuple[list[str], int]
"""Mistakes, and how many files were looked at besides the manifest."""


def _run(place: Path, manifest: str) -> Found:
    """Look at a run: its files, then whether law and society are those that it names; its checkpoint, if it has one."""
    run = read_run(place)
    mistakes, files = run.sealed.mistakes(), len(run.sealed.files)
    if not mistakes and run.about.finished:
        mistakes = _said(lambda: run.scheme, lambda: _law(run), lambda: _people(run))
    if checkpoint.stands(place / CHECKPOINT) and not run.about.finished:
        kept = checkpoint.opened(place / CHECKPOINT)
        mistakes, files = mistakes + kept.mistakes(), files + len(kept.files) + 1
    return mistakes, files


def _law(run: RunFolder) -> None:
    """Hold the law that can be read and loaded against the law under which the run was made."""
    if run.kept(LAW) is not None:
        run.hold_law(read(run.path / LAW), LAW)


def _people(run: RunFolder) -> None:
    """Hold the society that the run kept, if it did, against the one over which it was made."""
    place = run.kept(SOCIETY)
    if place is not None and load(place).hash() != run.about.society["hash"]:
        raise run.sealed.damaged(SOCIETY, f"is not the society that {MANIFEST} names")


def _comparison(place: Path, manifest: str) -> Found:
    """Look at a comparison: what was measured, its runs, and whether these are those that were measured."""
    kept = finished(place)
    mistakes, files = kept.mistakes(), len(kept.files)
    for name in kept.told["ground"]["runs"]:
        if not (place / name / MANIFEST).is_file():
            mistakes.append(str(kept.damaged(f"{name}/{MANIFEST}", "is missing")))
            continue
        of_run = sound(place / name)
        mistakes += of_run.mistakes
        files += of_run.files
    if not mistakes:
        runs = {name: read_run(place / name) for name in kept.told["ground"]["runs"]}
        mistakes = _said(lambda: hold_ground(kept, runs))
    return mistakes, files


def _society(place: Path, manifest: str) -> Found:
    """Look at a society: its files, then whether they are the people that were saved."""
    kept = opened(place)
    mistakes = kept.mistakes()
    return mistakes or _said(lambda: load(place)), len(kept.files)


def _assessment(place: Path, manifest: str) -> Found:
    """Look at an assessment: its files, then whether what was found can be read and is of the law that lies beside."""
    kept = assessed(place)
    mistakes = kept.mistakes()
    return mistakes or _said(lambda: open_assessment(place)), len(kept.files)


def _study(place: Path, manifest: str) -> Found:
    """Look at a study: its tables; of one that is not finished, the lines of its log."""
    kept = study_in(place)
    if kept.told["finished"]:
        return kept.mistakes() or _said(lambda: Study(kept)), len(kept.files)
    _, torn = read_log(place / FILE)
    said = "ends in a line that is not whole, or holds one. The same study again with --resume does those worlds again"
    return [f"{place / FILE} {said}."] if torn else [], 1


def _said(*looks: Callable[[], object]) -> list[str]:
    """Give, in words, what the looks found."""
    found = []
    for look in looks:
        try:
            look()
        except DemeritError as error:
            found.append(str(error))
    return found
