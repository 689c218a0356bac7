"""The league of rules: what each rule of a law causes, found by switching it off."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.variants import AS_WRITTEN, Told, Values, Variant, less, mean_of, ratio_of, seeds_with

if TYPE_CHECKING:
    from demerit.law import Scheme

OFF = "off: "
FRIENDS = "association"


@dataclass(frozen=True)
class Row:
    """What one rule causes.

    Parameters
    ----------
    rule
        Its name; ``association`` for what friends count.
    evidence
        Its grade.
    caused
        Effect -> the effect of the law less that without the rule, in the effect's unit.
    shares
        Effect -> that as a share of what the law does against the reference; left out where that is not told from 0.
    """

    rule: str
    evidence: str
    caused: dict[str, Told]
    shares: dict[str, Told]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def switched_off(scheme: Scheme) -> list[Variant]:
    """Give the law without each of its rules, and without what friends count."""
    found = [Variant(f"{OFF}{name}", drop=(f"rules.{name}",)) for name in scheme.rules]
    return found + ([Variant(f"{OFF}{FRIENDS}", drop=(FRIENDS,))] if scheme.association.counts else [])


def league(scheme: Scheme, values: Values, reference: str) -> tuple[Row, ...]:
    """Give what every rule causes from the values of `switched_off`; rules do not sum to the law, they need each other.

    Parameters
    ----------
    reference
        The variant that is no law, or another: what the law does is counted from it.
    """
    rows = []
    for variant in switched_off(scheme):
        if variant.name not in values:
            continue
        name = variant.name.removeprefix(OFF)
        grade = (scheme.association if name == FRIENDS and name not in scheme.rules else scheme.rules[name]).evidence
        caused, shares = {}, {}
        for effect in EFFECTS:
            seeds = seeds_with(values, effect, AS_WRITTEN, variant.name, reference)
            if not seeds:
                continue
            parts = [values[AS_WRITTEN][k][effect] - values[variant.name][k][effect] for k in seeds]
            wholes = [values[AS_WRITTEN][k][effect] - values[reference][k][effect] for k in seeds]
            caused[effect] = mean_of(parts)
            share = ratio_of(parts, wholes)
            if share is not None:
                shares[effect] = share
        rows.append(Row(name, grade.grade, caused, shares))
    return tuple(rows)


def placebo_of(values: Values, placebo: str, effect: str) -> Told | None:
    """Give what chance alone moves where one tie is cut: the bar over which a rule must reach."""
    moved = less(values, effect, placebo, AS_WRITTEN) if placebo in values else []
    return mean_of(moved) if moved else None
