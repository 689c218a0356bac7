"""Asking worlds: the studies behind all claims, over plausible ranges and over ranges half as wide.

Claims that are asked under the same circumstances (`Asking`) share their worlds: one study for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of
from demerit.engine.knobs import knobs, written_knobs
from demerit.errors import InputError
from demerit.lab.claims.claim import Asking, Claim
from demerit.lab.claims.outcome import Outcome, outcome_of
from demerit.lab.order import Order, ordered, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.studies.drawing import DRAWN_OF, numbers_of, ranges_of, worlds_of
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import PLAUSIBLE, Plan, Vary
from demerit.lab.studies.study import study
from demerit.lab.studies.world import tasks_of

if TYPE_CHECKING:
    from demerit.lab.studies.result import Study
    from demerit.law import Scheme

Claims = Mapping[str, Claim]


@dataclass(frozen=True)
class Size:
    """How large the studies behind the claims are.

    Parameters
    ----------
    people, weeks
        Of each world.
    worlds, seeds, again
        Worlds drawn over plausible ranges; seeds of each world, of which those behind the first live in so many of the
        worlds (None: in all). No two worlds share people or draws.
    halved
        Worlds drawn over ranges half as wide, apart from the others, with one seed each.
    own
        Whether a claim that names people or weeks of its own gets them.
    draw_from
        What worlds are drawn from, as of a plan: ``plausible`` ranges, the ``calibrated`` table, or a table's path.
    """

    people: int
    weeks: int
    worlds: int
    seeds: int
    again: int | None = None
    halved: int = 0
    own: bool = False
    draw_from: str = PLAUSIBLE


QUICK = Size(1_000, 104, 12, 2, again=4)
WHOLE = Size(1_000, 156, 20, 2, again=8, halved=8, own=True)
LIFE = 500_000
"""Weeks of citizens that pass in the time in which a life is begun and measured; to say how much is left."""


@dataclass(frozen=True)
class Asked:
    """What came of some claims.

    Parameters
    ----------
    size
        How large the studies were.
    outcomes
        One for each claim, in their order.
    plausible, halved
        The studies by circumstances, over plausible ranges and over ranges half as wide (none where not asked).
    """

    size: Size
    outcomes: list[Outcome]
    plausible: dict[Asking, Study]
    halved: dict[Asking, Study]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        numbers = {number.name: number for one in self.plausible.values() for number in one.numbers}
        return {
            "claims": [outcome.plain() for outcome in self.outcomes], **asdict(self.size),
            "digests": [one.digest for one in (*self.plausible.values(), *self.halved.values())],
            "numbers": [vars(number) for number in numbers.values()],
        }  # fmt: skip


def circumstances(claims: Claims, size: Size) -> dict[Asking, dict[str, Claim]]:
    """Give the circumstances under which worlds are asked, and the claims that need each; first what most need."""
    found: dict[Asking, dict[str, Claim]] = {}
    for name, claim in claims.items():
        for asking in askings(claim, size):
            found.setdefault(asking, {})[name] = claim
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def askings(claim: Claim, size: Size) -> tuple[Asking, ...]:
    """Give the circumstances of one claim in a study of this size."""
    return tuple(one if size.own else one._replace(people=None, weeks=None) for one in claim.askings)


def plan_for(asking: Asking, claims: Claims, size: Size, halved: bool) -> Plan:
    """Give the plan of the study that these claims need under these circumstances."""
    sides = list(dict.fromkeys(side for claim in claims.values() for side in claim.sides))
    rows = {side: {row for claim in claims.values() if side in claim.sides for row in claim.rows} for side in sides}
    seed = 1 + size.worlds * size.seeds if halved else 1
    groups = {group.partition(":")[0] for claim in claims.values() for group in claim.groups if group != "all"}
    return Plan(
        title="Claims, over ranges half as wide" if halved else "Claims, over plausible ranges", sides=tuple(sides),
        against=asking.against, people=asking.people or size.people, weeks=asking.weeks or size.weeks,
        worlds=size.halved if halved else size.worlds, seeds=1 if halved else size.seeds, seed=seed,
        again=None if halved else size.again, seeds_by_world=True, design=2 if halved else 1,
        measures=tuple(sorted(set().union(*rows.values()))),
        only={side: tuple(sorted(some)) for side, some in rows.items()}, by=tuple(sorted(groups)),
        draw_from=size.draw_from, set=dict(asking.where),
        vary=_drawn(sides, dict(asking.where), halved) if size.draw_from == PLAUSIBLE else None,
    )  # fmt: skip


def _drawn(sides: list[str], fixed: Mapping[str, float], halved: bool) -> dict[str, Vary]:
    """Give what is drawn: the assumed numbers of `DRAWN_OF` that some side has and that do not stand fixed."""
    scheme = scheme_of(Order(DRAWN_OF))[0]
    known = ranges_of([ordered(side) for side in sides])
    drawn = [number for number in numbers_of(scheme) if number.name in known and number.name not in fixed]
    return {number.name: _half(number, _written(scheme, number)) if halved
            else Vary(low=number.low, high=number.high) for number in drawn}  # fmt: skip


def _half(number: Number, value: float) -> Vary:
    """Give the half of a number's range around the value that is written."""
    if number.distribution == "log" and min(number.low, value) > 0:
        return Vary(low=sqrt(number.low * value), high=sqrt(number.high * value))
    return Vary(low=(number.low + value) / 2, high=(number.high + value) / 2)


