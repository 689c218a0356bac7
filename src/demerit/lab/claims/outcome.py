"""What came of a claim: its effect world by world, in what share of worlds it holds, and a verdict in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from math import sqrt
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from demerit.lab.claims.claim import Claim
    from demerit.lab.studies.result import Study

HOLDS, MOST, DEPENDS = 0.95, 0.67, 0.33
"""Shares of worlds from which a claim holds, holds in most, depends."""
FEWEST = 8
"""Worlds below which there is no verdict."""
Verdict = str


@dataclass(frozen=True)
class Effects:
    """The effect of a claim in worlds of one kind.

    Parameters
    ----------
    worlds
        Drawn world -> mean effect over its seeds, in per cent of a change, else in the unit of the row.
    error
        The standard error of one world's effect, from the spread of its seeds, over all worlds; None with one seed.
    """

    worlds: dict[int, float] = field(default_factory=dict)
    error: float | None = None

    def share(self, claim: Claim) -> float | None:
        """Give the share of worlds whose effect has the sign and at least the size that matters; None of few."""
        if len(self.worlds) < FEWEST:
            return None
        if claim.expects == "nothing":
            return fmean(abs(effect) < claim.matters for effect in self.worlds.values())
        sign = sign_of(claim, self.worlds)
        return fmean(effect * sign >= claim.matters for effect in self.worlds.values())


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
    share, share_halved
        Of worlds drawn over plausible ranges, and over ranges half as wide, in which it holds.
    worlds, error
        How many worlds there were; the standard error of one world's effect.
    hangs_on, rank_correlation
        The drawn number with whose rank the effect goes most.
    verdict
        holds, holds in most, depends, does not hold, not resolved, not measured.
    """

    name: str
    statement: str
    evidence: str
    unit: str
    effect: float | None
    low: float | None
    high: float | None
    share: float | None
    share_halved: float | None
    worlds: int
    error: float | None
    hangs_on: str | None
    rank_correlation: float | None
    verdict: Verdict

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def effects_of(claim: Claim, study: Study) -> tuple[Effects, str]:
    """Give the effect of a claim in every world of a study, and its unit.

    A world without the row on a side that has it elsewhere is left out.
    """
    parts = [_effects(claim, row, study) for row in claim.rows]
    first, unit = parts[0]
    if len(parts) == 2:
        keys = first.keys() & parts[1][0].keys()
        first = {key: first[key] - parts[1][0][key] for key in keys}
    by_world: dict[int, list[float]] = {}
    for (world, _), effect in sorted(first.items()):
        by_world.setdefault(world, []).append(effect)
    several = [effects for effects in by_world.values() if len(effects) > 1]
    error = None
    if several:
        within = sum(sum((e - fmean(effects)) ** 2 for e in effects) for effects in several)
        freedom = sum(len(effects) - 1 for effects in several)
        error = sqrt(within / freedom / fmean(len(effects) for effects in several))
    return Effects({world: fmean(effects) for world, effects in by_world.items()}, error), unit


def _effects(claim: Claim, row: str, study: Study) -> tuple[dict[tuple[int, int], float], str]:
    """Give (world, seed) -> effect of one row, and its unit."""
    rows = study.effects.filter(pl.col("name") == row, pl.col("group") == claim.group)
    unit = rows["unit"][0] if rows.height else ""
    sides = [{(r["world"], r["seed"]): r["value"] for r in rows.filter(pl.col("side") == side).iter_rows(named=True)
              if r["value"] is not None} for side in claim.sides]  # fmt: skip
    if claim.as_ == "value":
        return {key: value - claim.than for key, value in sides[0].items()}, unit
    both = {key: (sides[0][key], sides[1][key]) for key in sides[0].keys() & sides[1].keys()}
    if claim.as_ == "change":
        return {key: 100 * (a - b) / b for key, (a, b) in both.items() if b}, "%"
    return {key: a - b for key, (a, b) in both.items()}, unit


def outcome_of(claim: Claim, plausible: Study, halved: Study | None) -> Outcome:
    """Give what came of a claim over the worlds of two studies: plausible ranges, and ranges half as wide."""
    found, unit = effects_of(claim, plausible)
    share = found.share(claim)
    narrow = effects_of(claim, halved)[0].share(claim) if halved is not None else None
    values = pl.Series(list(found.worlds.values()), dtype=pl.Float64)
    hangs_on, how = _hanging(found, plausible)
    middle, low, high = (values.quantile(share, "linear") for share in (0.5, 0.05, 0.95))
    return Outcome(
        claim.name, claim.statement, claim.evidence, unit, middle, low, high,
        share, narrow, len(values), found.error, hangs_on, how, verdict_of(claim, found, share),
    )  # fmt: skip


def verdict_of(claim: Claim, found: Effects, share: float | None) -> Verdict:
    """Say what a share comes to; nothing where chance is larger than half of what matters."""
    if not found.worlds:
        return "not measured"
    if share is None:
        return "too few worlds"
    if found.error is None or found.error >= claim.matters / 2:
        return "not resolved"
    if share >= HOLDS:
        return "holds"
    if share >= MOST:
        return "holds in most"
    return "depends" if share >= DEPENDS else "does not hold"


def _hanging(found: Effects, study: Study) -> tuple[str | None, float | None]:
    """Give the drawn number that the effect goes with most, by ranks."""
    names = [number.name for number in study.numbers]
    worlds = pl.DataFrame({"world": list(found.worlds), "effect": list(found.worlds.values())},
                          schema={"world": pl.Int32, "effect": pl.Float64})  # fmt: skip
    if len(worlds) < 2 * FEWEST or not names:
        return None, None
    ranks = worlds.join(study.draws, on="world").select(
        pl.corr("effect", name, method="spearman").alias(name) for name in names
    ).row(0, named=True)  # fmt: skip
    known = {name: value for name, value in ranks.items() if value is not None and value == value}
    most = max(known, key=lambda name: abs(known[name]), default=None)
    return most, known.get(most) if most else None
