"""Results of claims that come with the program: written, read, and held against worlds that live again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import polars as pl

import demerit
from demerit.errors import DemeritError
from demerit.lab.claims.asking import Asked, Claims, Size, askings, circumstances, plan_for
from demerit.lab.claims.claim import claims as all_claims
from demerit.lab.claims.outcome import Effects, Outcome, effects_of, told_of
from demerit.lab.order import ordered, scheme_of
from demerit.lab.plugins import code, measuring
from demerit.lab.studies import crew
from demerit.lab.studies.drawing import numbers_in, worlds_of
from demerit.lab.studies.store import SCHEMA
from demerit.lab.studies.table import digest_of
from demerit.lab.studies.world import COLUMNS, Task, lived, orders_of, tasks_of
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.lab.claims.claim import Asking, Claim

FILE = "results.json"


def ship(asked: Asked, claims: Claims) -> bytes:
    """Give the file in which results come with the program.

    It holds what came of every claim, its effect world by world and seed by seed, and the model that it was made with:
    version, code and measures of the program, hashes of all laws and claims. Its last key is a hash of all the others.
    """
    plausible, halved = ({asking: study.effects for asking, study in some.items()}
                         for some in (asked.plausible, asked.halved))  # fmt: skip
    told = {
        **asked.plain(),
        "model": {"version": demerit.__version__, "code": code(), "measures": measuring(), "laws": _laws(claims)},
        "claimed": {name: claim.mark for name, claim in claims.items()},
        "effects": _seeds(claims, asked.size, plausible), "effects_halved": _seeds(claims, asked.size, halved),
    }  # fmt: skip
    return _sealed(told)


def _seeds(claims: Claims, size: Size, tables: Mapping[Asking, pl.DataFrame]) -> dict[str, dict[str, list[float]]]:
    """Give the effects of each claim: world -> its effect with each seed; of claims whose worlds have been asked."""
    asked = {name: claim for name, claim in claims.items() if all(one in tables for one in askings(claim, size))}
    effects = {name: effects_of(claim, askings(claim, size), tables) for name, claim in asked.items()}
    return {name: {str(world): list(seeds) for world, seeds in found.seeds.items()} for name, found in effects.items()}


def _laws(claims: Claims) -> dict[str, str]:
    sides = sorted({side for claim in claims.values() for side in claim.sides})
    return {side: law_of(side) for side in sides}


@cache
def law_of(side: str) -> str:
    """Give the hash of the law of a side as it is today."""
    return scheme_hash(scheme_of(ordered(side))[0])


@cache
def results() -> dict[str, Any] | None:
    """Give what came with the program; None where nothing did."""
    file = files("demerit.lab.claims").joinpath(FILE)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def is_whole(told: dict[str, Any]) -> bool:
    """Say whether results are as they were written."""
    return told.get("digest") == digest_of(told)


def fits(claim: Claim, told: dict[str, Any]) -> bool:
    """Say whether results are of this claim and of today's laws."""
    laws = told["model"]["laws"]
    return told["claimed"].get(claim.name) == claim.mark and all(laws.get(s) == law_of(s) for s in claim.sides)


def is_of_today(told: dict[str, Any]) -> bool:
    """Say whether results were made with today's code of the model and its measures, or held against it (`hold`)."""
    marks = [told["model"], told["model"].get("held", {})]
    return any([one.get("code"), one.get("measures")] == [code(), measuring()] for one in marks)


def hold(told: dict[str, Any], number: int, workers: int | None = None) -> bytes:
    """Hold results against today's code: some of their worlds live again, and must give every claim the same numbers.

    A change of the code that only makes it faster or plainer moves no number. Then this is enough, and takes minutes
    where all worlds take the better part of an hour; what was held, and in which worlds, stands in the file.

    Parameters
    ----------
    told
        The results (`results`).
    number
        Of worlds, 1 or more, drawn by the hash of the code.
    workers
        Processes; None: one a core.

    Returns
    -------
    bytes
        The file, with a mark of today's code.

    Raises
    ------
    DemeritError
        A claim's numbers are others; results are damaged, or of other laws or claims; no world is asked for.
    """
    if number < 1:
        raise DemeritError(f"--hold {number}: give 1 or more.")
    every = _sound(told)
    marks = {"code": code(), "measures": measuring()}
    drawn = sorted(range(told["worlds"]), key=lambda world: hashlib.blake2b(f"{marks} {world}".encode()).digest())
    worlds = sorted(drawn[:number])
    tasks = [Task(k, world, 0) for k, world in enumerate(worlds)]
    for found in crew.coming(partial(_again, size_of(told)), tasks, workers):
        if "failed" in found:
            raise DemeritError(f"world {found['world']}: {found['failed']}")
        before = {name: told["effects"][name].get(str(found["world"])) for name in every}
        others = sorted(name for name, effects in found["effects"].items() if effects != before[name])
        others += sorted(name for name, effects in before.items() if effects and name not in found["effects"])
        if others:
            raise DemeritError(f"world {found['world']} has other numbers now, of {', '.join(others)}: `make claims` "
                               "asks all worlds anew.")  # fmt: skip
    new = {**told, "model": {**told["model"], "held": {**marks, "worlds": worlds}}}
    new.pop("digest")
    return _sealed(new)