def _written(scheme: Scheme, number: Number) -> float:
    """Give the value of a number as it is written."""
    name = number.name
    if name in scheme.knobs:
        return float(scheme.knobs[name].now)
    if name.startswith("rule."):
        return float(scheme.rules[name.removeprefix("rule.")].points or 0)
    return float(written_knobs(scheme).get(name, knobs()[name].default))


def ask(claims: Claims, size: Size, out: Path | None = None, *, resume: bool = False,
        workers: int | None = None, cluster: str | None = None, watch: Watcher = no_watcher) -> Asked:
    """Let the worlds live that these claims need, and give what came of each claim.

    Parameters
    ----------
    claims
        By name.
    size
        How many worlds, seeds, people and weeks.
    out
        A folder for the studies, one below it for each; None: below ``runs/``.
    resume, workers, cluster, watch
        As of `study`. What is finished is read, what was stopped goes on, what is missing begins.

    Raises
    ------
    InputError
        A claim names a scheme or reform that there is not.
    """
    if not claims:
        raise InputError("there is no claim to ask about.")
    kinds = (False, True) if size.halved and size.draw_from == PLAUSIBLE else (False,)
    plans = {(halved, asking): plan_for(asking, some, size, halved)
             for halved in kinds for asking, some in circumstances(claims, size).items()}  # fmt: skip
    found: dict[bool, dict[Asking, Study]] = {False: {}, True: {}}
    course = _Course(plans.values(), watch)
    for (halved, asking), plan in plans.items():
        place = None if out is None else out / folder_of(asking, halved)
        found[halved][asking] = study(
            plan, out=place, resume=resume and place is not None and place.exists(), workers=workers, cluster=cluster,
            watch=course.tell,
        )  # fmt: skip
        course.over()
    outcomes = [outcome_of(claim, askings(claim, size), found[False], found[True]) for claim in claims.values()]
    return Asked(size, outcomes, found[False], found[True])


class _Course:
    """Tells how far all studies are together, by the time that worlds take, however many sides they have.

    Parameters
    ----------
    plans
        Of the studies, in the order in which they are carried out.
    watch
        Who is told.
    """

    def __init__(self, plans: Iterable[Plan], watch: Watcher) -> None:
        self._sizes = [(len(tasks_of(plan, _drawn_in(plan))), _cost(plan)) for plan in plans]
        self._worlds, self._all = sum(n for n, _ in self._sizes), sum(n * each for n, each in self._sizes)
        self._lived, self._spent, self._watch = 0, 0, watch

    def tell(self, done: int, of: int, what: str) -> None:
        """Tell what the study that is at work tells of itself."""
        spent = self._spent + (done * self._sizes[0][1] if of else 0)
        said = f"{self._lived + done:,} of {number_of(self._worlds, 'world')}" if of else what
        self._watch(spent, self._all if of or spent else 0, said)

    def over(self) -> None:
        """Go on to the next study."""
        worlds, each = self._sizes.pop(0)
        self._lived, self._spent = self._lived + worlds, self._spent + worlds * each


def _drawn_in(plan: Plan) -> list[dict[str, float]]:
    """Give as many worlds as a plan draws; their numbers only where these come from a table."""
    return [{}] * plan.worlds if plan.draw_from == PLAUSIBLE else worlds_of(plan, [])


def _cost(plan: Plan) -> int:
    """Give what a world of a plan costs, in weeks of citizens."""
    return len(plan.sides) * (LIFE + plan.people * (plan.weeks or 0))


def folder_of(asking: Asking, halved: bool) -> str:
    """Give the name of a study's folder: what it draws, and under which circumstances."""
    parts = ["halved" if halved else "plausible"]
    parts += [f"{asking.people}_people"] if asking.people else []
    parts += [f"{asking.weeks}_weeks"] if asking.weeks else []
    parts += [f"{name}_{value:g}" for name, value in asking.where]
    return "-".join(parts + ([f"beside_{asking.against}"] if asking.against else []))
