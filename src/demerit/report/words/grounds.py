"""On what evidence a finding rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.law.evidence import EVIDENCE_GRADES, SIZE_GRADES
from demerit.report.words.numbers import THIN, listed, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.law.rule import Rule
    from demerit.law.scheme import Scheme


@dataclass(frozen=True)
class Grounds:
    """The grades of some rules.

    Parameters
    ----------
    numbers
        Evidence grade -> how many of the rules bear it, strongest first, only grades that occur.
    weakest, weakest_size
        The weakest grades that occur; None where there is no rule.
    weakest_rules
        The names of the rules with the weakest evidence.
    """

    numbers: dict[str, int]
    weakest: str | None
    weakest_size: str | None
    weakest_rules: tuple[str, ...]


def grounds(rules: Mapping[str, Rule]) -> Grounds:
    """Grade a set of rules."""
    numbers: dict[str, int] = {
        grade: sum(rule.evidence.grade == grade for rule in rules.values()) for grade in EVIDENCE_GRADES
    }
    present = {grade: number for grade, number in numbers.items() if number}
    weakest = list(present)[-1] if present else None
    sizes = [grade for grade in SIZE_GRADES if any(rule.size.grade == grade for rule in rules.values())]
    bearers = tuple(name for name, rule in rules.items() if rule.evidence.grade == weakest)
    return Grounds(present, weakest, sizes[-1] if sizes else None, bearers)


def about_speech(scheme: Scheme) -> dict[str, Rule]:
    """Give the rules that look at what citizens say."""
    return {name: rule for name, rule in scheme.rules.items() if (rule.deed or "").startswith("speak.")}


def documented(scheme: Scheme) -> str:
    """Say what of the law is documented, and of its rules about speech."""
    if not scheme.rules:
        return "This scheme has no rule, so the finding rests on none."
    every, speech = grounds(scheme.rules), about_speech(scheme)
    shares = [f"{number} {grade} ({percent(number / len(scheme.rules))})" for grade, number in every.numbers.items()]
    said = f"Of all {len(scheme.rules)}{THIN}rules, {listed(shares)}."
    if speech:
        found = grounds(speech)
        known = found.numbers.get("documented", 0)
        rest = [f"{number} {grade}" for grade, number in found.numbers.items() if grade != "documented"]
        sure = f"{known} documented" if known else "none documented"
        others = f" ({listed(rest)})" if rest else ""
        said = f"Of the {len(speech)}{THIN}rules about speech {sure}{others}. {said}"
    if every.weakest_size == "assumed":
        number = sum(rule.size.grade == "assumed" for rule in scheme.rules.values())
        which = "all" if number == len(scheme.rules) else number
        said += f" The points of {which} of them are assumed: nobody has published them."
    return said
