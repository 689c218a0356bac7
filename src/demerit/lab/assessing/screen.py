"""The screen of Article 5(1)(c) of Regulation (EU) 2024/1689: its elements and two limbs, read off a written law.

A screening aid, not legal advice: whether a treatment is justified, or contexts belong together, people must judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from demerit.base.number_of import number_of
from demerit.measures._booked import coded_ledger, lives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.law import Gate, Rule, Scheme
    from demerit.measures.tables import RunTables

HARD = 0.5
"""Severity from which a treatment is flagged under limb (ii) (assumed; the page tells what .3 and .7 would flag)."""
LINES = (0.3, 0.5, 0.7)
SOCIAL = {"social_behaviour", "personal_characteristic"}
"""What a rule must look at for the prohibition, in the Act's words."""
FRIENDS = "association"
BY_FRIENDS = "social_behaviour"
"""What is looked at where friends count: whom one is tied to, in the Act's words."""


@dataclass(frozen=True)
class Clause:
    """One rule, gate, or what friends count, as the screen sees it.

    Parameters
    ----------
    kind
        ``rule``, ``gate`` or ``association``.
    name, summary, evidence
        As the law has it.
    collected
        Contexts from which the facts come; of a gate that asks for a score, of all rules that take points from it.
    used
        Contexts in which it is used; of a rule, besides its own those of the gates that shut out by the score.
    basis
        What a rule looks at, in the Act's words; nothing for a gate.
    treatment
        ``benefit``, ``neutral`` or ``detriment``.
    severity, justification
        How hard it is, 0 to 1, and why that number: a judgement that stands in the law. None and nothing of what
        friends count, of which the law gives none.
    one, two
        Why limb (i), treatment in an unrelated context, and limb (ii), unjustified or disproportionate, are flagged;
        empty where they are not.
    """

    kind: str
    name: str
    summary: str
    evidence: str
    collected: tuple[str, ...]
    used: tuple[str, ...]
    basis: str
    treatment: str
    severity: float | None
    justification: str
    one: str
    two: str


@dataclass(frozen=True)
class Element:
    """One element of the prohibition.

    Parameters
    ----------
    element
        What the text asks for.
    says
        What the written law says to it.
    seen
        ``yes``, ``no``, or ``deployer`` where only whoever uses it can say.
    """

    element: str
    says: str
    seen: str


def clauses(scheme: Scheme) -> list[Clause]:
    """Give every rule, what friends count, and every gate, each with the limbs that are flagged."""
    shut_by_score = [gate for gate in scheme.gates.values() if gate.treatment == "detriment" and asks_score(gate)]
    reach = tuple(sorted({gate.context.used for gate in shut_by_score}))
    found = [_rule(name, rule, reach) for name, rule in scheme.rules.items()]
    if scheme.association.counts:
        found.append(_friends(scheme, reach))
    taking = {rule.context.collected for rule in scheme.rules.values() if rule.treatment == "detriment"}
    taking |= {"friends"} if scheme.association.counts else set()
    return found + [_gate(name, gate, tuple(sorted(taking))) for name, gate in scheme.gates.items()]


def asks_score(gate: Gate) -> bool:
    """Say whether a gate asks for a score or a band of scores."""
    return any(part.score is not None or part.band is not None for part in gate.condition.walk())


def _unrelated(collected: Sequence[str], used: Sequence[str]) -> str:
    """Say facts of which contexts are used in which others; the law declares no link between contexts."""
    foreign = [c for c in collected if any(u != c for u in used)]
    there = [u for u in used if any(u != c for c in foreign)]
    return f"{', '.join(foreign)} \u2192 {', '.join(there)}" if foreign else ""


def _too_hard(severity: float, justification: str) -> str:
    return f"severity {severity:g}: {justification.rstrip('.')}" if severity >= HARD else ""


def _rule(name: str, rule: Rule, reach: tuple[str, ...]) -> Clause:
    detriment = rule.treatment == "detriment"
    used = tuple(dict.fromkeys((rule.context.used, *(reach if detriment else ()))))
    two = _too_hard(rule.severity.value, rule.severity.justification)
    if rule.rationale == "none":
        two = "; ".join(filter(None, (two, "no reason is given for it")))
    return Clause(
        "rule", name, rule.summary, rule.evidence.grade, (rule.context.collected,), used, rule.basis, rule.treatment,
        rule.severity.value, rule.severity.justification, _unrelated((rule.context.collected,), used) if detriment
        else "", two if detriment else "",
    )  # fmt: skip


