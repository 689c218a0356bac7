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


def evidence_sentence(scheme: Scheme) -> str:
    """Say on what evidence the finding about speech rests, and how the rules of the scheme are graded in all."""
    if not scheme.rules:
        return "This scheme has no rule, so its finding rests on none."
    speech = about_speech(scheme)
    named = "the rules about speech" if speech else "the rules of the scheme"
    resting = grounds(speech or scheme.rules)
    every = grounds(scheme.rules)
    shares = [f"{number} {grade} ({percent(number / len(scheme.rules))})" for grade, number in every.numbers.items()]
    extent = (
        f"{resting.weakest_size}: a number nobody has published"
        if resting.weakest_size == "assumed"
        else resting.weakest_size
    )
    return (
        f"What was found rests on {named}; the weakest evidence among them is {resting.weakest} "
        f"({listed([rule.replace('_', ' ') for rule in resting.weakest_rules][:4])}), and the weakest size is "
        f"{extent}. "
        f"Of all {len(scheme.rules)}{THIN}rules, {listed(shares)}."
    )
