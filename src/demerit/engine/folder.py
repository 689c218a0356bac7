"""The run folder: what a run leaves behind, written aside and renamed, so that nothing is ever half there."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from demerit.errors import LawError, RunFolderError, SpaceError
from demerit.law import Scheme, restore

FORMAT = 1
"""The version of the folder's layout; another one is refused by name."""
TABLES = ("counts", "panel", "ledger")
FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


class Manifest(BaseModel):
    """What a run was, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="allow")

    format: int
    demerit: str
    versions: dict[str, str]
    scheme: dict[str, Any]
    society: dict[str, Any]
    order: dict[str, Any]
    """All that `demerit.lab` needs to do the run again."""
    code: str = ""
    """A hash of the program's sources."""
    inputs: dict[str, Any] = {}
    """Hashes of the files that the order names."""
    seed: int
    weeks: int
    start: str
    panel: int
    placebo: bool = False
    threads: int = 0
    timings: dict[str, float] = {}
    digest: str | None = None
    citizen_weeks_per_second: float | None = None
    bytes_per_citizen: float | None = None
    finished: bool = False


class RunFolder:
    """A finished run, read from its folder; tables are read when asked for."""

    def __init__(self, path: Path, about: Manifest) -> None:
        self.path = path
        self.about = about

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest as plain data."""
        return self.about.model_dump()

    def _table(self, name: str) -> pl.DataFrame:
        try:
            return pl.read_parquet(self.path / f"{name}.parquet")
        except (OSError, pl.exceptions.PolarsError) as error:
            raise RunFolderError(
                f"{self.path / name}.parquet is damaged or missing. Run the scheme again into a new folder."
            ) from error

    @cached_property
    def counts(self) -> pl.DataFrame:
        """Counts by week, table, key, group and bin."""
        return self._table("counts")

    @cached_property
    def panel(self) -> pl.DataFrame:
        """Whole rows of the panel by scoring week."""
        return self._table("panel")

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """Every point that moved a score of the panel."""
        return self._table("ledger")

    @cached_property
    def scheme(self) -> Scheme:
        """The law exactly as it was used."""
        try:
            return restore(json.loads((self.path / "scheme.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, LawError) as error:
            raise RunFolderError(f"{self.path}/scheme.json is damaged or missing: this run's law is lost.") from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file aside, let the disk have it, and only then give it its name.

    Raises
    ------
    SpaceError
        The disk is full.
    RunFolderError
        The folder cannot be written.
    """
    aside = path.with_name(path.name + ".part")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        if error.errno in FULL:
            raise SpaceError(
                f"no space left to write {path} ({len(content):,} bytes). Make room, or choose another --out."
            ) from error
        raise RunFolderError(f"{path} cannot be written: {error.strerror}. Choose another --out.") from error


def write_table(path: Path, table: pl.DataFrame) -> None:
    """Write a table as Parquet."""
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", compression_level=3)
    write_bytes(path, buffer.getvalue())


def read_manifest(path: Path) -> Manifest:
    """Read a folder's manifest; refuse what is none, is damaged, or was written by another version."""
    file = path / "manifest.json"
    if not path.is_dir():
        raise RunFolderError(f"there is no run folder {path}. `demerit run SCHEME --out {path}` makes one.")
    if not file.is_file():
        raise RunFolderError(f"{path} is no run folder: it has no manifest.json.")
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise RunFolderError(f"{file} is damaged: {error}. Run the scheme again into a new folder.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        found = content.get("format") if isinstance(content, dict) else None
        raise RunFolderError(
            f"{path} was written by another version (layout {found!r}; this version reads {FORMAT}). "
            "Run the scheme again, or read it with the version its manifest names."
        )
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        missing = ", ".join(".".join(str(p) for p in e["loc"]) for e in error.errors())
        raise RunFolderError(f"{file} is damaged: {missing} is missing or wrong. Run the scheme again.") from error


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a folder's manifest."""
    write_bytes(path / "manifest.json", (manifest.model_dump_json(indent=2) + "\n").encode())


def open_run(path: Path | str) -> RunFolder:
    """Open a finished run.

    Raises
    ------
    RunFolderError
        There is no such run, it is damaged, of another version, or not finished.
    """
    path = Path(path)
    manifest = read_manifest(path)
    if not manifest.finished:
        raise RunFolderError(f"{path} is not finished. `demerit run ... --out {path} --resume` carries it on.")
    for table in TABLES:
        if not (path / f"{table}.parquet").is_file():
            raise RunFolderError(f"{path} is damaged: it has no {table}.parquet. Run the scheme into a new folder.")
    return RunFolder(path, manifest)


def new_folder(path: Path) -> None:
    """Make a run folder that is not there yet."""
    if path.exists():
        raise RunFolderError(
            f"{path} exists already. Choose another --out, add --resume to carry on what is there, or remove it."
        )
    try:
        path.mkdir(parents=True)
    except OSError as error:
        if error.errno in FULL:
            raise SpaceError(f"no space left to make {path}.") from error
        raise RunFolderError(f"{path} cannot be made: {error.strerror}. Choose another --out.") from error


def remove(path: Path) -> None:
    """Remove a run folder that came to nothing."""
    shutil.rmtree(path, ignore_errors=True)
