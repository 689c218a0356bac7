"""The ladder of evidence: what a law does with its documented parts alone, then with reported, projected, disputed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from demerit.errors import InputError
from demerit.lab.order import Order, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.parts import shapley
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
    ratio_of,
    seeds_with,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.law import Scheme

ORDER = ("documented", "reported", "projected", "disputed", "fiction")
"""The order in which grades are switched on: what nobody denies before what somebody does."""
FRAME = "frame"
"""The law without any part that has a grade: its scale, its bureaus, who sees."""


@dataclass(frozen=True)
class Rung:
    """What a law does with the grades up to one.

    Parameters
    ----------
    grade
        The grade that is switched on; ``frame`` before any is.
    value
        The effect itself.
    adds
        What this rung adds to the one below; None of the lowest, and where no seed has the effect on both.
    """

    grade: str
    value: Told
    adds: Told | None


@dataclass(frozen=True)
class Ladder:
    """One effect, rung by rung, and the share of it that each grade has.

    Parameters
    ----------
    effect
        Its name in `EFFECTS`.
    rungs
        From the frame up to the whole law.
    whole
        The whole law less the frame.
    shares
        Grade -> its Shapley share of the whole, in whatever order grades are switched on; they sum to 1. Empty where
        the whole is not told from 0, or where some set of grades is no law that can be carried out.
    without
        The effect of the whole law without its disputed parts, less the frame; None where nothing is disputed, or
        where no seed has the effect in both.
    """

    effect: str
    rungs: tuple[Rung, ...]
    whole: Told
    shares: dict[str, Told]
    without: Told | None


@dataclass(frozen=True)
class Ladders:
    """The ladder of every effect that a law has.

    Parameters
    ----------
    scheme
        The law, with its reforms.
    grades
        Grades that its parts bear, in the order in which they are switched on.
    people, weeks, seeds, seed
        Of every world: so many seeds, from which on.
    parts
        Grade -> how many parts bear it, by kind: ``{"rules": 2, "gates": 1}``.
    left_out
        Sets of grades that cannot be carried out: name -> why.
    ladders
        Effect by effect.
    """

    scheme: str
    grades: tuple[str, ...]
    people: int
    weeks: int
    seeds: int
    seed: int
    parts: dict[str, dict[str, int]]
    left_out: dict[str, str]
    ladders: tuple[Ladder, ...]

    def of(self, effect: str) -> Ladder | None:
        """Give the ladder of one effect; None where the law has none."""
        return next((one for one in self.ladders if one.effect == effect), None)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def parts_by_grade(scheme: Scheme) -> dict[str, dict[str, int]]:
    """Give grade -> kind -> how many parts of a law bear it, in the order in which grades are switched on."""
    found: dict[str, dict[str, int]] = {grade: {} for grade in ORDER}
    for kind in ("rules", "gates", "registers", "institutions", "news"):
        for part in getattr(scheme, kind).values():
            of_grade = found[part.evidence.grade]
            of_grade[kind] = of_grade.get(kind, 0) + 1
    if scheme.association.counts:
        found[scheme.association.evidence.grade]["association"] = 1
    return {grade: kinds for grade, kinds in found.items() if kinds}


def sets_of(scheme: Scheme) -> list[Variant]:
    """Give every set of grades as a variant, the empty one first, the whole one last."""
    grades = list(parts_by_grade(scheme))
    return [Variant(called(some), grades=some) for k in range(len(grades) + 1) for some in combinations(grades, k)]


def rungs_of(scheme: Scheme, left_out: dict[str, str]) -> dict[str, str]:
    """Give, of variants that could not be carried out (name -> why), those that are sets of grades."""
    sets = {variant.name for variant in sets_of(scheme)}
    return {name: why for name, why in left_out.items() if name in sets}


def called(grades: Sequence[str]) -> str:
    """Give the name of a set of grades."""
    return "grades: " + (" + ".join(grades) or FRAME)


def laddered(scheme: Scheme, values: Values, effect: str) -> Ladder | None:
    """Give the ladder of one effect from what `sets_of` gave.

    None where the lowest or the highest rung is not there, or where no seed has the effect on both.
    """
    grades = list(parts_by_grade(scheme))
    names = [called(grades[:k]) for k in range(len(grades) + 1)]
    names = [name for name in names if name in values and seeds_with(values, effect, name)]
    if len(names) < 2 or names[-1] != called(grades):
        return None
    bottom, top = names[0], names[-1]
    whole = _mean(less(values, effect, top, bottom))
    if whole is None:
        return None
    rungs = [Rung(FRAME if name == called(()) else name.removeprefix("grades: ").split(" + ")[-1],
                  level_of(effect, [values[name][k][effect] for k in seeds_with(values, effect, name)]),
                  _mean(less(values, effect, name, names[n - 1])) if n else None)
             for n, name in enumerate(names)]  # fmt: skip
    undisputed = called([grade for grade in grades if grade != "disputed"])
    without = None
    if "disputed" in grades and undisputed in values:
        without = _mean(less(values, effect, undisputed, bottom))
    return Ladder(effect, tuple(rungs), whole, _shares(grades, values, effect), without)


def _mean(moved: list[float]) -> Told | None:
    """Give the mean of a difference; None where no seed has it."""
    return mean_of(moved) if moved else None


def _shares(grades: list[str], values: Values, effect: str) -> dict[str, Told]:
    """Give the Shapley share of every grade; none where a set is missing or the whole is not told from 0."""
    sets = {frozenset(some): called(some) for k in range(len(grades) + 1) for some in combinations(grades, k)}
    if any(name not in values for name in sets.values()):
        return {}
    seeds = seeds_with(values, effect, *sets.values())
    by_seed = [{some: values[name][k][effect] for some, name in sets.items()} for k in seeds]
    full, none = frozenset(grades), frozenset[str]()
    wholes = [of_set[full] - of_set[none] for of_set in by_seed]
    if not wholes:
        return {}
    found = {grade: ratio_of([shapley(of_set, grade) for of_set in by_seed], wholes) for grade in grades}
    return {grade: told for grade, told in found.items() if told is not None}


def ladders_of(order: Order, seeds: int = 4, workers: int | None = None, watch: Watcher = no_watcher) -> Ladders:
    """Run a law with every set of its grades of evidence and give the ladder of every effect.

    Raises
    ------
    InputError
        Seeds below 1; a law whose parts bear fewer than two grades.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    scheme, _ = scheme_of(order)
    if len(parts_by_grade(scheme)) < 2:
        only = ", ".join(parts_by_grade(scheme)) or "none"
        raise InputError(
            f"all parts of {order.scheme} bear one grade of evidence ({only}): a ladder takes two or more. "
            f"`demerit show {order.scheme}` tells each."
        )
    order = order.with_(weeks=order.weeks or scheme.weeks)
    variants, left_out = possible(scheme, sets_of(scheme))
    found = lived(order, variants, seeds, workers, watch)
    return told(order, scheme, found.people, seeds, found.values, left_out)


def told(order: Order, scheme: Scheme, people: int, seeds: int, values: Values, left_out: dict[str, str]) -> Ladders:
    """Give the ladders of every effect from the values of the sets in worlds of so many people."""
    found = [laddered(scheme, values, effect) for effect in EFFECTS]
    parts = parts_by_grade(scheme)
    title = "+".join([order.scheme, *order.reforms])
    return Ladders(title, tuple(parts), people, order.weeks or scheme.weeks, seeds, order.seed, parts, left_out,
                   tuple(one for one in found if one is not None))  # fmt: skip


__all__ = ["AS_WRITTEN", "FRAME", "ORDER", "Ladder", "Ladders", "Rung", "called", "laddered", "ladders_of",
           "parts_by_grade", "rungs_of", "sets_of", "told"]  # fmt: skip
