"""One law in many variants, each over the same societies with the same draws, in memory and on all cores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from demerit.engine.limits import can_carry_out
from demerit.engine.plan import Plan
from demerit.errors import DemeritError, InputError
from demerit.lab.living import live, society_for
from demerit.lab.order import Order, scheme_of
from demerit.lab.probing.effects import EFFECTS, effects_of
from demerit.lab.reading import outside
from demerit.lab.studies import crew
from demerit.lab.studies.world import Task
from demerit.law import Reform, by_evidence, reformed, scheme_hash
from demerit.measures import interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.lab.perform import Watcher
    from demerit.law import Scheme

AS_WRITTEN = "as written"
Values = Mapping[str, "Sequence[Mapping[str, float]]"]
"""Variant -> seed by seed, effect -> value."""


@dataclass(frozen=True)
class Variant:
    """A law, changed in one respect.

    Parameters
    ----------
    name
        What it is called.
    grades
        The grades of evidence that are kept; None: all.
    drop, set
        As of a reform: parts that are taken away, and fields that are set.
    instead
        The order of another law altogether; its seed and its weeks are those of the law.
    """

    name: str
    grades: tuple[str, ...] | None = None
    drop: tuple[str, ...] = ()
    set: tuple[tuple[str, Any], ...] = ()
    instead: Order | None = None

    def law(self, scheme: Scheme) -> Scheme:
        """Give the law so changed.

        Raises
        ------
        InputError, LawError
            What is left of it cannot be carried out.
        """
        if self.grades is not None:
            scheme = by_evidence(scheme, self.grades)
        if self.drop or self.set:
            change = Reform(summary=self.name, why="A variant.", drop=self.drop, set=dict(self.set))
            scheme = reformed(scheme, change, outside())
        can_carry_out(scheme)
        return scheme


@dataclass(frozen=True)
class Told:
    """A mean over seeds.

    Parameters
    ----------
    value
        The mean.
    low, high
        The 95 % interval; None of one seed.
    seeds
        How many.
    """

    value: float
    low: float | None
    high: float | None
    seeds: int = field(default=0)

    @property
    def sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def mean_of(values: Sequence[float]) -> Told:
    """Give the mean of one value a seed, with its interval."""
    low, high = interval(values) if len(values) > 1 else (None, None)
    return Told(sum(values) / len(values), low, high, len(values))


def within(told: Told, low: float = 0.0, high: float = 1.0) -> Told:
    """Give a mean of what cannot lie outside some ends, its interval cut there."""
    if told.low is None or told.high is None:
        return told
    return Told(told.value, max(low, told.low), min(high, told.high), told.seeds)


def level_of(effect: str, values: Sequence[float]) -> Told:
    """Give the mean level of an effect, its interval cut where a level cannot lie."""
    told, ends = mean_of(values), EFFECTS[effect].ends
    return told if ends is None else within(told, *ends)


def ratio_of(parts: Sequence[float], wholes: Sequence[float]) -> Told | None:
    """Give parts as shares of a whole, seed by seed; None where the whole is not told from 0."""
    whole = mean_of(wholes)
    if not all(wholes) or (len(wholes) > 1 and not whole.sure):
        return None
    return mean_of([part / one for part, one in zip(parts, wholes, strict=True)])


def seeds_with(values: Values, effect: str, *names: str) -> list[int]:
    """Give the seeds under which every one of these variants has the effect."""
    return [k for k in range(min((len(values[name]) for name in names), default=0))
            if all(effect in values[name][k] for name in names)]


def less(values: Values, effect: str, here: str, there: str) -> list[float]:
    """Give the effect under one variant less that under another, seed by seed."""
    return [values[here][k][effect] - values[there][k][effect] for k in seeds_with(values, effect, here, there)]


def possible(scheme: Scheme, variants: Sequence[Variant]) -> tuple[list[Variant], dict[str, str]]:
    """Part the variants that can be carried out from those that cannot: name -> why, in words."""
    good, bad = [], {}
    for variant in variants:
        try:
            if variant.instead is None:
                variant.law(scheme)
            good.append(variant)
        except DemeritError as error:
            bad[variant.name] = str(error)
    return good, bad


class Lived(NamedTuple):
    """What came of the variants of a law.

    Parameters
    ----------
    values, digests
        Variant -> seed by seed the effects, and the digest of the final state.
    people
        Citizens of each world.
    """

    values: dict[str, list[dict[str, float]]]
    digests: dict[str, list[str]]
    people: int


def lived(order: Order, variants: Sequence[Variant], seeds: int, workers: int | None, watch: Watcher) -> Lived:
    """Let every variant live under every seed.

    Parameters
    ----------
    order
        The law as it is written, the society, the first seed.
    workers
        Processes; None: one a core.

    Raises
    ------
    InputError
        A world came to nothing; the message says which and why.
    """
    mark = mark_of(order, *(variant.instead for variant in variants if variant.instead is not None))
    job = partial(_lived, order, tuple(variants), mark)
    tasks = [Task(k * len(variants) + v, v, order.seed + k) for k in range(seeds) for v in range(len(variants))]
    values: dict[str, list[dict[str, float]]] = {variant.name: [{}] * seeds for variant in variants}
    digests: dict[str, list[str]] = {variant.name: [""] * seeds for variant in variants}
    people = 0
    for done, found in enumerate(crew.coming(job, tasks, workers), 1):
        name = variants[found["world"]].name
        if "failed" in found:
            raise InputError(f"{name}, seed {found['seed']}: {found['failed']}")
        values[name][found["seed"] - order.seed] = found["values"]
        digests[name][found["seed"] - order.seed] = found["digest"]
        people = found["people"]
        watch(done, len(tasks), f"world {done:,} of {len(tasks):,}")
    return Lived(values, digests, people)


def mark_of(*orders: Order) -> str:
    """Give what tells apart the laws that one name held at different times: the hash of each."""
    return "+".join(scheme_hash(scheme_of(order)[0]) for order in orders)


@lru_cache(maxsize=4)
def _law(order: Order, mark: str) -> tuple[Scheme, dict[str, float]]:
    return scheme_of(order)


@lru_cache(maxsize=256)
def _plan(order: Order, variant: Variant, mark: str) -> Plan:
    scheme, settings = _law(order, mark)
    return Plan(variant.law(scheme), settings)


def _lived(order: Order, variants: tuple[Variant, ...], mark: str, task: Task) -> dict[str, Any]:
    return lived_variant(order, variants[task.world], mark, task)


def lived_variant(order: Order, variant: Variant, mark: str, task: Task) -> dict[str, Any]:
    """Let one variant live under one seed; give the digest of its end and its effects, as plain data.

    Plans are kept from world to world as long as `mark`, the hashes of the laws, is the same.
    """
    law = order if variant.instead is None else variant.instead
    own = law.with_(seed=task.seed, weeks=order.weeks)
    society = society_for(own)
    run = live(own, society=society, plan=_plan(law.with_(seed=0), variant, mark), threads=1, panel_size=0)
    return {"number": task.number, "world": task.world, "seed": task.seed, "digest": run.about.digest,
            "people": int(society.people), "values": effects_of(run)}  # fmt: skip
