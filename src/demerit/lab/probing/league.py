"""The league of rules: what each rule of a law causes, found by switching it off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.variants import AS_WRITTEN, Told, Values, Variant, mean_of, ratio_of, seeds_with
from demerit.measures.discovery import adjusted, p_value

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
    q
        Effect -> p of the rule causing nothing, adjusted for all rules and effects; None where nothing can be said.
    """

    rule: str
    evidence: str
    caused: dict[str, Told]
    shares: dict[str, Told]
    q: dict[str, float | None]


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
    rows, moved = [], {}
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
            caused[effect], moved[name, effect] = mean_of(parts), parts
            share = ratio_of(parts, wholes)
            if share is not None:
                shares[effect] = share
        rows.append(Row(name, grade.grade, caused, shares, {}))
    qs = dict(zip(moved, adjusted([p_value(parts) for parts in moved.values()]), strict=True))
    return tuple(replace(row, q={effect: qs[row.rule, effect] for effect in row.caused}) for row in rows)

