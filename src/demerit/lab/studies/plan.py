"""The plan of a study, as it is written: one YAML file, or the same in Python; every mistake at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, ValidationError, model_validator

from demerit.base.aside import hash_of
from demerit.errors import InputError, LawError
from demerit.law.reading.messages import known_fields, said
from demerit.law.reading.positions import Mistakes, Page, read_page
from demerit.law.written import Number, Text, Written

MOST_WORLDS = 100_000
"""Drawn worlds of one study, at most."""
MOST_SEEDS = 10_000
MOST_SIDES = 100
Sampler = Literal["latin_hypercube", "sobol", "morris", "grid"]
PLAUSIBLE, CALIBRATED = "plausible", "calibrated"


class Vary(Written):
    """From where to where a number is drawn, where that is not its own plausible range; or the values it takes."""

    low: Number | None = None
    """Lowest value; None: the lowest that is plausible."""
    high: Number | None = None
    """Highest value; None: the highest that is plausible."""
    distribution: Literal["uniform", "log"] | None = None
    """How it is drawn; None: as the number itself says."""
    values: tuple[Number, ...] | None = None
    """The values themselves, for a grid."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if self.values is not None and (self.low is not None or self.high is not None or self.distribution):
            raise ValueError("`values` are the values themselves. Take `low`, `high` and `distribution` away")
        if self.values is not None and not self.values:
            raise ValueError("`values` is empty. Name one value or more")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"the range from {self.low:g} to {self.high:g} is empty. Write the lowest value first")
        return self


def _named(written: object) -> object:
    """Take names with ranges, or the word for all numbers whose size is assumed."""
    if written in (None, "assumed"):
        return None
    if not isinstance(written, Mapping):
        raise ValueError("`vary` is `assumed`, or names with ranges. Write `vary: {NAME: {low: 1, high: 2}}`")
    if not written:
        raise ValueError("`vary` names nothing. Name a number, or write `vary: assumed`")
    return {name: {} if vary is None else vary for name, vary in written.items()}


def _scheme(written: object) -> object:
    """Take YAML's nothing for the scheme of that name: who writes ``null`` in a list of schemes means it."""
    return "null" if written is None else written


Side = Annotated[Text, BeforeValidator(_scheme)]


class Plan(Written):
    """What a study is to run: sides x seeds x drawn worlds, over one make-up of society.

    Every world lives once under every side, with the same society and the same draws.
    """

    title: Text = "A study"
    """What it is about, in a few words."""
    sides: Annotated[tuple[Side, ...], Field(min_length=1, max_length=MOST_SIDES)]
    """Schemes, each with reforms behind it: ``article_2015+no_speech``."""
    against: Text | None = None
    """The side that the others are held against; None: `null` where it is a side, else the last."""
    recipe: Text = "china_2015"
    """How societies are made."""
    people: Annotated[int, Field(strict=True, ge=1)] = 1_000
    """Citizens of each world."""
    society: Text | None = None
    """A society that `demerit society` saved, instead of a recipe."""
    weeks: Annotated[int, Field(strict=True, ge=4, le=5_200)] | None = None
    """Weeks of each run; None: the calendar of the first side."""
    seeds: Annotated[int, Field(strict=True, ge=1, le=MOST_SEEDS)] = 1
    """How many seeds each drawn world lives with."""
    again: Annotated[int, Field(strict=True, ge=1)] | None = None
    """In how many of the drawn worlds the seeds behind the first live too, to tell chance by; None: in all."""
    seeds_by_world: StrictBool = False
    """Whether each drawn world lives with seeds of its own, and so with other people and draws than the other worlds:
    what differs between worlds is then chance and numbers together. All sides of a world share its seeds still."""
    seed: Annotated[int, Field(strict=True, ge=0, lt=2**64)] = 1
    """The first of them."""
    worlds: Annotated[int, Field(strict=True, ge=0, le=MOST_WORLDS)] = 0
    """How many worlds are drawn; 0: numbers as they are written. A grid counts its own."""
    sampler: Sampler = "latin_hypercube"
    """How they are drawn: Latin hypercube (McKay et al. 1979), a design for Sobol's indices (Saltelli et al. 2010) or
    for elementary effects (Morris 1991), every point of a grid."""
    draw_from: Text = PLAUSIBLE
    """What they are drawn from: ``plausible`` ranges, the ``calibrated`` table that comes with the program, or a table
    of one's own that `demerit calibrate` left (a path). Of a table the first `worlds` draws live, of 0 all."""
    design: Annotated[int, Field(strict=True, ge=1, lt=2**32)] = 1
    """Which design of that sampler: another number draws other worlds, independent of the first."""
    vary: Annotated[dict[Text, Vary] | None, BeforeValidator(_named)] = None
    """Which numbers are drawn: `assumed` (None), those of the first side whose size is assumed; or names and ranges."""
    set: dict[Text, Number] = Field(default_factory=dict)
    """Numbers that stand otherwise than written in every world; what a reform of a side changes stays as it has it."""
    measures: tuple[Text, ...] = ()
    """Measures, or rows of them; empty: the rows that are shown first."""
    only: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """Of a side, the measures or rows that are kept of it, where fewer will do."""
    by: tuple[Text, ...] = ()
    """Kinds of groups whose rows are kept besides those of everyone."""

    @property
    def reference(self) -> str:
        """The side that the others are held against."""
        return self.against or ("null" if "null" in self.sides else self.sides[-1])

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return self.model_dump(mode="json")

    def short_hash(self) -> str:
        """Give eight hex digits that tell this plan from others."""
        return hash_of((json.dumps(self.plain(), sort_keys=True).encode(),))[:8]


