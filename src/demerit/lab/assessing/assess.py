"""An assessment from a scheme's name to its findings."""

from __future__ import annotations

import json
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import demerit
from demerit.base.number_of import number_of
from demerit.engine.limits import can_carry_out
from demerit.errors import InputError, UnknownName
from demerit.lab.assessing.assessment import About, Assessment, Band, Difference, Door, Screened
from demerit.lab.assessing.groups import KINDS, metrics
from demerit.lab.assessing.living import ROWS, lived_one
from demerit.lab.assessing.screen import by_line, clauses, elements
from demerit.lab.assessing.store import check_place, keep
from demerit.lab.months import whole_months
from demerit.lab.order import Order, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.probing.effects import EFFECTS, leading
from demerit.lab.probing.frontier import plotted, scores_somebody, variants_of
from demerit.lab.probing.ladder import called, parts_by_grade, rungs_of, sets_of, told
from demerit.lab.probing.league import league, switched_off
from demerit.lab.probing.variants import AS_WRITTEN, less, level_of, mark_of, mean_of, possible, seeds_with, within
from demerit.lab.seeds import over_seeds
from demerit.lab.sides import called as names_of
from demerit.lab.sides import schemes
from demerit.lab.stopping import STOPS, Interrupted, signal_of, stopping
from demerit.lab.studies import crew
from demerit.lab.studies.world import Task
from demerit.law import scheme_hash
from demerit.rows.groups import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from demerit.lab.probing.variants import Variant
    from demerit.law import Scheme

PEOPLE, SEEDS = 2_000, 6
"""Of each world, unless others are asked for: there are many worlds."""
PLACEBO = "placebo"
CHANGES = (".change", ".lost_rate", ".auc_lost")
"""Ends of rows that are differences themselves."""
REFUSED = "nothing was written; the same command again begins anew."


def assess(order: Order, against: Sequence[str] = ("null",), kinds: Sequence[str] = KINDS, seeds: int = SEEDS,
           out: Path | None = None, workers: int | None = None, keeping: bool = True,
           watch: Watcher = no_watcher) -> Assessment:  # fmt: skip
    """Assess a law: let it live beside others, with each rule off, with each grade of evidence, and held otherwise.

    Parameters
    ----------
    order
        The law, the society, the length and the first seed.
    against
        Laws by name, each with reforms behind it; every effect is counted from the first.
    kinds
        Kinds of groups that are told apart: place, age, sex, income ...
    out
        The folder, which must be new; None: ``runs/assess-NAME-HASH``.
    keeping
        Whether a folder is kept at all.

    Raises
    ------
    InputError
        The law scores nobody or cannot be carried out, there is no such law or kind, seeds below 1; nothing is left.
    Interrupted
        The user stopped it; nothing is left behind.
    """
    scheme, order, others = _asked(order, against, kinds, seeds)
    place = check_place(order, others, tuple(kinds), seeds, out) if keeping else None
    metrics()
    variants, left_out = possible(scheme, _variants(scheme))
    with stopping():
        try:
            found = _lived(order, others, tuple(kinds), variants, seeds, workers, watch)
        except STOPS as error:
            raise Interrupted(f"stopped; {REFUSED}", signal_of(error)) from None
        done = _found(order, scheme, others, tuple(kinds), seeds, found, left_out)
        return done if place is None else keep(place, done)


def _asked(order: Order, against: Sequence[str], kinds: Sequence[str],
           seeds: int) -> tuple[Scheme, Order, dict[str, Order]]:  # fmt: skip
    """Refuse what cannot be assessed, before anything runs; give the law, its order and the others' orders."""
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more; intervals come from 2 on.")
    if not kinds:
        raise InputError(f"--groups names no kind of group. Write --groups {','.join(KINDS)}; leave it out for these.")
    for k, kind in enumerate(kinds):
        if kind not in DIMENSIONS:
            raise UnknownName("kind of group", kind, DIMENSIONS, "Give some of these: --groups place,age.")
        if kind in kinds[:k]:
            raise InputError(f"--groups names {kind} twice. Name each kind once.")
    if not against:
        raise InputError("--against names no scheme. Write --against null, for example.")
    scheme, _ = scheme_of(order)
    scores_somebody(scheme)
    can_carry_out(scheme)
    first = "+".join([order.scheme, *order.reforms])
    if first in against:
        raise InputError(f"{first} is held against itself. Name another law: --against null.")
    order = order.with_(weeks=whole_months(order.weeks or scheme.weeks))
    names = (first, *against)
    sides = schemes(names, order)
    others = dict(zip(list(names_of(names, sides))[1:], sides[1:], strict=True))
    for other in others.values():
        can_carry_out(scheme_of(other)[0])
    return scheme, order, others


