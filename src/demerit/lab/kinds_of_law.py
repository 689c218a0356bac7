"""What kind of law a scheme is, counted from what is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.law import Scheme

LAWS = {
    "score": "gives a score", "registers": "lists to be entered on", "carrots": "carrots: gates that let in",
    "sticks": "sticks: gates that shut out", "rewards": "rules that give points", "punishes": "rules that take points",
    "joins": "how one comes in", "seen_by": "who sees it",
}  # fmt: skip
"""Field of `Law` -> what it is called."""


@dataclass(frozen=True)
class Law:
    """What kind of law a side is, counted from what is written."""

    score: bool
    """Is anybody given a score?"""
    registers: int
    """Lists that one can be entered on."""
    carrots: int
    """Gates that let in (benefits)."""
    sticks: int
    """Gates that shut out (detriments)."""
    rewards: int
    """Rules that give points."""
    punishes: int
    """Rules that take points."""
    joins: str
    """How one comes in: opt_in, default, mandatory, none."""
    seen_by: str
    """Who sees a score: nobody, self, consent, public; `listed` where lists alone can be seen."""


def law_of(scheme: Scheme) -> Law:
    """Give what kind of law a scheme is."""
    treatments = [gate.treatment for gate in scheme.gates.values()]
    points = [rule.points for rule in scheme.rules.values()]
    score = scheme.scored.who != "nobody"
    lists = any(register.public for register in scheme.registers.values())
    return Law(
        score, len(scheme.registers), treatments.count("benefit"), treatments.count("detriment"),
        sum(p > 0 for p in points), sum(p < 0 for p in points), scheme.enrolment.form,
        scheme.visibility.form if score else "listed" if lists else "nobody",
    )  # fmt: skip