def _friends(scheme: Scheme, reach: tuple[str, ...]) -> Clause:
    told = scheme.association
    return Clause(
        FRIENDS, FRIENDS, f"Friends count: {told.told}.", told.evidence.grade, ("friends",), reach, BY_FRIENDS,
        "detriment", None, "", _unrelated(("friends",), reach),
        "points for what others did: no behaviour of one's own to be in proportion to",
    )  # fmt: skip


def _gate(name: str, gate: Gate, taking: tuple[str, ...]) -> Clause:
    detriment = gate.treatment == "detriment"
    collected = taking if asks_score(gate) and taking else (gate.context.collected,)
    return Clause(
        "gate", name, gate.summary, gate.evidence.grade, collected, (gate.context.used,), "", gate.treatment,
        gate.severity.value, gate.severity.justification, _unrelated(collected, (gate.context.used,)) if detriment
        else "", _too_hard(gate.severity.value, gate.severity.justification) if detriment else "",
    )  # fmt: skip


def elements(scheme: Scheme) -> list[Element]:
    """Give the elements of the prohibition, and what the written law says to each."""
    friends = scheme.association.counts
    basis = {rule.basis for rule in scheme.rules.values()} | ({BY_FRIENDS} if friends else set())
    looked = ", ".join(sorted(one.replace("_", " ") for one in basis))
    who = {"everyone": "Every adult bears a score.", "enrolled": "Those who are enrolled bear a score."}
    scored, found = scheme.scored.who in who, clauses(scheme)
    limbs = [sum(bool(getattr(clause, limb)) for clause in found) for limb in ("one", "two")]
    return [
        Element("an AI system is placed on the market, put into service or used",
                "Whether the score is kept by such a system is not in the law.", "deployer"),
        Element("for evaluating or classifying natural persons", who.get(scheme.scored.who, "Nobody bears a score."),
                "yes" if scored else "no"),
        _period(scheme, scored, bool(basis)),
        Element("by social behaviour or personal characteristics",
                f"Rules{' and what friends count' if friends else ''} look at: {looked}." if basis
                else "There is no rule, and friends count nothing.", "yes" if basis & SOCIAL else "no"),
        Element("(i) unfavourable treatment in unrelated contexts",
                f"{limbs[0]} of {len(found)} clauses are flagged: facts of one part of life are used in another.",
                "yes" if limbs[0] else "no"),
        Element("(ii) unjustified or disproportionate treatment",
                f"{limbs[1]} of {len(found)} clauses are flagged: severity of {HARD:g} or more, or no reason given.",
                "yes" if limbs[1] else "no"),
    ]  # fmt: skip


def _period(scheme: Scheme, scored: bool, booked: bool) -> Element:
    """Say whether what was booked over some time makes the score."""
    every = number_of(scheme.update.every_weeks, "week")
    says = "There is no score to be made anew." if not scored else f"A new score every {every}, " + (
        "made of all that was booked before." if booked else "but nothing is booked that could move it.")  # fmt: skip
    return Element("over a certain period of time", says, "yes" if scored and booked else "no")


def by_line(found: Sequence[Clause]) -> dict[str, int]:
    """Give how many rules and gates to one's disadvantage would be flagged for severity from each of `LINES` on.

    What friends count is not among them: the law gives it no severity.
    """
    hard = [clause.severity for clause in found if clause.treatment == "detriment" and clause.severity is not None]
    return {f"{line:g}": sum(severity >= line for severity in hard) for line in LINES}


def people_hit(run: RunTables, found: Sequence[Clause]) -> dict[str, float]:
    """Give ``one``, ``two``, ``any``: shares of the ``n`` adults followed from whom a flagged clause took points."""
    people, ledger = lives(run).citizens, coded_ledger(run)
    told: dict[str, float] = {"n": float(len(people))}
    for limb in ("one", "two", "any"):
        names = [c.name for c in found if c.kind != "gate" and (c.one or c.two if limb == "any" else getattr(c, limb))]
        such = np.isin(ledger.entries, names)[ledger.entry] & (ledger.points < 0)
        told[limb] = float(np.isin(people, ledger.citizen[such]).mean()) if len(people) else 0.0
    return told
