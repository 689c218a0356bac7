"""The frontier of accuracy against harm: what a score buys by what it looks at, and what that costs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from demerit.engine.limits import can_carry_out
from demerit.errors import InputError
from demerit.lab.order import Order, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.probing.effects import EFFECTS, leading
from demerit.lab.probing.variants import (
    AS_WRITTEN,
    Told,
    Values,
    Variant,
    less,
    level_of,
    lived,
    mean_of,
    possible,
    seeds_with,
)
from demerit.lab.sides import schemes

if TYPE_CHECKING:
    from demerit.law import Scheme

ACCURACY = "accuracy"
MOST_WEIGHT = 0.5
REFERENCE = "reference"


@dataclass(frozen=True)
class Point:
    """One variant of a law on the plane of accuracy and harm.

    Parameters
    ----------
    name
        What is otherwise.
    accuracy
        AUC: of a pair of which one repays and one does not, the chance that the first has the higher score.
    bought
        The AUC less that of the law as written; None of the law itself.
    harms
        Effect -> how much harm more there is than under the reference, in the effect's unit; above 0 is worse.
    kept
        Whether no other variant is at least as accurate and does less of the first harm, or the reverse.
    """

    name: str
    accuracy: Told
    bought: Told | None
    harms: dict[str, Told]
    kept: bool


@dataclass(frozen=True)
class Frontier:
    """Every variant.

    Parameters
    ----------
    scheme, against
        The law with its reforms, and what harm is counted from.
    harm
        The first harm: an effect.
    people, weeks, seeds, seed
        Of every world.
    points
        The law as written first.
    """

    scheme: str
    against: str
    harm: str
    people: int
    weeks: int
    seeds: int
    seed: int
    points: tuple[Point, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def variants_of(scheme: Scheme) -> list[Variant]:
    """Give what a law could look at otherwise: the law as written first."""
    rules = scheme.rules
    found = [Variant(AS_WRITTEN)]
    found += _association(scheme)
    speech = tuple(f"rules.{name}" for name, rule in rules.items() if (rule.deed or "").startswith("speak."))
    other = tuple(f"rules.{name}" for name, rule in rules.items() if rule.basis != "financial")
    disputed = tuple(f"rules.{name}" for name, rule in rules.items() if rule.evidence.grade == "disputed")
    for name, drop in (("without rules on speech", speech), ("payment alone", other),
                       ("without disputed rules", disputed)):  # fmt: skip
        if drop and len(drop) < len(rules):
            found.append(Variant(name, drop=drop))
    if scheme.gates:
        found.append(Variant("without gates", drop=tuple(f"gates.{name}" for name in scheme.gates)))
    if scheme.news:
        found.append(Variant("nobody is told", drop=tuple(f"news.{name}" for name in scheme.news)))
    return found


def _association(scheme: Scheme) -> list[Variant]:
    """Give friends counting nothing, half and double."""
    told = scheme.association
    if not told.counts:
        return []
    found = [Variant("friends count nothing", drop=("association",))]
    for name, times in (("friends count half", 0.5), ("friends count double", 2.0)):
        weight = round(told.weight * times, 6)
        if weight > MOST_WEIGHT:
            continue
        change: tuple[tuple[str, Any], ...] = (("association.weight", weight),)
        if told.form == "event":
            points, cap = round(told.points * times), max(1, round((told.cap or 1) * times))
            change = (*change, ("association.points", points), ("association.cap", cap))
        found.append(Variant(name, set=change))
    return found


def plotted(scheme: Scheme, values: Values, reference: str, names: list[str]) -> tuple[Point, ...]:
    """Give a point a variant that has a score to be accurate; harm is counted from the variant `reference`."""
    first = leading(scheme).name
    found = []
    for name in names:
        seeds = seeds_with(values, ACCURACY, name)
        if not seeds:
            continue
        harms = {}
        for effect in EFFECTS.values():
            moved = [effect.harm * x for x in less(values, effect.name, name, reference)]
            if effect.harm and moved:
                harms[effect.name] = mean_of(moved)
        bought = less(values, ACCURACY, name, AS_WRITTEN) if name != AS_WRITTEN else []
        accuracy = level_of(ACCURACY, [values[name][k][ACCURACY] for k in seeds])
        found.append((name, accuracy, mean_of(bought) if bought else None, harms))
    place = {name: (accuracy.value, harms[first].value) for name, accuracy, _, harms in found if first in harms}
    return tuple(Point(name, accuracy, bought, harms, name in place and not _beaten(name, place))
                 for name, accuracy, bought, harms in found)


def _beaten(name: str, place: dict[str, tuple[float, float]]) -> bool:
    """Say whether another variant is no worse in both and better in one."""
    accuracy, harm = place[name]
    return any(a >= accuracy and h <= harm and (a, h) != (accuracy, harm) for n, (a, h) in place.items() if n != name)


def frontier_of(order: Order, against: str = "null", seeds: int = 4, workers: int | None = None,
                watch: Watcher = no_watcher) -> Frontier:  # fmt: skip
    """Run a law as it is written and with what it looks at changed, and give accuracy and harm of each.

    Raises
    ------
    InputError
        Seeds below 1; a law that scores nobody; a reference that there is not or that cannot be carried out.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    scheme, _ = scheme_of(order)
    scores_somebody(scheme)
    order = order.with_(weeks=order.weeks or scheme.weeks)
    title = "+".join([order.scheme, *order.reforms])
    _, reference = schemes((title, against), order)
    can_carry_out(scheme_of(reference)[0])
    variants, _ = possible(scheme, variants_of(scheme))
    found = lived(order, [*variants, Variant(REFERENCE, instead=reference)], seeds, workers, watch)
    points = plotted(scheme, found.values, REFERENCE, [variant.name for variant in variants])
    return Frontier(title, against, leading(scheme).name, found.people, order.weeks or scheme.weeks, seeds, order.seed,
                    points)  # fmt: skip


def scores_somebody(scheme: Scheme) -> None:
    """Refuse a law that scores nobody.

    Raises
    ------
    InputError
        It does.
    """
    if scheme.scored.who == "nobody":
        what = "keeps lists and" if scheme.registers or scheme.gates else ""
        raise InputError(
            f"{scheme.name} {what} scores nobody: there is no score to be assessed. Name a scheme that scores "
            "somebody, such as zhima_2015, or compare it with another: demerit compare.".replace("  ", " ")
        )
