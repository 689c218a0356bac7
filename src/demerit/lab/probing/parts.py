"""What a law does by its tale, rules, gates and sight: all worlds of present and absent parts, and fair shares."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any

from demerit.engine.plan import Plan
from demerit.errors import InputError
from demerit.lab.headlines import headline_names
from demerit.lab.living import live
from demerit.lab.order import Order, scheme_of, society_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.reading import outside
from demerit.law import Reform, reformed
from demerit.measures import evaluate, interval
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.law import Scheme

Set = frozenset[str]
PARTS = ("tale", "rules", "gates", "sight")
SAYS = {
    "tale": "news of the law",
    "rules": "points",
    "gates": "what opens and shuts",
    "sight": "others see the score",
}
SMALL = 2_000
"""People of each world, unless more are asked for."""


@dataclass(frozen=True)
class Share:
    """What one part does to one row.

    Parameters
    ----------
    part
        Its name.
    value, low, high
        Its Shapley value, in the row's unit: mean over seeds, and the 95 % interval of that; ends None of one seed.
    share, share_low, share_high
        The same as a share of the whole effect; None where that is 0 in a seed, or not told from chance.
    alone, taken
        What it does alone, and what is lost where it alone is taken away; means over seeds.
    """

    part: str
    value: float
    low: float | None
    high: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    alone: float
    taken: float


@dataclass(frozen=True)
class Effect:
    """What all parts do to one row of everyone.

    Parameters
    ----------
    name, unit
        The row.
    empty, full
        Its value with none of the parts and with all of them; means over seeds.
    whole
        ``full - empty``; Shapley values sum to it, seed by seed.
    low, high
        The 95 % interval of the whole over seeds; None of one seed.
    without
        Its value where there is no scheme at all; None where it has none.
    shares
        Part by part.
    """

    name: str
    unit: str
    empty: float
    full: float
    whole: float
    low: float | None
    high: float | None
    without: float | None
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Parts:
    """The parts of a law and what each does.

    Parameters
    ----------
    scheme
        The law, with its reforms.
    parts
        Those that it has.
    people, weeks, seeds, seed
        Of every world: so many seeds, from which on.
    digests
        Part names joined by ``+`` (``none`` of none) -> the digest of that world under each seed.
    effects
        Headlines that every world has.
    """

    scheme: str
    parts: tuple[str, ...]
    people: int
    weeks: int
    seeds: int
    seed: int
    digests: dict[str, list[str]]
    effects: tuple[Effect, ...]


def parts_of(scheme: Scheme) -> dict[str, Reform]:
    """Give, for every part that a law has, the reform that takes it away."""
    away = {
        "tale": Reform(summary="Nobody is told.", why="-", drop=tuple(f"news.{name}" for name in scheme.news)),
        "rules": Reform(summary="No rule counts.", why="-", points=dict.fromkeys(scheme.rules, 0)),
        "gates": Reform(summary="Nothing opens or shuts.", why="-", drop=tuple(f"gates.{n}" for n in scheme.gates)),
        "sight": Reform(summary="Nobody sees a score.", why="-", set={"visibility.form": "nobody"}),
    }
    has = {"tale": scheme.news, "rules": scheme.rules, "gates": scheme.gates,
           "sight": scheme.visibility.form not in ("nobody", "self")}  # fmt: skip
    return {part: reform for part, reform in away.items() if has[part]}


def subsets(parts: Sequence[str]) -> list[Set]:
    """Give every set of parts, the empty one first and the whole one last."""
    return [frozenset(some) for k in range(len(parts) + 1) for some in combinations(parts, k)]


def shapley(values: Mapping[Set, float], part: str) -> float:
    """Give the Shapley value of a part: what it adds, averaged over all orders in which parts can come.

    ``sum over S without the part of |S|! (k - |S| - 1)! / k! (v(S + part) - v(S))`` (Shapley 1953); over all parts they
    sum to ``v(all) - v(none)``.
    """
    k = max(len(some) for some in values)
    weight = [factorial(size) * factorial(k - size - 1) / factorial(k) for size in range(k)]
    adds = ((some, values[some | {part}] - value) for some, value in values.items() if part not in some)
    return sum(weight[len(some)] * added for some, added in adds)


def factorial_of(order: Order, seeds: int = 4, threads: int = 0, watch: Watcher = no_watcher) -> Parts:
    """Run every world of present and absent parts, each under the same seeds, and share out each headline.

    Raises
    ------
    InputError
        Seeds below 1; a law with fewer than two of the parts.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    scheme, settings = scheme_of(order)
    away = parts_of(scheme)
    if len(away) < 2:
        raise InputError(
            f"{order.scheme} has {len(away)} of the parts {', '.join(PARTS)}: shares take two or more. "
            "Compare it with another law instead: demerit compare."
        )
    sets = subsets(list(away))
    plans = {some: Plan(_without(scheme, [away[part] for part in away if part not in some]), settings) for some in sets}
    rows: dict[str, dict[Set, list[float]]] = {}
    units: dict[str, str] = {}
    bare: dict[str, list[float]] = {}
    digests: dict[Set, list[str]] = {some: [] for some in sets}
    weeks = 0
    for k in range(seeds):
        own = order.with_(seed=order.seed + k)
        society = society_of(own)
        for number, some in enumerate(sets):
            watch(k * (len(sets) + 1) + number, seeds * (len(sets) + 1), f"seed {k + 1} of {seeds}, {_name(some)}")
            run = live(own, society=society, plan=plans[some], threads=threads)
            digests[some].append(str(run.about.digest))
            weeks = run.about.weeks
            for name, unit, value in _headlines(run):
                rows.setdefault(name, {}).setdefault(some, []).append(value)
                units[name] = unit
        empty = live(own.with_(scheme="null", reforms=(), settings=(), evidence=(), weeks=weeks), society=society,
                     threads=threads)  # fmt: skip
        for name, _, value in _headlines(empty):
            bare.setdefault(name, []).append(value)
    effects = [
        effect_of(name, units[name], of_set, list(away), bare.get(name, []), seeds)
        for name, of_set in rows.items() if all(len(of_set.get(some, [])) == seeds for some in sets)
    ]  # fmt: skip
    title = "+".join([order.scheme, *order.reforms])
    return Parts(title, tuple(away), society.people, weeks, seeds, order.seed,
                 {_name(some): found for some, found in digests.items()}, tuple(effects))  # fmt: skip


