"""Asking worlds: the studies behind all claims, one over plausible ranges and one over ranges half as wide."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.errors import InputError
from demerit.lab.claims.claim import Claim
from demerit.lab.claims.outcome import Effects, Outcome, effects_of, outcome_of
from demerit.lab.order import Order, ordered, scheme_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.studies.drawing import numbers_of
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import Plan, Vary
from demerit.lab.studies.study import study
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.lab.studies.result import Study
    from demerit.law import Scheme

FIRST = "article_2015"
"""The side whose assumed numbers are drawn."""
SHIPPED = "results.json"


@dataclass(frozen=True)
class Size:
    """How large the study behind the claims is; whether ranges half as wide are asked too."""

    people: int
    weeks: int
    worlds: int
    seeds: int
    halved: bool = True


QUICK = Size(1_000, 132, 16, 2, halved=False)
WHOLE = Size(1_000, 284, 32, 2)


@dataclass(frozen=True)
class Asked:
    """What came of some claims.

    Parameters
    ----------
    outcomes
        One for each claim, in their order.
    plausible, halved
        The studies, over plausible ranges and over ranges half as wide (None where that was not asked).
    """

    outcomes: list[Outcome]
    plausible: Study
    halved: Study | None

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        plan = self.plausible.plan
        return {
            "claims": [outcome.plain() for outcome in self.outcomes],
            **{name: getattr(plan, name) for name in ("people", "weeks", "worlds", "seeds")},
            "digests": [study.digest for study in (self.plausible, self.halved) if study is not None],
            "numbers": [vars(number) for number in self.plausible.numbers],
        }  # fmt: skip


def plan_for(claims: dict[str, Claim], size: Size, halved: bool) -> Plan:
    """Give the plan of the study that all these claims need."""
    sides = list(dict.fromkeys([FIRST, *(side for claim in claims.values() for side in claim.sides)]))
    rows = tuple(sorted({row for claim in claims.values() for row in claim.rows}))
    only = {side: tuple(sorted({row for claim in claims.values() if side in claim.sides for row in claim.rows}))
            for side in sides}  # fmt: skip
    only = {side: needed for side, needed in only.items() if needed}
    groups = {claim.group.partition(":")[0] for claim in claims.values() if claim.group != "all"}
    return Plan(
        title="Claims, over ranges half as wide" if halved else "Claims, over plausible ranges", sides=tuple(sides),
        people=size.people, weeks=size.weeks, worlds=size.worlds, seeds=size.seeds, measures=rows, only=only,
        by=tuple(sorted(groups)), vary=_halves() if halved else None,
    )  # fmt: skip


def _halves() -> dict[str, Vary]:
    """Give, for each number that is drawn, the half of its range around the value that is written."""
    scheme = scheme_of(Order(FIRST))[0]
    return {number.name: _half(number, _written(scheme, number)) for number in numbers_of(scheme)}


def _half(number: Number, value: float) -> Vary:
    low, high = value - (value - number.low) / 2, value + (number.high - value) / 2
    return Vary(low=low, high=high)


def _written(scheme: Scheme, number: Number) -> float:
    """Give the value of a number as it is written."""
    from demerit.engine.knobs import knobs, written_knobs

    name = number.name
    if name in scheme.knobs:
        return float(scheme.knobs[name].now)
    if name.startswith("rule."):
        return float(scheme.rules[name.removeprefix("rule.")].points or 0)
    return float(written_knobs(scheme).get(name, knobs()[name].default))


def ask(claims: dict[str, Claim], size: Size, out: Path | None = None, *, resume: bool = False,
        workers: int | None = None, cluster: str | None = None, watch: Watcher = no_watcher) -> Asked:
    """Let the worlds live that these claims need, and give what came of each claim.

    Parameters
    ----------
    claims
        By name.
    size
        How many worlds, seeds, people and weeks.
    out
        A folder for both studies; None: below ``runs/``.
    resume, workers, cluster, watch
        As of `study`.

    Raises
    ------
    InputError
        A claim names a scheme or reform that there is not.
    """
    if not claims:
        raise InputError("there is no claim to ask about.")
    found: list[Study] = []
    parts = 2 if size.halved else 1
    for k, halved in enumerate((False, True)[:parts]):

        def told(done: int, of: int, what: str, k: int = k) -> None:
            watch(done + k * of, parts * of, what)

        place = None if out is None else out / ("halved" if halved else "plausible")
        again = resume and place is not None and place.exists()
        found.append(study(plan_for(claims, size, halved), out=place, resume=again, workers=workers, cluster=cluster,
                           watch=told))  # fmt: skip
    plausible, half = found[0], found[1] if size.halved else None
    return Asked([outcome_of(claim, plausible, half) for claim in claims.values()], plausible, half)


# ---- what comes with the program -------------------------------------------------------------------------------------


def ship(asked: Asked, claims: dict[str, Claim]) -> bytes:
    """Give the file in which results come with the program: outcomes, and every claim's effect world by world."""
    worlds = {name: _worlds(effects_of(claim, asked.plausible)[0]) for name, claim in claims.items()}
    laws = asked.plausible.sealed.told["rests_on"]["law"]
    claimed = {name: claim.mark for name, claim in claims.items()}
    return json.dumps({**asked.plain(), "laws": laws, "claimed": claimed, "effects": worlds}, indent=1).encode() + b"\n"


def _worlds(effects: Effects) -> dict[str, float]:
    return {str(world): effect for world, effect in effects.worlds.items()}


def shipped(claims: dict[str, Claim]) -> dict[str, Any] | None:
    """Give what came with the program of these claims; None where law or claims are not those that were asked."""
    file = files("demerit.lab.claims").joinpath(SHIPPED)
    if not file.is_file():
        return None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    there = {one["name"]: one for one in told["claims"]}
    if any(name not in there or told["claimed"].get(name) != claim.mark for name, claim in claims.items()):
        return None
    sides = {FIRST, *(side for claim in claims.values() for side in claim.sides)}
    if any(scheme_hash(scheme_of(ordered(side))[0]) != told["laws"].get(side) for side in sides):
        return None
    return {**told, "claims": [there[name] for name in claims]}
