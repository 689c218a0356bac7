"""Which numbers a study draws, and the worlds that come of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import exp, log
from typing import TYPE_CHECKING

from demerit.engine.knobs import knobs
from demerit.errors import InputError
from demerit.lab.order import Order, scheme_of
from demerit.lab.studies.designs import hypercube, misfit, shares_of
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import PLAUSIBLE
from demerit.lab.studies.table import table_of
from demerit.law import at, dump

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from demerit.lab.studies.plan import Fault, Plan, Vary
    from demerit.law import Scheme

DRAWN_OF = "article_2015"
"""The scheme whose assumed numbers claims and calibrations draw."""
CITIZENS = ("learn.forget", "learn.jolt", "learn.company", "speak.press_w", "speak.climate_w",
            "temper.caution", "temper.candour", "temper.home")
"""Knobs of citizens that move what is said most (`docs/model/validation.md`, knife-edges), or might."""


def numbers_of(scheme: Scheme) -> list[Number]:
    """Give the assumed numbers that are drawn: knobs of the scheme, points of its rules about speech, of citizens.

    Of a scheme without a rule about speech, points of all its rules whose size is assumed.
    """
    speech = {name: rule for name, rule in scheme.rules.items() if (rule.deed or "").startswith("speak.")}
    ranges = _ranges(scheme)
    found = [ranges[name] for name, knob in scheme.knobs.items() if knob.size.grade == "assumed" and name in ranges]
    found += [ranges[f"rule.{name}"] for name, rule in (speech or scheme.rules).items()
              if rule.size.grade == "assumed" and f"rule.{name}" in ranges]  # fmt: skip
    return found + [ranges[name] for name in CITIZENS]


def _of_citizens() -> dict[str, Number]:
    """Give the plausible range of every number of citizens."""
    return {name: Number(name, knob.low, knob.high, knob.distribution, True) for name, knob in knobs().items()}


def _ranges(scheme: Scheme) -> dict[str, Number]:
    """Give the plausible range of every number that has one: of citizens, of the scheme, points, how far news reach."""
    found, law = _of_citizens(), dump(scheme)
    found |= {name: Number(name, *knob.size.range, knob.size.distribution,
                           knob.moves is not None and isinstance(at(law, knob.moves), int))
              for name, knob in scheme.knobs.items() if knob.size.range}  # fmt: skip
    found |= {f"news.{name}.reach.start": Number(f"news.{name}.reach.start", *news.size.range, news.size.distribution)
              for name, news in scheme.news.items() if news.size.range}  # fmt: skip
    return found | {f"rule.{name}": Number(f"rule.{name}", *rule.size.range, rule.size.distribution, True)
                    for name, rule in scheme.rules.items() if rule.size.range}


def ranges_of(orders: Sequence[Order]) -> dict[str, Number]:
    """Give the plausible range of every number that one of these orders' laws or the citizens have."""
    found = _of_citizens()
    for order in reversed(orders):
        found |= _ranges(scheme_of(order)[0])
    return found


def numbers_in(plan: Plan, orders: Sequence[Order]) -> list[Number]:
    """Give what a plan draws, narrowed as it says."""
    if plan.draw_from != PLAUSIBLE:
        return list(table_of(plan.draw_from).numbers)
    if plan.vary is None:
        return numbers_of(scheme_of(orders[0])[0]) if plan.worlds else []
    known = ranges_of(orders)
    return [narrowed(known[name], vary) for name, vary in plan.vary.items()]


def narrowed(number: Number, vary: Vary) -> Number:
    """Give the number with the ends that a plan names."""
    low = number.low if vary.low is None else vary.low
    high = number.high if vary.high is None else vary.high
    return replace(number, low=low, high=high, distribution=vary.distribution or number.distribution)


def faults_of(plan: Plan, orders: Sequence[Order]) -> Iterator[Fault]:
    """Give what is wrong with the numbers of a plan: names that no side has, ends outside what is plausible."""
    from demerit.law.reading.positions import near

    known = ranges_of(orders)
    for name in (*(plan.vary or ()), *plan.set):
        if name not in known:
            kind = "vary" if name in (plan.vary or {}) else "set"
            yield (kind, name), f"no side has a number {name!r} with a plausible range{near(name, known)}"
    for name, vary in (plan.vary or {}).items():
        if name in known:
            yield from ((("vary", name), said) for said in odd(known[name], vary))
    for name, sides in not_set(plan, orders).items():
        if len(sides) == sum(name in _ranges(scheme_of(order)[0]) for order in orders):
            yield ("set", name), f"a reform of {sides[0]} changes {name}, and no side takes it as set. Take it away"
    if plan.draw_from != PLAUSIBLE:
        try:
            table_of(plan.draw_from).first(plan.worlds)
        except InputError as error:
            yield ("draw_from",), str(error)
    elif not set(plan.vary or ()) - set(known):
        said = misfit(plan.sampler, len(numbers_in(plan, orders)), plan.worlds)
        yield from [(("worlds",), said)] if said else []


