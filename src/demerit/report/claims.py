"""The page of claims: what holds in plausible worlds, each with its effect, its share and its evidence."""

from __future__ import annotations

import csv
from base64 import b64encode
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of
from demerit.lab.claims import telling
from demerit.report.page import DRAWN_BY, filled
from demerit.report.render import write
from demerit.report.words.finding import SYNTHETIC
from demerit.report.words.numbers import listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from demerit.lab.claims.claim import Claim

WIDTH = 240
"""Width of the drawing of an effect, in its own units."""
MARGIN = 8
NAMES = ("name", "statement", "evidence", "unit", "effect", "low", "high", "share", "share_low", "share_high",
         "share_halved", "worlds", "lived", "people", "weeks", "error", "hangs_on", "rank_correlation", "verdict")


@dataclass(frozen=True)
class Span:
    """Where something lies in the drawing of an effect: from where, how wide."""

    at: float
    width: float


@dataclass(frozen=True)
class Drawn:
    """The drawing of an effect: where it would bear the claim out, zero, nine of ten worlds, their median."""

    borne: list[Span]
    zero: float
    worlds: Span
    median: float


@dataclass(frozen=True)
class Entry:
    """One claim as it stands in the page."""

    name: str
    statement: str
    ids: str
    evidence: str
    effect: str
    ends: str
    unit: str
    drawn: Drawn | None
    share: float | None
    halved: float | None
    share_text: str
    halved_text: str
    more: list[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """The claims of one verdict."""

    verdict: str
    means: str
    entries: list[Entry]
    share: float
    """Of all claims, in per cent."""


def render_claims(told: dict[str, Any], claims: Mapping[str, Claim], path: Path) -> Path:
    """Write the page and give its path.

    Parameters
    ----------
    told
        What came of the claims, as `Asked.plain` gives it.
    claims
        The claims, by name.
    path
        The file to write.

    Raises
    ------
    SpaceError
        It cannot be written.
    """
    return write(page_of_claims(told, claims), path)


def page_of_claims(told: dict[str, Any], claims: Mapping[str, Claim]) -> str:
    """Give the page of claims as one string of HTML that asks for nothing outside itself."""
    every = told["claims"]
    parts = [
        Part(verdict, telling.MEANS[verdict], [_entry(one, claims[one["name"]], told) for one in found],
             100 * len(found) / len(every))
        for verdict in telling.VERDICTS if (found := sorted(_of(every, verdict), key=_rank))
    ]  # fmt: skip
    return filled(
        "claims.html.j2",
        title="What holds in plausible worlds" if len(every) > 1 else every[0]["statement"],
        finding=_finding(every),
        asked=telling.asked(told) + ".",
        claims=parts,
        width=WIDTH,
        data=_csv(every),
        numbers=[(n["name"], f"{n['low']:g} to {n['high']:g}".replace("-", "\u2212"), n["distribution"])
                 for n in told["numbers"]],
        commands=[_again(told, every)],
        versions=f"{DRAWN_BY}; studies {', '.join(mark[:12] for mark in told['digests'])}",
    )  # fmt: skip


def _of(every: list[dict[str, Any]], verdict: str) -> list[dict[str, Any]]:
    return [one for one in every if one["verdict"] == verdict]


def _rank(one: dict[str, Any]) -> tuple[float, str]:
    """Give the order within a verdict: the largest share first."""
    return -(one["share"] or 0.0), one["statement"]


def _finding(every: list[dict[str, Any]]) -> str:
    """Say how many claims hold, and in what share of worlds."""
    if len(every) == 1:
        return f"{telling.in_short(every[0]).capitalize()}. {SYNTHETIC}"
    told = [f"{len(found)} {telling.SAID[verdict]}" for verdict in telling.VERDICTS if (found := _of(every, verdict))]
    return f"Of {number_of(len(every), 'claim')} about social scoring {listed(told)}. {SYNTHETIC}"


def _entry(one: dict[str, Any], claim: Claim, told: dict[str, Any]) -> Entry:
    effect, ends = telling.spread(one)
    halved = one["share_halved"]
    more = {
        "compares": telling.compares(claim), "where": telling.where(claim), "claims": telling.expected(claim, one["unit"]),  # noqa: E501
        "why": claim.why, "asked": telling.read_in(one), "chance": telling.chance(one),
        "hangs on": telling.hangs_on(one, one["worlds"]), "name": claim.name,
    }  # fmt: skip
    return Entry(
        claim.name, claim.statement, ", ".join(claim.article), one["evidence"], effect, ends,
        telling.unit_of(one["unit"]), _drawn(one, claim), _percent(one["share"]), _percent(halved),
        telling.ABSENT if one["share"] is None else f"{one['share']:.0%}",
        "" if halved is None else f"{halved:.0%}",
        [(head, text) for head, text in more.items() if text],
    )  # fmt: skip


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _drawn(one: dict[str, Any], claim: Claim) -> Drawn | None:
    """Place an effect on a scale of its own, which holds zero, what matters and nine of ten worlds."""
    if one["effect"] is None:
        return None
    ends = [one["low"], one["high"], 1.4 * claim.matters, -1.4 * claim.matters]
    low, high = min(ends), max(ends)

    def at(value: float) -> float:
        return float(round(MARGIN + (WIDTH - 2 * MARGIN) * (value - low) / (high - low), 1))

    zones = {
        "rises": [(claim.matters, high)], "falls": [(low, -claim.matters)], "nothing": [(-claim.matters, claim.matters)],  # noqa: E501
        "differs": [(claim.matters, high) if one["effect"] >= 0 else (low, -claim.matters)],
    }[claim.expects]  # fmt: skip
    edges = [(0.0 if a == low else at(a), float(WIDTH) if b == high else at(b)) for a, b in zones]
    return Drawn(
        [Span(a, round(b - a, 1)) for a, b in edges], at(0), Span(at(one["low"]), round(at(one["high"]) - at(one["low"]), 1)),  # noqa: E501
        at(one["effect"]),
    )  # fmt: skip


def _csv(every: list[dict[str, Any]]) -> str:
    """Give every outcome as CSV, encoded for a link."""
    text = StringIO()
    table = csv.DictWriter(text, NAMES, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(every)
    return b64encode(text.getvalue().encode()).decode()


def _again(told: dict[str, Any], every: list[dict[str, Any]]) -> str:
    """Give the command that asks the same worlds again."""
    names = f" {every[0]['name']}" if len(every) == 1 else ""
    if "model" in told:
        return f"demerit claims{names} --out runs/claims"
    size = " ".join(f"--{name} {told[name]}" for name in ("worlds", "seeds", "people", "weeks"))
    return f"demerit claims{names} {size} --out runs/claims"
