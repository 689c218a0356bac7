"""What came of a claim: its effect world by world, in what share of worlds it holds, and a verdict in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cached_property
from math import sqrt
from statistics import NormalDist, fmean, median
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.lab.studies.over_worlds import HIGH, LOW, hanging
from demerit.measures.interval import t_quantile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.lab.claims.claim import Asking, Claim
    from demerit.lab.studies.result import Study

    Tables = Mapping[Asking, pl.DataFrame]
    """Circumstances -> effects of a study: ``world, seed, side, name, group, unit, value``."""

HOLDS, MOST, DEPENDS = 0.95, 2 / 3, 1 / 3
"""Shares of worlds from which a claim holds, holds in most (67 %), depends (33 %)."""
FEWEST = 8
"""Worlds below which there is no verdict."""
FEWEST_DIFFERENCES = 4
"""Differences between seeds of one world below which nothing is said of chance."""
SURE = 0.95
EXACT = 1e-9
"""Of the range of worlds, how much chance must be at least: smaller is a row too coarse to show it."""
NORMAL = NormalDist().inv_cdf(1 - (1 - SURE) / 2)
Verdict = str


@dataclass(frozen=True)
class Effects:
    """The effect of a claim in worlds of one kind.

    Parameters
    ----------
    seeds
        Drawn world -> its effect with each of its seeds, in per cent of a change, else in the unit of the row.
    lived
        How many worlds lived; in those that are not among `seeds` the effect cannot be read.
    """

    seeds: Mapping[int, Sequence[float]] = field(default_factory=dict)
    lived: int = 0

    @cached_property
    def worlds(self) -> dict[int, float]:
        """Drawn world -> the mean over its seeds."""
        return {world: fmean(effects) for world, effects in self.seeds.items()}

    @property
    def freedom(self) -> int:
        """How many differences between seeds of one world there are: degrees of freedom of `error`."""
        return sum(len(effects) - 1 for effects in self.seeds.values())

    @cached_property
    def error(self) -> float | None:
        """The standard error of one world's effect, pooled over the worlds that lived with several seeds; or None."""
        if not self.freedom:
            return None
        within = sum((e - self.worlds[world]) ** 2 for world, effects in self.seeds.items() for e in effects)
        return sqrt(within / self.freedom * fmean(1 / len(effects) for effects in self.seeds.values()))

    def is_resolved(self, claim: Claim) -> bool:
        """Say whether chance is told, and leaves the verdict alone.

        It does where it is under half of the effect that matters; and where the verdict stays the same if every world's
        effect is moved up, or down, by what chance can do to one (95 %). The standard error is one of few differences,
        so both are wider as Student's t is wider than the normal distribution. Where no seed differs and yet worlds do,
        the row is too coarse to show what chance does.
        """
        if self.error is None or self.freedom < FEWEST_DIFFERENCES:
            return False
        apart = max(self.worlds.values()) - min(self.worlds.values())
        if apart and self.error <= EXACT * apart:
            return False
        reach = self.error * t_quantile(SURE, self.freedom)
        if reach < claim.matters / 2 * NORMAL:
            return True
        return len({word_of(self.share(claim, moved)) for moved in self._moves(claim, reach)}) == 1

    def _moves(self, claim: Claim, reach: float) -> list[float]:
        """Give moves of all worlds, up to so far, at which the share may be another: for a claimed sign the ends."""
        found = [-reach, 0.0, reach]
        if claim.expects == "nothing":  # as many as may be come to lie between both lines somewhere on the way
            line = claim.matters * (1 - EXACT)
            found += [side - effect for effect in self.worlds.values() for side in (-line, line)]
        return [moved for moved in found if abs(moved) <= reach]

    def share(self, claim: Claim, moved: float = 0.0) -> float | None:
        """Give the share of worlds whose effect has the sign and at least the size that matters; None of few.

        A world in which the effect cannot be read does not bear the claim out. Effects are taken as they are, or all
        `moved` by so much.
        """
        if self.lived < FEWEST or not self.worlds:
            return None
        worlds = [effect + moved for effect in self.worlds.values()]
        if claim.expects == "nothing":
            borne = sum(abs(effect) < claim.matters for effect in worlds)
        else:
            sign = sign_of(claim, self.worlds)
            borne = sum(effect * sign >= claim.matters for effect in worlds)
        return borne / self.lived


