"""The run folder: what a run leaves behind, every file of it named with its hash in the manifest (`base.sealed`)."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated, Any, Self

import polars as pl
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from demerit.base.aside import sweep
from demerit.base.held import held, is_held
from demerit.base.number_of import number_of
from demerit.base.sealed import Sealed, unseal
from demerit.errors import LawError, RunFolderError
from demerit.law import Scheme, restore, scheme_hash

FORMAT = 4
"""The version of the folder's form, and of the draws by which it is lived again; another one is refused by name."""
MANIFEST = "manifest.json"
TABLES = ("counts", "panel", "ledger")
LAW, LAW_AS_DATA = "scheme", "scheme.json"
"""The law exactly as it was used: to be read by people and loaded again; the same for machines."""
CHOICES, SOCIETY = "choices.parquet", "society"
"""Decisions taken from outside, and a society that came from a file: kept so that the run can be done again."""
CHECKPOINT = "checkpoint"
REPORT = "report.html"
MOST, MOST_WEEKS = 2**31 - 1, 5_200
"""People above which a manifest is not believed; weeks of the longest run, as of the longest scheme."""
WAY_OUT = "Run the scheme again into a new folder, or remove this one first."


class OfScheme(BaseModel):
    """What a manifest says of the law."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str
    hash: str


class OfSociety(BaseModel):
    """What a manifest says of the people."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str
    people: Annotated[int, Field(ge=1, le=MOST)]
    adults: Annotated[int, Field(ge=0, le=MOST)]
    hash: str
    recipe: dict[str, str | int | float | bool]


def _in_form(form: type[BaseModel], told: dict[str, Any]) -> dict[str, Any]:
    form.model_validate(told)
    return told


def _a_day(written: str) -> str:
    date.fromisoformat(written)
    return written


class Manifest(BaseModel):
    """What a run was, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    format: int
    demerit: str
    versions: dict[str, str]
    scheme: Annotated[dict[str, Any], AfterValidator(partial(_in_form, OfScheme))]
    society: Annotated[dict[str, Any], AfterValidator(partial(_in_form, OfSociety))]
    order: dict[str, Any]
    """All that `demerit.lab` needs to do the run again."""
    code: str = ""
    """A hash of the program's sources."""
    inputs: dict[str, Any] = {}
    """Hashes of the files that the order names."""
    seed: Annotated[int, Field(ge=0, lt=2**64)]
    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)]
    start: Annotated[str, AfterValidator(_a_day)]
    panel: Annotated[int, Field(ge=0, le=MOST)]
    placebo: bool = False
    threads: int = 0
    timings: dict[str, float] = {}
    digest: str | None = None
    citizen_weeks_per_second: float | None = None
    bytes_per_citizen: float | None = None
    finished: bool = False

    @model_validator(mode="after")
    def _has_come_to_its_end(self) -> Self:
        if self.finished and self.digest is None:
            raise ValueError("a run that is finished has a digest")
        return self


class RunFolder:
    """A finished run, read from its folder; a file is read, and held against its hash, when it is asked for."""

    def __init__(self, sealed: Sealed, about: Manifest) -> None:
        self.path = sealed.path
        self.sealed = sealed
        self.about = about

    def __repr__(self) -> str:
        """Say where it lies and what was run, in one line."""
        told = self.about
        lived = f"{number_of(told.society['people'], 'person')}, {number_of(told.weeks, 'week')}"
        return f"<RunFolder {self.path}: {told.scheme['name']}, {lived}, seed {told.seed}, digest {told.digest}>"

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest as plain data."""
        return self.about.model_dump()

    @property
    def contents(self) -> str:
        """A hash of all that the run left, its report apart."""
        return self.sealed.contents(REPORT)

    @cached_property
    def counts(self) -> pl.DataFrame:
        """Counts by week, table, key, group and bin."""
        return self.sealed.table("counts.parquet")

    @property
    def coded(self) -> pl.DataFrame:
        """The same: a folder keeps names as text."""
        return self.counts

    @cached_property
    def panel(self) -> pl.DataFrame:
        """Whole rows of the panel by scoring week."""
        return self.sealed.table("panel.parquet")

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """Every point that moved a score of the panel."""
        return self.sealed.table("ledger.parquet")

    @cached_property
    def scheme(self) -> Scheme:
        """The law exactly as it was used."""
        try:
            scheme = restore(json.loads(self.sealed.read(LAW_AS_DATA)))
        except (ValueError, LawError) as error:
            raise self.sealed.damaged(LAW_AS_DATA, "is damaged: this run's law is lost") from error
        self.hold_law(scheme, LAW_AS_DATA)
        return scheme

    def hold_law(self, scheme: Scheme, where: str) -> None:
        """Refuse a law that is not the one under which the run was made."""
        if scheme_hash(scheme) != self.about.scheme.get("hash"):
            raise self.sealed.damaged(where, f"is not the law that {MANIFEST} names")

    def kept(self, what: str) -> Path | None:
        """Give the path of the law, the choices or the society that the run kept, held against its hashes; or None."""
        if what in self.sealed.files:
            self.sealed.hold_file(what)
            return self.path / what
        if not any(file.startswith(f"{what}/") for file in self.sealed.files):
            return None
        self.sealed.hold(what)
        return self.path / what


def read_run(path: Path) -> RunFolder:
    """Read a folder's manifest, finished or not; refuse what is none, is damaged, or was written by another version."""
    if not path.is_dir():
        raise RunFolderError(f"there is no run folder {path}. `demerit run SCHEME --out {path}` makes one.")
    if not (path / MANIFEST).is_file():
        raise RunFolderError(f"{path} is no run folder: it has no {MANIFEST}.")
    sealed = unseal(path, MANIFEST, FORMAT, WAY_OUT)
    return RunFolder(sealed, sealed.says(Manifest))


def open_run(path: Path | str) -> RunFolder:
    """Open a finished run.

    Examples
    --------
    >>> import demerit
    >>> _ = demerit.perform("null", "runs/small", recipe="village", people=60, weeks=4)
    >>> demerit.open_run("runs/small")  # doctest: +ELLIPSIS
    <RunFolder runs/small: null, 60 people, 4 weeks, seed 1, digest ...>

    Raises
    ------
    RunFolderError
        There is no such run, it is damaged, of another version, or not finished.
    """
    path = Path(path)
    run = read_run(path)
    if not run.about.finished:
        if is_held(path):
            raise RunFolderError(f"{path} is not finished: a run is at work there. Wait until it is done.")
        raise RunFolderError(f"{path} is not finished. `demerit run ... --out {path} --resume` carries it on.")
    for table in TABLES:
        if not (path / f"{table}.parquet").is_file():
            raise run.sealed.damaged(f"{table}.parquet", "is missing")
    with suppress(RunFolderError):
        tidy(path)
    return run


def tidy(path: Path) -> None:
    """Remove what a process that is no more has left in the folder of a finished run: checkpoints, half files."""
    if not (path / CHECKPOINT).exists() and not any(path.rglob(".*.part")):
        return
    with held(path, 0.0):
        sweep(path)
        if read_run(path).about.finished:
            shutil.rmtree(path / CHECKPOINT, ignore_errors=True)