def _without(scheme: Scheme, reforms: Sequence[Reform]) -> Scheme:
    for reform in reforms:
        scheme = reformed(scheme, reform, outside())
    return scheme


def _name(some: Set) -> str:
    return "+".join(part for part in PARTS if part in some) or "none"


def _headlines(run: Any) -> list[tuple[str, str, float]]:
    """Give name, unit and value of every headline of everyone that a run has."""
    names = headline_names()
    table = evaluate(run, names=sorted({name.partition(".")[0] for name in names}))
    return [(row["name"], row["unit"], row["value"]) for row in table.iter_rows(named=True)
            if row["group"] == ALL and row["name"] in names and row["value"] is not None]  # fmt: skip


def effect_of(name: str, unit: str, of_set: dict[Set, list[float]], parts: list[str], bare: list[float],
              seeds: int) -> Effect:  # fmt: skip
    """Share out one row, whose values of every set of parts are given seed by seed."""
    full, none = frozenset(parts), frozenset[str]()
    by_seed = [{some: found[k] for some, found in of_set.items()} for k in range(seeds)]
    whole = [values[full] - values[none] for values in by_seed]
    low, high = _ends(whole)
    sure = all(whole) and (low is None or high is None or low > 0 or high < 0)
    shares = []
    for part in parts:
        value = [shapley(values, part) for values in by_seed]
        ratio = [v / w for v, w in zip(value, whole, strict=True)] if sure else []
        shares.append(Share(
            part, _mean(value), *_ends(value), _mean(ratio) if ratio else None, *_ends(ratio),
            _mean([values[frozenset({part})] - values[none] for values in by_seed]),
            _mean([values[full] - values[full - {part}] for values in by_seed]),
        ))  # fmt: skip
    without = _mean(bare) if len(bare) == seeds else None
    return Effect(name, unit, _mean(of_set[none]), _mean(of_set[full]), _mean(whole), low, high, without,
                  tuple(shares))  # fmt: skip


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _ends(values: Sequence[float]) -> tuple[float | None, float | None]:
    """Give the interval of a mean over seeds; None of fewer than two."""
    return interval(values) if len(values) > 1 else (None, None)