def sign_of(claim: Claim, worlds: dict[int, float]) -> int:
    """Give the sign that is claimed; of what merely differs, that of the median."""
    if claim.expects == "differs":
        return 1 if median(worlds.values()) >= 0 else -1
    return 1 if claim.expects == "rises" else -1


@dataclass(frozen=True)
class Outcome:
    """What came of one claim.

    Parameters
    ----------
    name, statement, evidence
        Of the claim.
    unit
        Of the effect: the row's, or ``%``.
    effect, low, high
        Median over worlds, and the ends between which nine worlds of ten lie.
    share, share_low, share_high, share_halved
        Of worlds drawn over plausible ranges in which it holds; between what the share of all such worlds lies (95 %,
        Wilson 1927); the share of worlds drawn over ranges half as wide.
    worlds, lived, people, weeks
        In how many worlds the effect could be read, of how many that lived, of how many citizens and weeks each.
    error
        The standard error of one world's effect.
    hangs_on, rank_correlation
        The drawn number with whose rank the effect goes most over worlds of plausible ranges; None where none does by
        more than chance, or there are fewer than 16.
    verdict
        holds, holds in most, depends, does not hold, not resolved, not measured, too few worlds.
    """

    name: str
    statement: str
    evidence: str
    unit: str
    effect: float | None
    low: float | None
    high: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    share_halved: float | None
    worlds: int
    lived: int
    people: int
    weeks: int
    error: float | None
    hangs_on: str | None
    rank_correlation: float | None
    verdict: Verdict

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def effects_of(claim: Claim, askings: Sequence[Asking], tables: Tables) -> Effects:
    """Give the effect of a claim in every world of the studies under its circumstances."""
    first, *others = [_less(claim, tables[asking]) for asking in askings]
    for other in others:
        first = _apart(first, other)
    if claim.as_ in ("value", "pair"):
        first = {key: value - claim.than for key, value in first.items()}
    by_world: dict[int, list[float]] = {}
    for (world, _), effect in sorted(first.items()):
        by_world.setdefault(world, []).append(effect)
    return Effects(by_world, tables[askings[0]]["world"].n_unique())


Readings = dict[tuple[int, int], float]
"""(World, seed) -> what was read."""


def _apart(first: Readings, other: Readings) -> Readings:
    return {key: first[key] - other[key] for key in first.keys() & other.keys()}


def _less(claim: Claim, table: pl.DataFrame) -> Readings:
    """Give the effect under one of the circumstances: of its row and group, less those that are taken away."""
    found = _read(claim, claim.row, claim.group, table)
    if claim.less is not None:
        found = _apart(found, _read(claim, claim.less, claim.group, table))
    if claim.less_group is not None:
        others = _read(claim, claim.row, claim.less_group, table)
        if claim.less is not None:
            others = _apart(others, _read(claim, claim.less, claim.less_group, table))
        found = _apart(found, others)
    return found


def _read(claim: Claim, row: str, group: str, table: pl.DataFrame) -> Readings:
    """Give the effect on one row and group."""
    rows = table.filter(pl.col("name") == row, pl.col("group") == group)
    sides = [{(r["world"], r["seed"]): r["value"] for r in rows.filter(pl.col("side") == side).iter_rows(named=True)
              if r["value"] is not None} for side in claim.sides]  # fmt: skip
    if claim.as_ in ("value", "pair"):
        return sides[0]
    both = {key: (sides[0][key], sides[1][key]) for key in sides[0].keys() & sides[1].keys()}
    if claim.as_ == "change":
        return {key: 100 * (a - b) / b for key, (a, b) in both.items() if b}
    return {key: a - b for key, (a, b) in both.items()}


