"""The folder of a study: its plan, the log of its worlds, and in the end the tables, sealed by a manifest.

::

    runs/<name>/
    ├── study.json       the plan, what it rests on, the digest; every file below with its hash, once it is finished
    ├── worlds.jsonl     while it runs: a line a world, only ever added to
    ├── effects.parquet  world, seed, side, name, group, unit, value, delta
    └── draws.parquet    world, and a column for each number drawn
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Any

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from demerit.base.aside import hash_of, sweep
from demerit.base.held import held, is_held
from demerit.base.sealed import Sealed, begun, unseal
from demerit.errors import RunFolderError
from demerit.lab.studies.log import FILE, Log
from demerit.lab.studies.world import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

STUDY = "study.json"
FORM = 1
"""The version of a study's form."""
EFFECTS, DRAWS = "effects.parquet", "draws.parquet"
WAY_OUT = "Run the study again into a new folder, or remove this one first."
SCHEMA = {"world": pl.Int32, "seed": pl.UInt64, "side": pl.String, "name": pl.String, "group": pl.String,
          "unit": pl.String, "value": pl.Float64, "delta": pl.Float64}


class RestsOn(BaseModel):
    """What its numbers rest on."""

    model_config = ConfigDict(extra="allow", strict=True)

    plan: dict[str, Any]
    version: str
    law: dict[str, str]


class Begun(BaseModel):
    """What every manifest of a study says."""

    model_config = ConfigDict(extra="allow", strict=True)

    finished: bool
    rests_on: RestsOn


class Drawn(BaseModel):
    """A number that was drawn."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    low: float
    high: float
    distribution: str
    whole: bool


class Lost(BaseModel):
    """A world that came to nothing."""

    model_config = ConfigDict(extra="forbid", strict=True)

    world: int
    seed: int
    set: dict[str, float]
    failed: str


class Found(Begun):
    """What the manifest of a study that is done says besides."""

    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    worlds: Annotated[int, Field(ge=0)]
    asked: Annotated[int, Field(ge=0)]
    lost: list[Lost]
    numbers: list[Drawn]
    versions: dict[str, str]


def opened(folder: Path) -> Sealed:
    """Give the folder of a study, finished or not, of which the manifest says what one must."""
    kept = unseal(folder, STUDY, FORM, WAY_OUT)
    if kept.says(Begun).finished:
        kept.says(Found)
    return kept


@contextmanager
def storing(folder: Path, rests_on: dict[str, Any], named: bool, resume: bool) -> Iterator[tuple[Sealed, Log | None]]:
    """Hold the folder of a study; give its manifest, and the log to add to, None where the study is finished.

    Parameters
    ----------
    folder
        Where it is kept.
    rests_on
        What its numbers rest on: plan, laws, code. What stands there must rest on the same.
    named, resume
        The user chose the folder; the user asks to carry on what stands there.

    Raises
    ------
    RunFolderError
        Something else stands there, it is of another plan or version, damaged, or another process is at work there.
    """
    with held(folder):
        kept, log = _standing(folder, rests_on, named, resume), None
        if not kept.told["finished"]:
            log = Log(folder / FILE)
        try:
            yield kept, log
        finally:
            if log is not None:
                log.close()
                if not log.found:
                    (folder / FILE).unlink(missing_ok=True)
                    (folder / STUDY).unlink(missing_ok=True)
                    with suppress(OSError):
                        folder.rmdir()


def _standing(folder: Path, rests_on: dict[str, Any], named: bool, resume: bool) -> Sealed:
    stands = begun(folder, STUDY)
    is_study = (folder / STUDY).is_file()
    if stands and not is_study:
        raise RunFolderError(f"{folder} exists already and holds no study. Choose another --out, or remove it.")
    if stands and named and not resume:
        raise RunFolderError(
            f"{folder} holds a study already. Choose another --out, add --resume to carry it on, or remove it."
        )
    sweep(folder)
    if is_study:
        kept = opened(folder)
        changed = [name for name, value in rests_on.items() if kept.told.get("rests_on", {}).get(name) != value]
        if changed:
            raise RunFolderError(
                f"{folder} holds a study of another {' and '.join(changed)}; its worlds cannot stand beside new ones. "
                "Choose another --out, or remove it."
            )
        return kept
    kept = Sealed(folder, STUDY, {"format": FORM, "finished": False, "rests_on": rests_on}, way_out=WAY_OUT)
    kept.seal()
    return kept


def close(kept: Sealed, log: Log, **told: Any) -> None:
    """Make the tables of a study that is done, and seal it; the log goes."""
    found = [log.found[number] for number in sorted(log.found)]
    whole = [one for one in found if "failed" not in one]
    rows = [(one["world"], one["seed"], row) for one in whole for row in one["rows"]]
    at = {name: COLUMNS.index(name) for name in COLUMNS}
    table = pl.DataFrame({
        "world": [world for world, _, _ in rows], "seed": [seed for _, seed, _ in rows],
        **{name: [row[at[name]] for _, _, row in rows] for name in SCHEMA if name in at},
    }, schema=SCHEMA)  # fmt: skip
    draws: dict[int, dict[str, float]] = {one["world"]: one["set"] for one in found}
    names = list(next(iter(draws.values()), {}))
    drawn = pl.DataFrame(
        [{"world": world, **values} for world, values in sorted(draws.items())],
        schema={"world": pl.Int32, **dict.fromkeys(names, pl.Float64)},
    )
    kept.put_table(EFFECTS, table)
    kept.put_table(DRAWS, drawn)
    digest = hash_of(json.dumps([one["number"], one["set"], one["digests"], one["rows"]], sort_keys=True).encode()
                     for one in whole)  # fmt: skip
    lost = [{name: one[name] for name in ("world", "seed", "set", "failed")} for one in found if "failed" in one]
    kept.seal(finished=True, digest=digest, worlds=len(whole), lost=lost, **told)
    (kept.path / FILE).unlink(missing_ok=True)


def finished(folder: Path) -> Sealed:
    """Give the folder of a study that is done.

    Raises
    ------
    RunFolderError
        It is none, damaged, or not finished.
    """
    kept = opened(folder)
    if not kept.told["finished"]:
        if is_held(folder):
            raise RunFolderError(f"{folder} is not finished: a study is at work there. Wait until it is done.")
        raise RunFolderError(f"{folder} is not finished. The same study again with --resume carries it on.")
    return kept