def reckon(told: dict[str, Any]) -> bytes:
    """Reckon what came of every claim anew from the effects in results, where words or bounds of verdicts have changed.

    Returns
    -------
    bytes
        The file; its worlds and marks are as they were.

    Raises
    ------
    DemeritError
        The results are damaged, or of other laws or claims.
    """
    every = _sound(told)
    kept = {name: value for name, value in told.items() if name != "digest"}
    return _sealed({**kept, "claims": [outcome_again(every[one["name"]], told).plain() for one in told["claims"]]})


def _sound(told: dict[str, Any]) -> Claims:
    """Give all claims, of which these results must be: what is damaged or of another law gets no new hash."""
    if not is_whole(told):
        raise DemeritError("there are no results, or they are damaged: their hash is another.")
    every = all_claims()
    stale = [name for name, claim in every.items() if not fits(claim, told)]
    if stale:
        raise DemeritError(f"the results are of another law or claim: {', '.join(stale)}.")
    return every


def _again(size: Size, task: Task) -> dict[str, Any]:
    """Let one world live again for all claims: what a process does."""
    return {"number": task.number, "world": task.world, "effects": lived_again(all_claims(), size, task.world)}


def _sealed(told: dict[str, Any]) -> bytes:
    """Give results as a file, with their hash as the last key."""
    return json.dumps({**told, "digest": digest_of(told)}, indent=1).encode() + b"\n"


def shipped(claims: Claims) -> dict[str, Any] | None:
    """Give what came with the program of those of these claims that it fits; None where there is nothing of any."""
    told = results()
    if told is None:
        return None
    there = {one["name"]: one for one in told["claims"]}
    mine = [there[name] for name, claim in claims.items() if name in there and fits(claim, told)]
    return {**told, "claims": mine} if mine else None


def size_of(told: dict[str, Any]) -> Size:
    """Give the size of the studies that results are of."""
    return Size(**{field.name: told[field.name] for field in fields(Size)})


def outcome_again(claim: Claim, told: dict[str, Any]) -> Outcome:
    """Give what came of a claim, reckoned anew from the effects that came with the program."""
    size, (one,) = size_of(told), [one for one in told["claims"] if one["name"] == claim.name]
    found, half = ({int(world): seeds for world, seeds in told[key].get(claim.name, {}).items()}
                   for key in ("effects", "effects_halved"))  # fmt: skip
    (asking, *_) = askings(claim, size)
    plan = plan_for(asking, circumstances(all_claims(), size).get(asking, {claim.name: claim}), size, halved=False)
    drawn = worlds_of(plan, numbers_in(plan, list(orders_of(plan).values())))
    draws = pl.DataFrame([{"world": world, **values} for world, values in enumerate(drawn)])
    return told_of(claim, Effects(found, size.worlds), Effects(half, size.halved) if size.halved else None, draws,
                   unit=one["unit"], people=one["people"], weeks=one["weeks"])  # fmt: skip


def lived_again(claims: Claims, size: Size, world: int) -> dict[str, list[float]]:
    """Let one drawn world of the shipped studies live again, and give each claim's effect in it, seed by seed.

    Parameters
    ----------
    claims
        By name; the fewer, the fewer sides live.
    size
        Of the studies.
    world
        Which drawn world, from 0.
    """
    found = {}
    for asking, some in circumstances(claims, size).items():
        plan = plan_for(asking, some, size, halved=False)
        orders = orders_of(plan)
        numbers = numbers_in(plan, list(orders.values()))
        tasks = [task for task in tasks_of(plan, worlds_of(plan, numbers)) if task.world == world]
        rows = [(task.world, task.seed, row) for task in tasks for row in lived(plan, orders, task)["rows"]]
        at = {name: COLUMNS.index(name) for name in COLUMNS}
        found[asking] = pl.DataFrame(
            [{"world": w, "seed": seed, **{name: row[k] for name, k in at.items()}} for w, seed, row in rows],
            schema={name: SCHEMA[name] for name in ("world", "seed", *COLUMNS)},
        )
    told = _seeds(claims, size, found)
    return {name: seeds[str(world)] for name, seeds in told.items() if str(world) in seeds}