def outcome_of(claim: Claim, askings: Sequence[Asking], plausible: Mapping[Asking, Study],
               halved: Mapping[Asking, Study]) -> Outcome:  # fmt: skip
    """Give what came of a claim over the worlds of its studies: plausible ranges, and ranges half as wide."""
    tables = {asking: plausible[asking].effects for asking in askings}
    half, study = None, plausible[askings[0]]
    if all(asking in halved for asking in askings):
        half = effects_of(claim, askings, {asking: halved[asking].effects for asking in askings})
    return told_of(claim, effects_of(claim, askings, tables), half, study.draws, unit=_unit(claim, tables[askings[0]]),
                   people=study.plan.people, weeks=study.plan.weeks or 0)  # fmt: skip


def told_of(claim: Claim, found: Effects, half: Effects | None, draws: pl.DataFrame, *, unit: str, people: int,
            weeks: int) -> Outcome:  # fmt: skip
    """Give what came of a claim from its effects in worlds of plausible ranges, and of ranges half as wide.

    Parameters
    ----------
    claim
        Whose effects they are.
    found, half
        Over plausible ranges; over halved ones, None where none were asked.
    draws
        ``world``, and a column for each number drawn over its plausible range.
    unit, people, weeks
        Of the effect, and of each world.
    """
    share = found.share(claim)
    low_share, high_share = (None, None) if share is None else between(share, found.lived)
    values = pl.Series(list(found.worlds.values()), dtype=pl.Float64)
    middle, low, high = (values.quantile(at, "linear") for at in (0.5, LOW, HIGH))
    hangs_on, how = hanging(_ranks(found, draws), len(values))
    return Outcome(
        claim.name, claim.statement, claim.evidence, unit, middle, low, high, share, low_share, high_share,
        None if half is None else half.share(claim), len(values), found.lived, people, weeks, found.error,
        hangs_on, how, verdict_of(claim, found, share),
    )  # fmt: skip


def _ranks(found: Effects, draws: pl.DataFrame) -> dict[str, float | None]:
    """Give how the effect goes with each drawn number, by ranks."""
    names = [name for name in draws.columns if name != "world"]
    schema = {"world": pl.Int32, "effect": pl.Float64}
    effects = pl.DataFrame({"world": list(found.worlds), "effect": list(found.worlds.values())}, schema=schema)
    both = effects.join(draws.with_columns(pl.col("world").cast(pl.Int32)), on="world")
    if not names:
        return {}
    return both.select(pl.corr("effect", name, method="spearman").alias(name) for name in names).row(0, named=True)


def _unit(claim: Claim, table: pl.DataFrame) -> str:
    if claim.as_ == "change":
        return "%"
    units = table.filter(pl.col("name") == claim.row)["unit"]
    return str(units[0]) if len(units) else ""


def between(share: float, worlds: int) -> tuple[float, float]:
    """Give between what the share of all worlds lies (95 %), of which so many were drawn (Wilson 1927)."""
    z = NORMAL
    middle, half = share + z * z / (2 * worlds), z * sqrt(share * (1 - share) / worlds + z * z / (4 * worlds**2))
    return max(0.0, (middle - half) / (1 + z * z / worlds)), min(1.0, (middle + half) / (1 + z * z / worlds))


def verdict_of(claim: Claim, found: Effects, share: float | None) -> Verdict:
    """Say what a share comes to; nothing where chance is not told, or could make it another verdict."""
    if not found.worlds:
        return "not measured"
    if share is not None and not found.is_resolved(claim):
        return "not resolved"
    return word_of(share)


def word_of(share: float | None) -> Verdict:
    """Give the word for a share of worlds; None is a share of too few."""
    if share is None:
        return "too few worlds"
    if share >= HOLDS:
        return "holds"
    if share >= MOST:
        return "holds in most"
    return "depends" if share >= DEPENDS else "does not hold"
