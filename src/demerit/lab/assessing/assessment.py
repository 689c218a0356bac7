"""What an assessment found, as data that a page, a lawyer's file and a program can read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import TypeAdapter

from demerit.base.number_of import number_of
from demerit.lab.assessing.screen import Clause, Element
from demerit.lab.probing.frontier import Point
from demerit.lab.probing.ladder import Ladders
from demerit.lab.probing.league import Row
from demerit.lab.probing.variants import Told
from demerit.law import Scheme


@dataclass(frozen=True)
class About:
    """What was run.

    Parameters
    ----------
    scheme, title, hash
        The law assessed, with its reforms.
    against
        What it is held against, the reference of every effect first; ``titles`` are theirs.
    people, recipe, weeks, seeds, seed, start
        Of every world.
    kinds
        Kinds of groups told apart.
    order
        The whole order.
    worlds
        How many lived.
    digests
        Side -> the digest of its run under each seed.
    version
        Of demerit.
    """

    scheme: str
    title: str
    hash: str
    against: tuple[str, ...]
    titles: tuple[str, ...]
    people: int
    recipe: str
    weeks: int
    seeds: int
    seed: int
    start: str
    kinds: tuple[str, ...]
    order: dict[str, Any]
    worlds: int
    digests: dict[str, list[str]]
    version: str


@dataclass(frozen=True)
class Difference:
    """One row of the table of differences.

    Parameters
    ----------
    against
        The other law.
    name, group, unit
        The row of the measures.
    here, there, delta
        Means over the seeds under which both have the row; None where one never has.
    low, high, q
        The 95 % interval of delta, and p of it being 0, adjusted for all rows of this table.
    seeds
        Over how many.
    """

    against: str
    name: str
    group: str
    unit: str
    here: float | None
    there: float | None
    delta: float | None
    low: float | None
    high: float | None
    q: float | None
    seeds: int


@dataclass(frozen=True)
class Door:
    """One group at one gate: mean over seeds.

    Parameters
    ----------
    gate, group
        ``dimension:value``.
    n
        Adults of the group whom the gate is for, in the last month.
    rate
        Share to whom it is open.
    ratio
        Rate over that of the best-off group of the dimension; None where fewer than 30 of that one are let in under
        some seed.
    """

    gate: str
    group: str
    n: float
    rate: Told
    ratio: Told | None


@dataclass(frozen=True)
class Band:
    """Test loans of one band of scores, over the last 13 scoring weeks: how many, and the share not repaid."""

    score_from: int
    n: int
    default: Told


@dataclass(frozen=True)
class Screened:
    """The screen of Article 5(1)(c).

    Parameters
    ----------
    elements, clauses
        As `screen` gives them.
    lines
        Severity -> how many rules and gates would be flagged from it on.
    hit
        ``one``, ``two``, ``any``: share of the adults followed from whom a flagged clause took points at least once.
    adults
        How many were followed, on average over seeds.
    shut
        Gate that is flagged and shuts out most -> the share of adults to whom it is shut at the end; None without one.
    """

    elements: tuple[Element, ...]
    clauses: tuple[Clause, ...]
    lines: dict[str, int]
    hit: dict[str, Told]
    adults: float
    shut: tuple[str, Told] | None


@dataclass(frozen=True)
class Findings:
    """Everything that was found, but for the law itself.

    Parameters
    ----------
    about
        What was run.
    lead
        The effect that is asked for first: dissent where the law speaks of speech, else refusals.
    effects
        Effect -> the law less its reference; ``chance`` the same where one tie is cut and nothing else.
    levels
        Side -> effect -> its level.
    table
        Differences of the law against each other one: every headline of everyone and of the groups told apart.
    doors
        Every group at every gate.
    league, ladders, frontier
        What each rule causes; the ladder of evidence, None where all parts bear one grade; accuracy against harm.
    bands
        Score against repayment.
    screen
        Article 5(1)(c).
    booked
        Rule -> share of the adults followed on whom it was booked at least once, mean over seeds.
    left_out
        Variants that could not be carried out: name -> why.
    values
        Variant -> seed by seed, effect -> value: what everything above is made of.
    """

    about: About
    lead: str
    effects: dict[str, Told]
    chance: dict[str, Told]
    levels: dict[str, dict[str, Told]]
    table: tuple[Difference, ...]
    doors: tuple[Door, ...]
    league: tuple[Row, ...]
    ladders: Ladders | None
    frontier: tuple[Point, ...]
    bands: tuple[Band, ...]
    screen: Screened
    booked: dict[str, float]
    left_out: dict[str, str]
    values: dict[str, list[dict[str, float]]] = field(repr=False)


@dataclass(frozen=True, repr=False)
class Assessment(Findings):
    """Everything that was found, with the law assessed and the folder in which it lies (None: in memory)."""

    scheme: Scheme
    folder: Path | None = field(default=None, compare=False)

    def plain(self) -> dict[str, Any]:
        """Give what was found as plain data, without the law and the folder."""
        return asdict(Findings(**{one.name: getattr(self, one.name) for one in fields(Findings)}))

    def measures(self) -> pl.DataFrame:
        """Give the table of differences as a data frame."""
        return pl.DataFrame([asdict(row) for row in self.table], infer_schema_length=None)

    def row(self, name: str, group: str = "all", against: str | None = None) -> Difference | None:
        """Give one difference, against the reference unless another law is named; None where there is none."""
        other = against or self.about.against[0]
        found = (r for r in self.table if (r.name, r.group, r.against) == (name, group, other))
        return next(found, None)

    def __repr__(self) -> str:
        """Say what was assessed, in one line."""
        told = self.about
        return (f"<Assessment of {told.scheme} against {', '.join(told.against)}: {number_of(told.people, 'person')}, "
                f"{number_of(told.weeks, 'week')}, {number_of(told.seeds, 'seed')}, "
                f"{number_of(told.worlds, 'world')}>")  # fmt: skip


FINDINGS = TypeAdapter(Findings)
"""Reads what `Assessment.plain` gave."""