def _variants(scheme: Scheme) -> list[Variant]:
    """Give every variant of the law that is asked for, each once; the law as written lives anyway."""
    whole = called(list(parts_by_grade(scheme)))
    every = [*switched_off(scheme), *sets_of(scheme), *variants_of(scheme)]
    seen: dict[str, Variant] = {}
    for variant in every:
        if variant.name not in (AS_WRITTEN, whole):
            seen.setdefault(variant.name, variant)
    return list(seen.values())


def _lived(order: Order, others: Mapping[str, Order], kinds: tuple[str, ...], variants: Sequence[Variant], seeds: int,
           workers: int | None, watch: Watcher) -> dict[int, list[dict[str, Any]]]:  # fmt: skip
    """Let everything live; give what came of it, seed by seed, the sides first and the variants behind them."""
    job = partial(lived_one, order, dict(others), kinds, tuple(variants), mark_of(order, *others.values()))
    number = len(variants) + 1
    tasks = [Task(k * number + world, world, order.seed + k) for k in range(seeds) for world in range(number)]
    watch(0, len(tasks), f"world 1 of {number_of(len(tasks), 'world')}")
    found: dict[int, dict[str, Any]] = {}
    for done, one in enumerate(crew.coming(job, tasks, workers), 1):
        if "failed" in one:
            name = variants[one["world"] - 1].name if one["world"] else order.scheme
            raise InputError(f"{name}, seed {one['seed']}: {one['failed']}")
        found[one["number"]] = one
        watch(done, len(tasks), f"world {done:,} of {number_of(len(tasks), 'world')}")
    ordered = [found[number] for number in sorted(found)]
    by_seed = {seed: list(rows) for seed, rows in groupby(ordered, key=lambda one: int(one["seed"]))}
    for rows in by_seed.values():
        for variant, one in zip(variants, rows[1:], strict=True):
            one["name"] = variant.name
    return by_seed


def _found(order: Order, scheme: Scheme, others: Mapping[str, Order], kinds: tuple[str, ...], seeds: int,
           by_seed: dict[int, list[dict[str, Any]]], left_out: dict[str, str]) -> Assessment:  # fmt: skip
    """Make findings of what came of the worlds."""
    firsts = [rows[0] for rows in by_seed.values()]
    values = _values(scheme, by_seed)
    reference = f"against {next(iter(others))}"
    effects = {name: mean_of(moved) for name in EFFECTS if (moved := less(values, name, AS_WRITTEN, reference))}
    chance = {name: mean_of(moved) for name in EFFECTS if (moved := less(values, name, PLACEBO, AS_WRITTEN))}
    sides_ = (AS_WRITTEN, *(f"against {name}" for name in others))
    levels = {side: {name: level_of(name, [values[side][k][name] for k in at]) for name in EFFECTS
                     if (at := seeds_with(values, name, side))} for side in sides_}  # fmt: skip
    points = [variant.name for variant in variants_of(scheme)]
    ladders = told(order, scheme, int(firsts[0]["people"]), seeds, values, rungs_of(scheme, left_out))
    return Assessment(
        about=_about(order, scheme, others, kinds, seeds, firsts, sum(len(rows) for rows in by_seed.values())),
        lead=leading(scheme).name, effects=effects, chance=chance, levels=levels, table=_table(firsts, others),
        doors=_doors(firsts), league=league(scheme, values, reference),
        ladders=ladders if len(ladders.grades) > 1 else None,
        frontier=plotted(scheme, values, reference, [name for name in points if name in values]),
        bands=_bands(firsts), screen=_screen(scheme, firsts), booked=_means([one["booked"] for one in firsts]),
        left_out=left_out, values=values, scheme=scheme,
    )  # fmt: skip


def _about(order: Order, scheme: Scheme, others: Mapping[str, Order], kinds: tuple[str, ...], seeds: int,
           firsts: list[dict[str, Any]], tasks: int) -> About:  # fmt: skip
    titles = tuple(scheme_of(other)[0].title for other in others.values())
    digests = {side: [str(one["digests"][side]) for one in firsts] for side in firsts[0]["digests"]}
    return About(
        scheme="+".join([order.scheme, *order.reforms]), title=scheme.title, hash=scheme_hash(scheme),
        against=tuple(others), titles=titles, people=int(firsts[0]["people"]), recipe=str(firsts[0]["recipe"]),
        weeks=order.weeks or scheme.weeks, seeds=seeds, seed=order.seed, start=scheme.start.isoformat(), kinds=kinds,
        order=json.loads(json.dumps(order.plain())),
        worlds=tasks + seeds * (len(others) + 1), digests=digests, version=demerit.__version__,
    )  # fmt: skip