Fault = tuple[tuple[str | int, ...], str]
"""Where in a plan something is wrong, and what."""
Faults = Callable[[Plan], Iterable[Fault]]


def contradictions(plan: Plan) -> Iterator[Fault]:
    """Give what in a plan does not go together."""
    for k, side in enumerate(plan.sides):
        if side in plan.sides[:k]:
            yield ("sides", k), f"the side {side} is named twice. Name each side once"
    if plan.against is not None and plan.against not in plan.sides:
        yield ("against",), f"`against` names {plan.against}, which is no side. Add it to `sides`"
    for side in plan.only:
        if side not in plan.sides:
            yield ("only", side), f"`only` names {side}, which is no side. Add it to `sides`"
    varied = {} if plan.vary is None else plan.vary
    if plan.seeds_by_world and not plan.worlds and plan.draw_from == PLAUSIBLE and plan.sampler != "grid":
        yield ("seeds_by_world",), "no worlds are drawn that could have seeds of their own. Say how many: `worlds: 24`"
    if plan.draw_from != PLAUSIBLE:
        usual = {"vary": None, "sampler": "latin_hypercube", "design": 1}
        fixed = [key for key, value in usual.items() if getattr(plan, key) != value]
        if fixed:
            away = "Take `vary`, `sampler` and `design` away"
            yield (fixed[0],), f"the table that `draw_from` names says what is drawn. {away}"
        return
    if plan.sampler == "grid":
        if not varied or any(vary.values is None for vary in varied.values()):
            yield ("sampler",), "a grid needs the values of every number. Write `vary: {NAME: {values: [..]}}`"
        if plan.worlds:
            yield ("worlds",), "a grid has as many worlds as points. Take `worlds` away"
        return
    for name, vary in varied.items():
        if vary.values is not None:
            yield ("vary", name), "`values` are points of a grid. Write `sampler: grid`, or `low` and `high`"
    if varied and not plan.worlds:
        yield ("vary",), "numbers are to vary in 0 worlds. Say how many: `worlds: 24`"


def is_plan(path: Path) -> bool:
    """Say whether a file is a plan: a YAML file that names `sides` at its head, or stands in a folder of studies."""
    if path.suffix not in (".yaml", ".yml") or not path.is_file():
        return False
    page = read_page(path, Mistakes())
    return path.resolve().parent.name == "studies" or (page is not None and "sides" in page.tree)


def read_plan(path: Path, faults: Faults | None = None) -> Plan:
    """Read a plan from a file.

    Parameters
    ----------
    path
        A YAML file.
    faults
        What finds further faults of a plan that is whole: ``plan -> Iterable[Fault]``.

    Raises
    ------
    LawError
        With every mistake, each as ``file:line:col: what. why. what to do``.
    """
    mistakes = Mistakes()
    page = read_page(path, mistakes)
    if page is None or mistakes.found:
        raise LawError(mistakes.found)
    try:
        plan = Plan.model_validate(page.tree)
    except ValidationError as error:
        _note(error, page, mistakes)
        raise LawError(mistakes.found) from None
    for where, message in _faults(plan, faults):
        mistakes.add(page.place(where), message)
    if mistakes.found:
        raise LawError(mistakes.found)
    return plan


def _faults(plan: Plan, more: Faults | None) -> list[Fault]:
    """Give what does not go together, and of a plan that does, what else is wrong."""
    return list(contradictions(plan)) or (list(more(plan)) if more else [])


def _note(error: ValidationError, page: Page, mistakes: Mistakes) -> None:
    """Note what a file's tree has that a plan cannot."""
    for finding in error.errors(include_url=False):
        where = finding["loc"]
        mistakes.add(page.place(where, finding["type"] == "extra_forbidden"), said(finding, known_fields(Plan, where)))


def plan_of(told: Mapping[str, Any], faults: Faults | None = None) -> Plan:
    """Give the plan that plain data tells; what is wrong is said as for a file, without places.

    Raises
    ------
    InputError
        With every mistake.
    """
    page, mistakes = Page("plan", dict(told), {}), Mistakes()
    try:
        plan = Plan.model_validate(told)
    except ValidationError as error:
        _note(error, page, mistakes)
        raise InputError("\n".join(line.split(": ", 1)[1] for line in mistakes.found)) from None
    found = [f"{'.'.join(map(str, where))}: {message}" for where, message in _faults(plan, faults)]
    if found:
        raise InputError("\n".join(found))
    return plan
