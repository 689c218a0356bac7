"""Checkpoints: the whole state of a run in one file, and the records so far beside it.

A checkpoint stands at the end of a month, when no count is open. The state file is written last and names the
records that belong to it, so that a run killed at any moment resumes from the last one, byte for byte the same.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.engine.folder import TABLES, write_bytes, write_table
from demerit.errors import RunFolderError

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.engine.run import Run

MAGIC = b"demerit-state-2\n"


def save(run: Run, folder: Path) -> None:
    """Write a checkpoint of `run` into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, frames in zip(TABLES, run.records(), strict=True):
        if frames:
            write_table(folder / f"{name}-{run.week:05d}.parquet", pl.concat(frames))
            run.saved.append(f"{name}-{run.week:05d}.parquet")
    run.life.record.clear()
    arrays = [(name, np.ascontiguousarray(array)) for name, array in run.world.items()]
    columns = b"".join(array.tobytes() for _, array in arrays)
    header = {
        "week": run.week, "share_enrolled": run.world.share_enrolled, "saved": run.saved, "hash": _hash(columns),
        "institutions": {
            "memory": run.world.memories, "past": [[table, name, n] for (table, name), n in run.world.past.items()],
        },
        "arrays": [(name, array.dtype.str, array.shape) for name, array in arrays],
    }
    write_bytes(folder / "state", b"".join([MAGIC, json.dumps(header).encode(), b"\n", columns]))


def _hash(columns: bytes) -> str:
    """Give a hash by which columns changed on the disk are noticed."""
    return hashlib.blake2b(columns, digest_size=16).hexdigest()


def restore_into(run: Run, folder: Path) -> bool:
    """Set `run` to the checkpoint in `folder`; say whether there was one."""
    file = folder / "state"
    if not file.is_file():
        return False
    content = file.read_bytes()
    try:
        if not content.startswith(MAGIC):
            raise ValueError("it is no checkpoint of this version")
        end = content.index(b"\n", len(MAGIC))
        header = json.loads(content[len(MAGIC) : end])
        at = end + 1
        if _hash(content[at:]) != header["hash"]:
            raise ValueError("its columns are not those that were written")
        for name, dtype, shape in header["arrays"]:
            size = int(np.prod(shape)) * np.dtype(dtype).itemsize
            array = np.frombuffer(content[at : at + size], dtype).reshape(shape)
            target = run.world.named(name)
            if target.shape != array.shape or target.dtype != array.dtype:
                raise ValueError(f"its column {name} is of another society")
            target[...] = array
            at += size
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RunFolderError(f"{file} is damaged: {error}. Start the run again in a new folder.") from error
    _take_up_again(run, header)
    return True


def _take_up_again(run: Run, header: dict[str, Any]) -> None:
    """Set what stands beside the columns: the next week, what institutions remember, which files are kept."""
    world, institutions = run.world, header["institutions"]
    world.week, world.share_enrolled = int(header["week"]), int(header["share_enrolled"])
    for name, memory in world.memories.items():
        memory.update({what: int(value) for what, value in institutions["memory"][name].items()})
    world.past = {(str(table), str(name)): int(n) for table, name, n in institutions["past"]}
    run.saved = [str(name) for name in header["saved"]]


def gather(run: Run, folder: Path) -> list[pl.DataFrame]:
    """Give the three tables of the whole run, from its checkpoints' records and those still in memory."""
    tables = []
    for name, frames in zip(TABLES, run.records(), strict=True):
        parts = [_read(folder / file) for file in run.saved if file.startswith(f"{name}-")]
        tables.append(pl.concat([*parts, *frames]) if parts or frames else pl.DataFrame())
    return tables


def _read(file: Path) -> pl.DataFrame:
    """Read one part of the records."""
    try:
        return pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise RunFolderError(f"{file} is damaged or missing. Start the run again in a new folder.") from error


def clear(folder: Path) -> None:
    """Remove the checkpoints of a run that is finished."""
    shutil.rmtree(folder, ignore_errors=True)