def _values(scheme: Scheme, by_seed: dict[int, list[dict[str, Any]]]) -> dict[str, list[dict[str, float]]]:
    """Give variant -> seed by seed, effect -> value; the whole law stands under both of its names."""
    values: dict[str, list[dict[str, float]]] = {}
    for first, *rest in by_seed.values():
        for side, found in first["values"].items():
            values.setdefault(AS_WRITTEN if side == "law" else side, []).append(found)
        for one in rest:
            values.setdefault(one["name"], []).append(one["values"])
    return values | {called(list(parts_by_grade(scheme))): values[AS_WRITTEN]}


def _table(firsts: list[dict[str, Any]], others: Mapping[str, Order]) -> tuple[Difference, ...]:
    """Give the differences from each other law, q adjusted within each."""
    import polars as pl

    kinds = {"name": pl.String, "group": pl.String, "unit": pl.String, "side": pl.String, "value": pl.Float64,
             "delta": pl.Float64}  # fmt: skip
    found: list[Difference] = []
    for other in others:
        frames = [pl.DataFrame(one["tables"][other], schema=kinds, orient="row").select(ROWS) for one in firsts]
        mean = over_seeds(frames)
        there = {(row["name"], row["group"]): row["value"]
                 for row in mean.filter(pl.col("side") == "other").iter_rows(named=True)}  # fmt: skip
        for row in mean.filter(pl.col("side") == "law").iter_rows(named=True):
            base = there.get((row["name"], row["group"]))
            if base is None and row["delta"] is not None and row["value"] is not None:
                base = row["value"] - row["delta"]
            if row["name"].endswith(CHANGES):
                base = None
            found.append(Difference(
                other, row["name"], row["group"], row["unit"], row["value"], base,
                row["delta"], row["low"], row["high"], row["q"], int(row["seeds"]),
            ))  # fmt: skip
    return tuple(found)


def _doors(firsts: list[dict[str, Any]]) -> tuple[Door, ...]:
    """Give every group at every gate that it has under each seed."""
    at: dict[tuple[str, str], list[tuple[int, float, float | None]]] = {}
    for one in firsts:
        for gate, group, n, rate, ratio in one["doors"]:
            at.setdefault((gate, group), []).append((n, rate, ratio))
    doors = []
    for (gate, group), rows in sorted(at.items()):
        if len(rows) < len(firsts):
            continue
        ratios = [ratio for _, _, ratio in rows if ratio is not None]
        size, rate = sum(n for n, _, _ in rows) / len(rows), within(mean_of([rate for _, rate, _ in rows]))
        doors.append(Door(gate, group, size, rate, within(mean_of(ratios)) if len(ratios) == len(rows) else None))
    return tuple(doors)


def _bands(firsts: list[dict[str, Any]]) -> tuple[Band, ...]:
    """Give the bands of scores that have loans enough under each seed."""
    at: dict[int, list[tuple[int, float]]] = {}
    for one in firsts:
        for low, n, share in one["bands"]:
            at.setdefault(low, []).append((n, share))
    return tuple(Band(low, sum(n for n, _ in rows), within(mean_of([share for _, share in rows])))
                 for low, rows in sorted(at.items()) if len(rows) == len(firsts))  # fmt: skip


def _screen(scheme: Scheme, firsts: list[dict[str, Any]]) -> Screened:
    found = clauses(scheme)
    hit = {limb: within(mean_of([one["hit"][limb] for one in firsts])) for limb in ("one", "two", "any")}
    adults = sum(one["hit"]["n"] for one in firsts) / len(firsts)
    shares = _means([one["shut"] for one in firsts])
    flagged = {clause.name for clause in found if clause.kind == "gate" and (clause.one or clause.two)}
    worst = max((name for name in shares if name in flagged), key=lambda name: shares[name], default=None)
    shut = None if worst is None else (worst, within(mean_of([one["shut"][worst] for one in firsts])))
    return Screened(tuple(elements(scheme)), tuple(found), by_line(found), hit, adults, shut)


def _means(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Give the mean of every number that all rows have."""
    return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0] if all(name in row for row in rows)}


