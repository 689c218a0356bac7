"""Results of claims that come with the program: written, read, and held against worlds that live again."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import demerit
from demerit.base.aside import hash_of
from demerit.lab.claims.asking import Asked, Claims, Size, askings, plan_for
from demerit.lab.claims.outcome import effects_of
from demerit.lab.order import ordered, scheme_of
from demerit.lab.plugins import code
from demerit.lab.studies.drawing import numbers_in, worlds_of
from demerit.lab.studies.world import COLUMNS, lived, orders_of, tasks_of
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.lab.claims.claim import Claim

FILE = "results.json"


def ship(asked: Asked, claims: Claims) -> bytes:
    """Give the file in which results come with the program.

    It holds what came of every claim, its effect world by world, and the model that it was made with: version and code
    of the program, hashes of all laws and claims. Its last key is a hash of all the others.
    """
    tables = {asking: study.effects for asking, study in asked.plausible.items()}
    effects = {name: effects_of(claim, askings(claim, asked.size), tables) for name, claim in claims.items()}
    told = {
        **asked.plain(),
        "model": {"version": demerit.__version__, "code": code(), "laws": _laws(claims)},
        "claimed": {name: claim.mark for name, claim in claims.items()},
        "effects": {name: {str(world): effect for world, effect in found.worlds.items()}
                    for name, found in effects.items()},
    }  # fmt: skip
    return json.dumps({**told, "digest": _digest(told)}, indent=1).encode() + b"\n"


def _digest(told: dict[str, Any]) -> str:
    return hash_of((json.dumps(told, sort_keys=True).encode(),))


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
    return told.get("digest") == _digest({key: value for key, value in told.items() if key != "digest"})


def fits(claim: Claim, told: dict[str, Any]) -> bool:
    """Say whether results are of this claim and of today's laws."""
    laws = told["model"]["laws"]
    return told["claimed"].get(claim.name) == claim.mark and all(laws.get(s) == law_of(s) for s in claim.sides)


def is_of_today(told: dict[str, Any]) -> bool:
    """Say whether results were made with today's code of the model."""
    return bool(told["model"]["code"] == code())


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


def lived_again(claims: Claims, size: Size, world: int) -> dict[str, float]:
    """Let one drawn world of the shipped studies live again, and give the effect of each of these claims in it.

    Parameters
    ----------
    claims
        By name; the fewer, the fewer sides live.
    size
        Of the studies.
    world
        Which drawn world, from 0.
    """
    import polars as pl

    from demerit.lab.claims.asking import circumstances
    from demerit.lab.studies.store import SCHEMA

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
    told = {name: effects_of(claim, askings(claim, size), found) for name, claim in claims.items()}
    return {name: one.worlds[world] for name, one in told.items() if world in one.worlds}
