"""Checkpoints: the whole state of a run in one file, and the records so far beside it.

A checkpoint stands at the end of a month, when no count is open. It is a sealed folder (`base.sealed`): the manifest is
written last and names the state and the records that belong to it, so that a run killed at any moment resumes from the
last one, byte for byte the same, and nothing that is damaged or of another run is resumed from.
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from demerit.base.aside import hash_of
from demerit.base.sealed import Sealed, unseal
from demerit.base.text import one_line
from demerit.engine.folder import TABLES
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from demerit.engine.run import Run

FORM = 4
"""The version of a checkpoint's form."""
MANIFEST = "checkpoint.json"
WEEK = r"[-\d]\d{4,}"
"""A week as the names of files give it (`05d`): weeks of warming up stand below 0."""
FILES = re.compile(rf"state-{WEEK}|({'|'.join(TABLES)})-{WEEK}\.parquet")
"""The files that a checkpoint may name: the columns, and the records by table."""


def save(run: Run, folder: Path) -> None:
    """Write a checkpoint of `run` into `folder`."""
    folder.mkdir(exist_ok=True)
    arrays = [np.ascontiguousarray(array) for _, array in run.world.items()]
    kept = _sealed(folder, {
        "format": FORM, "of": identity(run), "week": run.week, "share_enrolled": run.world.share_enrolled,
        "institutions": {
            "memory": run.world.memories, "past": [[table, name, n] for (table, name), n in run.world.past.items()],
        },
        "arrays": _columns(run),
    }, run.saved)  # fmt: skip
    for name, table in zip(TABLES, run.tables(), strict=True):
        if table.width:
            kept.put_table(f"{name}-{run.week:05d}.parquet", table)
    records = dict(kept.files)
    kept.put(_state(run.week), *(_bytes(array) for array in arrays))
    kept.seal()
    run.saved = records
    run.life.record.clear()
    for old in folder.glob("state-*"):
        if old.name != _state(run.week):
            with suppress(OSError):
                old.unlink()


def _sealed(folder: Path, told: dict[str, Any], files: dict[str, str]) -> Sealed:
    """Give the folder of a checkpoint, with what to do where it is damaged."""
    return Sealed(folder, MANIFEST, told, files, _way_out(folder))


def _way_out(folder: Path) -> str:
    return f"Remove {folder}; the same command then begins the run again."


def _state(week: int) -> str:
    """Name the file of the columns at the beginning of a week."""
    return f"state-{week:05d}"


def _columns(run: Run) -> list[list[Any]]:
    """Give name, type and shape of every column that a checkpoint holds, in their order."""
    return [[name, array.dtype.str, list(array.shape)] for name, array in run.world.items()]


def _bytes(array: NDArray[np.generic]) -> memoryview:
    """Give the bytes of a column, which are not copied."""
    return array.reshape(-1).view(np.uint8).data


def identity(run: Run) -> str:
    """Give a hash of all that makes a run this one: law, society, seed, weeks, knobs, choices, panel."""
    told = [scheme_hash(run.scheme), run.society.hash(), run.seed, run.weeks_total, run.placebo,
            sorted(run.values.items()), sorted(run.overrides.items()), run.panel.ids.tolist()]  # fmt: skip
    return hash_of((json.dumps(told).encode(),))


class Institutions(BaseModel):
    """What institutions remember, and what was counted of the month that passed."""

    model_config = ConfigDict(extra="allow", strict=True)

    memory: dict[str, dict[str, int]]
    past: list[Annotated[list[str | int], Field(min_length=3, max_length=3)]]


class State(BaseModel):
    """What the manifest of a checkpoint says."""

    model_config = ConfigDict(extra="allow", strict=True)

    of: str
    week: int
    share_enrolled: int
    arrays: list[Annotated[list[str | list[int]], Field(min_length=3, max_length=3)]]
    institutions: Institutions


def stands(folder: Path) -> bool:
    """Say whether there is a checkpoint in a folder."""
    return (folder / MANIFEST).is_file()


def opened(folder: Path) -> Sealed:
    """Give the folder of a checkpoint that stands there; refuse one that is damaged or of another version."""
    kept = unseal(folder, MANIFEST, FORM, _way_out(folder))
    kept.says(State)
    for file in kept.files:
        if not FILES.fullmatch(file):
            raise kept.damaged(MANIFEST, f"names a file that no checkpoint has, {one_line(file)}")
    return kept


def restore_into(run: Run, folder: Path) -> bool:
    """Set `run` to the checkpoint in `folder`; say whether there was one.

    Raises
    ------
    RunFolderError
        It is damaged or of another run; `run` is of no use any more.
    """
    if not stands(folder):
        return False
    kept = opened(folder)
    if kept.told["of"] != identity(run):
        raise kept.damaged(MANIFEST, "is of another run: of another law, society, seed, length, panel or choices")
    week = int(kept.told["week"])
    _read_state(run, kept, _state(week))
    run.saved = {file: mark for file, mark in kept.files.items() if file != _state(week)}
    institutions, world = kept.told["institutions"], run.world
    world.week, world.share_enrolled = week, int(kept.told["share_enrolled"])
    with kept.understood():
        for name, memory in world.memories.items():
            memory.update({what: int(value) for what, value in institutions["memory"][name].items()})
        world.past = {(str(table), str(name)): int(n) for table, name, n in institutions["past"]}
    return True


def _read_state(run: Run, kept: Sealed, name: str) -> None:
    """Read every column into its place, once it is known that the bytes are those that were written.

    The columns that never change are those of the society itself.
    """
    kept.hold_file(name)
    if kept.told["arrays"] != _columns(run):
        raise kept.damaged(MANIFEST, "names other columns than this run has, or in another order")
    with kept.understood(), (kept.path / name).open("rb") as file:
        for _, target in run.world.items():
            target[...] = np.fromfile(file, target.dtype, target.size).reshape(target.shape)
        if file.read(1):
            raise kept.damaged(name, "is longer than its columns")


def gather(run: Run, folder: Path) -> list[pl.DataFrame]:
    """Give the three tables of the whole run, from its checkpoints' records and those still in memory."""
    kept = _sealed(folder, {}, run.saved)
    tables = []
    for name, last in zip(TABLES, run.tables(), strict=True):
        parts = [kept.table(file) for file in sorted(run.saved, key=_week) if file.startswith(f"{name}-")]
        parts += [last] if last.width else []
        tables.append(pl.concat(parts) if parts else last)
    return tables


def _week(file: str) -> int:
    """Give the week before which a file of records ends."""
    return int(file.removesuffix(".parquet").partition("-")[2])


def clear(folder: Path) -> None:
    """Remove the checkpoints of a run that is finished."""
    shutil.rmtree(folder, ignore_errors=True)
