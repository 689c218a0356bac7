"""The folder of a comparison: its runs, what was measured seed by seed, and a manifest that names all of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from demerit.base.aside import sweep
from demerit.base.held import held, is_held
from demerit.base.sealed import Sealed, begun, unseal
from demerit.engine.folder import REPORT
from demerit.errors import RunFolderError
from demerit.lab.stopping import STOPS, Interrupted, signal_of

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.engine.folder import RunFolder

COMPARED = "compare.json"
"""The manifest of a comparison."""
FORM = 4
"""The version of a comparison's form."""
WAY_OUT = "Remove that file; the same comparison again (with --resume, where --out is given) makes it anew."


class Begun(BaseModel):
    """What every manifest of a comparison says."""

    model_config = ConfigDict(extra="allow", strict=True)

    finished: bool


class Ground(BaseModel):
    """What its numbers rest on: of each run, by the name of its folder, digest and contents."""

    model_config = ConfigDict(extra="allow", strict=True)

    runs: Annotated[dict[Annotated[str, Field(pattern=r"^[a-z]\w*$")], dict[str, str | None]], Field(min_length=2)]


class Row(BaseModel):
    """A row of its table: the value of every side, and how each differs from the reference."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str
    group: str
    unit: str
    seeds: Annotated[int, Field(ge=0)]
    values: dict[str, float | None]
    against: dict[str, dict[Literal["delta", "low", "high", "p", "q"], float | None]]


class Side(BaseModel):
    """A side: what it is called, and what was ordered."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str
    order: dict[str, Any]


class Compared(Begun):
    """What the manifest of a comparison says once its sides are measured."""

    seeds: Annotated[int, Field(ge=1)]
    sides: Annotated[list[Side], Field(min_length=2)]
    reference: str
    ground: Ground
    frames: list[str]
    measures: list[Row]
    elsewhere: dict[str, str] = {}

    @model_validator(mode="after")
    def _has_each_side(self) -> Self:
        names = [side.name for side in self.sides]
        if len(set(names)) < len(names) or self.reference not in names:
            raise ValueError("its sides are named once, the reference among them")
        letters = {chr(ord("a") + k) for k in range(len(names))}
        if not letters <= self.ground.runs.keys() <= {*letters, "placebo"}:
            raise ValueError("every side has a run, called by a letter; another may be the placebo")
        if any(row.values.keys() != set(names) or not row.against.keys() <= set(names) for row in self.measures):
            raise ValueError("every row has a value of each side")
        if len(self.frames) != self.seeds:
            raise ValueError("every seed has a file")
        return self


@contextmanager
def comparing(folder: Path, named: bool, resume: bool) -> Iterator[Sealed]:
    """Hold the folder of a comparison while its runs are made, and give it with what was kept there before.

    Parameters
    ----------
    folder
        Where it is to lie.
    named, resume
        The user chose the folder; the user asks to carry on what stands there.

    Raises
    ------
    RunFolderError
        Something else stands there, it is damaged, or another process is at work there.
    Interrupted
        The user stopped it; the message says what is left.
    """
    with held(folder):
        kept = _standing(folder, named, resume)
        try:
            yield kept
        except (*STOPS, Interrupted) as error:
            raise Interrupted(_left(kept), signal_of(error)) from None
        except BaseException:
            _left(kept)
            raise


def _standing(folder: Path, named: bool, resume: bool) -> Sealed:
    """Give what stands in the folder; begin one where nothing does."""
    stands = begun(folder, COMPARED)
    if named and stands and not (resume and ((folder / COMPARED).is_file() or (folder / "a").is_dir())):
        raise RunFolderError(
            f"{folder} exists already. Choose another --out, add --resume to carry on what is there, or remove it."
        )
    sweep(folder)
    if (folder / COMPARED).is_file():
        return _opened(folder)
    kept = Sealed(folder, COMPARED, {"format": FORM, "finished": False}, way_out=WAY_OUT)
    kept.seal()
    return kept


def _opened(folder: Path) -> Sealed:
    """Give the folder of a comparison, finished or not, of which the manifest says what one must."""
    kept = unseal(folder, COMPARED, FORM, WAY_OUT)
    begun_ = kept.says(Begun)
    if begun_.finished:
        kept.says(Compared)
    return kept


def _left(kept: Sealed) -> str:
    """Say what is left of a comparison that came to no end; a folder without a run in it goes."""
    if any(inside.is_dir() for inside in kept.path.iterdir()):
        return (
            f"stopped; what was done is kept in {kept.path}. The same command again (with --resume, where --out is "
            "given) carries it on."
        )
    (kept.path / kept.name).unlink(missing_ok=True)
    with suppress(OSError):
        kept.path.rmdir()
    return "stopped before the first month was over; nothing is left behind."


def finish(kept: Sealed, **told: Any) -> None:
    """Seal a comparison that is done; a page of other numbers goes, and what other seeds needed on the way."""
    if REPORT in kept.files and any(kept.told.get(name) != value for name, value in told.items()):
        del kept.files[REPORT]
        (kept.path / REPORT).unlink(missing_ok=True)
    kept.seal(finished=True, **told)
    for place in kept.path.glob("seed-*/"):
        shutil.rmtree(place, ignore_errors=True)


def touch(kept: Sealed) -> None:
    """Make a comparison that is shown again the newest: what `last` names."""
    with suppress(OSError):
        os.utime(kept.path / kept.name)


def finished(folder: Path) -> Sealed:
    """Give the folder of a comparison that is done.

    Raises
    ------
    RunFolderError
        It is none, damaged, or not finished.
    """
    kept = _opened(folder)
    if not kept.told["finished"]:
        if is_held(folder):
            raise RunFolderError(f"{folder} is not finished: a comparison is at work there. Wait until it is done.")
        raise RunFolderError(
            f"{folder} is not finished. The same comparison again (with --resume, where --out is given) carries it on."
        )
    return kept


def ground(runs: dict[str, RunFolder]) -> dict[str, dict[str, str | None]]:
    """Give what the numbers of a comparison rest on: of each run its digest, and a hash of all that it left."""
    return {name: {"digest": run.about.digest, "contents": run.contents} for name, run in runs.items()}


def hold_ground(kept: Sealed, runs: dict[str, RunFolder]) -> None:
    """Refuse a comparison whose runs are not those that were measured."""
    there = kept.told["ground"]["runs"]
    for name, now in ground(runs).items():
        if there.get(name) != now:
            raise RunFolderError(
                f"{kept.path / name} is not the run that {kept.name} was measured from. The same comparison again "
                "(with --resume, where --out is given) makes it anew."
            )
