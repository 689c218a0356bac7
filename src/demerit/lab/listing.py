"""What there is: schemes, rules, acts, knobs ... each with a sentence on what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demerit.acts import acts
from demerit.engine.knobs import knobs
from demerit.errors import LawError, UnknownName
from demerit.institutions import institutions
from demerit.lab.claims.claim import claims
from demerit.lab.reading import fits, read
from demerit.lab.replicating import replications
from demerit.law import Scheme, list_reforms, list_schemes, pending
from demerit.law.reading.resolve import PACKAGE_SCHEMES
from demerit.measures import measures
from demerit.society import recipes

Item = dict[str, Any]


def listed(kind: str, scheme: str | None = None) -> list[Item]:
    """Give everything of a kind, each with ``name`` and ``summary``; of one scheme only, where one is named.

    Raises
    ------
    UnknownName
        There is no such kind.
    LawError
        The scheme named has mistakes.
    """
    if kind not in KINDS:
        raise UnknownName("kind", kind, (*KINDS, *ELSEWHERE))
    return KINDS[kind](schemes_of(scheme) if kind in OF_A_SCHEME or (scheme and kind == "reforms") else [])


def schemes_of(name: str | None = None) -> list[Scheme]:
    """Give one scheme, or every one that a name can mean, but for those with mistakes (`unreadable`)."""
    if name:
        return [read(name)]
    return [scheme for found in list_schemes() if (scheme := _whole(found.name)) is not None]


def unreadable() -> list[str]:
    """Give the names of the working folder's own schemes that have mistakes."""
    own = (found.name for found in list_schemes() if not found.path.is_relative_to(PACKAGE_SCHEMES))
    return [name for name in own if _whole(name) is None]


def _whole(name: str) -> Scheme | None:
    """Read a scheme; None where it has mistakes."""
    try:
        return read(name)
    except LawError:
        return None


def _schemes(schemes: list[Scheme]) -> list[Item]:
    return [
        {
            "name": s.name,
            "summary": s.summary,
            "title": s.title,
            "world": s.world,
            "rules": len(s.rules),
            "gates": len(s.gates),
            "start": s.start.isoformat(),
            "weeks": s.weeks,
            "based_on": list(s.based_on),
        }
        for s in schemes
    ]


def _reforms(schemes: list[Scheme]) -> list[Item]:
    """Give every reform, or those that can be made of one scheme."""
    fit = [found for found in list_reforms() if not schemes or fits(found.name, schemes[0])]
    return [{"name": found.name, "summary": found.summary} for found in fit]


def _grounded(name: str, part: Any, scheme: Scheme) -> Item:
    """Give what every piece of law has: its ground, and the scheme it is of."""
    return {
        "name": name,
        "summary": part.summary,
        "scheme": scheme.name,
        "article": list(part.article),
        "evidence": part.evidence.grade,
        "size": part.size.grade,
        "sources": list(part.evidence.sources),
    }


def _rules(schemes: list[Scheme]) -> list[Item]:
    here = [
        _grounded(name, rule, s)
        | {
            "when": rule.deed or (rule.state.column if rule.state else ""),
            "account": rule.account,
            "points": rule.points,
            "pending": False,
        }
        for s in schemes
        for name, rule in s.rules.items()
    ]
    to_come = [
        {
            "name": p.name,
            "summary": p.says,
            "scheme": s.name,
            "article": list(p.article),
            "evidence": None,
            "size": None,
            "sources": [],
            "why": p.why,
            "pending": True,
        }
        for s in schemes
        for p in pending(s)
    ]
    return [*here, *to_come]


def _gates(schemes: list[Scheme]) -> list[Item]:
    return [
        _grounded(name, gate, s) | {"treatment": gate.treatment, "at_least": s.threshold(name, 0)}
        for s in schemes
        for name, gate in s.gates.items()
    ]


def _registers(schemes: list[Scheme]) -> list[Item]:
    return [_grounded(name, part, s) | {"public": part.public} for s in schemes for name, part in s.registers.items()]


def _institutions(schemes: list[Scheme]) -> list[Item]:
    return [
        {
            "name": name,
            "summary": one.summary,
            "at_work": [s.name for s in schemes if name in s.institutions],
            "happens": list(one.names),
            "reads": list(one.reads),
            "writes": list(one.writes),
        }
        for name, one in institutions().items()
    ]


