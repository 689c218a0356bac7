"""The law of a run, as a reader sees it: every rule and gate with its ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.report.words.numbers import MINUS, decimal

if TYPE_CHECKING:
    from demerit.law.evidence import Evidence, Size
    from demerit.law.gate import Gate
    from demerit.law.rule import Rule, State
    from demerit.law.scheme import Scheme


@dataclass(frozen=True)
class Clause:
    """A rule or a gate in words."""

    name: str
    summary: str
    terms: str
    evidence: str
    size: str
    extent: str
    article: str
    sources: tuple[str, ...]
    disputed: tuple[str, ...]


def rules(scheme: Scheme) -> list[Clause]:
    """Give every rule of the scheme, in the order of the accounts."""
    order = list(scheme.accounts)
    ranked = sorted(scheme.rules.items(), key=lambda pair: (order.index(pair[1].account), pair[0]))
    return [_clause(scheme, name, rule, _terms(rule)) for name, rule in ranked]


def gates(scheme: Scheme) -> list[Clause]:
    """Give every gate of the scheme, lowest line first."""
    ranked = sorted(scheme.gates.items(), key=lambda pair: (pair[1].line() or 0, pair[0]))
    return [_clause(scheme, name, gate, _condition(gate)) for name, gate in ranked]


def _clause(scheme: Scheme, name: str, part: Rule | Gate, terms: str) -> Clause:
    return Clause(
        name=name.replace("_", " "),
        summary=part.summary,
        terms=terms,
        evidence=part.evidence.grade,
        size=part.size.grade,
        extent=_extent(part.size),
        article=", ".join(part.article),
        sources=_cited(scheme, part.evidence.sources),
        disputed=_cited(scheme, part.evidence.disputed_by) if _is_disputed(part.evidence) else (),
    )


def _is_disputed(evidence: Evidence) -> bool:
    return bool(evidence.disputed_by)


def _cited(scheme: Scheme, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Give sources as author, title, date, where."""
    known = [scheme.sources[key] for key in keys if key in scheme.sources]
    unknown = tuple(key for key in keys if key not in scheme.sources)
    return (*(f"{s.author}: {s.title} ({s.date}). {s.where}" for s in known), *unknown)


def _extent(size: Size) -> str:
    """Give the range within which the number may lie."""
    if size.range is None:
        return ""
    low, high = (f"{end:g}".replace("-", MINUS) for end in size.range)
    return f"{low} to {high}"


def _terms(rule: Rule) -> str:
    """Say when a rule moves how many points of which account."""
    when = rule.deed or (_state(rule.state) if rule.state else "")
    points = ("+" if rule.points > 0 else "") + decimal(rule.points, 0)
    parts = [f"{when}: {points} on {rule.account.replace('_', ' ')}"]
    parts += [f"for each {rule.per}"] if rule.per > 1 else []
    parts += [f"at most {rule.cap} a scoring period"] if rule.cap is not None else []
    parts += [f"from {rule.since}"] if rule.since else []
    parts += [f"until {rule.until}"] if rule.until else []
    return ", ".join(parts)


def _state(state: State) -> str:
    """Say a state: ``age from 50``."""
    column = state.column.replace("_", " ")
    if state.at_least is not None:
        return f"{column} from {state.at_least}"
    return f"{column} up to {state.at_most}" if state.at_most is not None else f"{column} {state.equals}"


def _condition(gate: Gate) -> str:
    """Say whom a gate lets in, and how that changed."""
    line = gate.line()
    kept = "open" if gate.treatment == "benefit" else "not shut out"
    registers = [c.register_ for c in gate.condition.walk() if c.register_]
    bands = [c.band for c in gate.condition.walk() if c.band]
    parts = [f"{kept} from {line}"] if line is not None else []
    parts += [f"{kept} from the band {band.replace('_', ' ')}" for band in bands]
    parts += [f"by the register {name.replace('_', ' ')}" for name in registers]
    parts += [f"from {change.at_least} since {change.since}" for change in gate.changes]
    parts += ["for the enrolled only"] if gate.needs_enrolment else []
    return ", ".join(parts)