def not_set(plan: Plan, orders: Sequence[Order]) -> dict[str, list[str]]:
    """Give, for each number that a plan sets, the sides on which it stands as a reform of theirs has it instead."""
    if not plan.set:
        return {}
    reformed = {side: reformed_numbers(order) for side, order in zip(plan.sides, orders, strict=True)}
    found = {name: [side for side, changed in reformed.items() if name in changed] for name in plan.set}
    return {name: sides for name, sides in found.items() if sides}


def odd(number: Number, vary: Vary) -> Iterator[str]:
    """Say what is wrong with the range that a plan gives a number."""
    name, plausible = number.name, f"{number.low:g} to {number.high:g}"
    for end in (vary.low, vary.high, *(vary.values or ())):
        if end is not None and not number.low <= end <= number.high:
            yield f"{end:g} lies outside what is plausible for {name}: {plausible}. Narrow it to that"
    told = narrowed(number, vary)
    if vary.values is None and told.low >= told.high:
        yield f"the range of {name}, {told.low:g} to {told.high:g}, is empty (plausible: {plausible}). Widen it"
    elif told.distribution == "log" and told.low <= 0:
        yield f"{name} cannot be drawn by its logarithm from {told.low:g}. Write `distribution: uniform`"


def draws(numbers: Sequence[Number], worlds: int) -> list[dict[str, float]]:
    """Give the numbers of each world: a Latin hypercube (McKay et al. 1979), each range cut into as many as worlds."""
    return placed(numbers, hypercube([number.name for number in numbers], worlds))


def placed(numbers: Sequence[Number], shares: NDArray[np.float64]) -> list[dict[str, float]]:
    """Give the numbers that shares (world x number, 0 to 1) of their ranges are; whole where they must be."""
    worlds = []
    for row in shares:
        values = {}
        for number, share in zip(numbers, row, strict=True):
            value = _at(number, float(share))
            values[number.name] = _rounded(number, value)
        worlds.append(values)
    return worlds


def _rounded(number: Number, value: float) -> float:
    """Give a value as it is written: whole, to four digits where it is drawn by its logarithm, else to four places."""
    if number.whole:
        return float(round(value))
    return float(f"{value:.4g}") if number.distribution == "log" else round(value, 4)


def _at(number: Number, share: float) -> float:
    if number.distribution == "log" and number.low > 0:
        return exp(log(number.low) + share * (log(number.high) - log(number.low)))
    return number.low + share * (number.high - number.low)


def worlds_of(plan: Plan, numbers: Sequence[Number]) -> list[dict[str, float]]:
    """Give the drawn numbers of every world of a plan; one world without any where nothing is drawn."""
    if plan.sampler == "grid" and plan.vary:
        names = list(plan.vary)
        return [dict(zip(names, map(float, point), strict=True))
                for point in product(*(plan.vary[name].values or () for name in names))]  # fmt: skip
    if plan.draw_from != PLAUSIBLE:
        return table_of(plan.draw_from).first(plan.worlds)
    if not plan.worlds or not numbers:
        return [{}]
    return placed(numbers, shares_of(plan.sampler, [number.name for number in numbers], plan.worlds, plan.design))


def with_numbers(order: Order, values: Mapping[str, float], has: Collection[str] | None = None) -> Order:
    """Give the order with the numbers set that its law or its citizens have.

    What a reform of the order changes is the reform's: a drawn number does not undo it, and a setting of the order's
    own stays beside it.

    Parameters
    ----------
    order
        Of one side.
    values
        Name -> value.
    has
        What `open_to` gives of the order, where the caller knows it already.
    """
    if not values:
        return order
    has = open_to(order) if has is None else has
    added = {name: f"{value:g}" for name, value in values.items() if name in has}
    return order.with_(settings=(*(s for s in order.settings if s[0] not in added), *added.items()))


def open_to(order: Order) -> frozenset[str]:
    """Give the numbers of an order that may be set: of citizens, and of its law but for what its reforms changed."""
    law = scheme_of(order)[0]
    return frozenset({*knobs(), *law.knobs, *(f"rule.{name}" for name in law.rules),
                      *(f"news.{name}.reach.start" for name in law.news)} - reformed_numbers(order, law))  # fmt: skip


def reformed_numbers(order: Order, law: Scheme | None = None) -> set[str]:
    """Give the numbers of a law that the order's reforms have changed: knobs, points of rules, first reach of news."""
    if not order.reforms:
        return set()
    old, new = (_values(one) for one in (scheme_of(order.with_(reforms=(), settings=()))[0],
                                         scheme_of(order.with_(settings=()))[0] if order.settings or law is None else law))  # noqa: E501
    return {name for name in old.keys() & new.keys() if old[name] != new[name]}


def _values(scheme: Scheme) -> dict[str, object]:
    """Give what stands in a law of every number that may be drawn."""
    law = dump(scheme)
    found: dict[str, object] = {}
    for name, knob in scheme.knobs.items():
        found[name] = (knob.now, None if knob.moves is None else at(law, knob.moves))
    found |= {f"rule.{name}": rule.points for name, rule in scheme.rules.items()}
    return found | {f"news.{name}.reach.start": news.reach.start for name, news in scheme.news.items()}