def _bureaus(schemes: list[Scheme]) -> list[Item]:
    return [
        _grounded(name, part, s) | {"owner": part.owner, "sees": dict(part.sees)}
        for s in schemes
        for name, part in s.bureaus.items()
    ]


def _news(schemes: list[Scheme]) -> list[Item]:
    return [
        _grounded(name, part, s) | {"from": part.since.isoformat()} for s in schemes for name, part in s.news.items()
    ]


def _tips(schemes: list[Scheme]) -> list[Item]:
    return [
        {
            "name": name,
            "summary": tip.text,
            "scheme": s.name,
            "number": tip.number,
            "article": list(tip.article),
            "evidence": tip.evidence.grade,
        }
        for s in schemes
        for name, tip in sorted(s.tips.items(), key=lambda pair: pair[1].number)
    ]


def _acts(schemes: list[Scheme]) -> list[Item]:
    return [
        {"name": a.name, "summary": a.summary, "deeds": list(a.deeds), "every": "month" if a.monthly else "week"}
        for a in acts()
    ]


def _deeds(schemes: list[Scheme]) -> list[Item]:
    judged: dict[str, list[str]] = {}
    for s in schemes:
        for name, rule in s.rules.items():
            judged.setdefault(rule.deed or "", []).append(f"{s.name}/{name}")
    return [
        {"name": name, "summary": act.summary, "act": act.name, "rules": judged.get(name, [])}
        for act in acts()
        for name in act.names
    ]


def behavioural_knobs() -> list[Item]:
    """Give the knobs of citizens, which belong to no scheme."""
    return [
        {
            "name": name,
            "summary": k.about,
            "default": k.default,
            "range": [k.low, k.high],
            "unit": k.unit,
            "size": k.grade,
            "source": k.source,
            "distribution": k.distribution,
            "scheme": None,
        }
        for name, k in knobs().items()
    ]


def _knobs(schemes: list[Scheme]) -> list[Item]:
    written = [
        {
            "name": name,
            "summary": k.summary,
            "default": k.default,
            "range": list(k.range),
            "unit": k.unit,
            "size": k.size.grade,
            "source": "; ".join(k.evidence.sources),
            "distribution": k.distribution,
            "scheme": s.name,
        }
        for s in schemes
        for name, k in s.knobs.items()
    ]
    return [*behavioural_knobs(), *written]


def _measures(schemes: list[Scheme]) -> list[Item]:
    return [
        {"name": name, "summary": m.summary, "unit": m.unit, "twin": m.twin, "groups": m.groups}
        for name, m in measures().items()
    ]


def _recipes(schemes: list[Scheme]) -> list[Item]:
    return [{"name": name, "summary": summary} for name, summary in recipes().items()]


def _replications(schemes: list[Scheme]) -> list[Item]:
    return [one.told() for one in replications().values()]


def _sources(schemes: list[Scheme]) -> list[Item]:
    found: dict[str, Item] = {}
    for s in schemes:
        for key, source in s.sources.items():
            item = found.setdefault(key, {
                "name": key, "summary": source.title, "author": source.author, "date": source.date,
                "where": source.where, "schemes": [],
            })  # fmt: skip
            item["schemes"].append(s.name)
    return [found[key] for key in sorted(found)]


def _claims(schemes: list[Scheme]) -> list[Item]:
    return [
        {
            "name": claim.name, "summary": claim.statement, "article": list(claim.article), "sides": list(claim.sides),
            "row": claim.row, "expects": claim.expects, "evidence": claim.evidence,
        }
        for claim in claims().values()
    ]  # fmt: skip


KINDS: dict[str, Callable[[list[Scheme]], list[Item]]] = {
    "schemes": _schemes,
    "reforms": _reforms,
    "rules": _rules,
    "gates": _gates,
    "registers": _registers,
    "institutions": _institutions,
    "bureaus": _bureaus,
    "news": _news,
    "tips": _tips,
    "acts": _acts,
    "deeds": _deeds,
    "knobs": _knobs,
    "measures": _measures,
    "claims": _claims,
    "recipes": _recipes,
    "replications": _replications,
    "sources": _sources,
}
"""Kind -> how it is listed."""
ELSEWHERE = ("charts",)
"""Kinds that lie above this layer; the command line lists them itself."""
OF_A_SCHEME = (
    "schemes", "rules", "gates", "registers", "institutions", "bureaus", "news", "tips", "deeds", "knobs", "sources",
)  # fmt: skip
"""Kinds that are read off schemes, and can be narrowed to one; reforms, to those that fit one."""
