"""Gates that ask the score of a bureau which is not the headline's, as whole-number tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from demerit.engine.settings import Array, SettleSettings

if TYPE_CHECKING:
    from demerit.law import Gate, Scheme

FILED = 8
"""Bureaus of which the institution `bureaus` keeps files."""


class OtherSettings(NamedTuple):
    """The gates that ask one other bureau (`steps.gate.ask_others`)."""

    number: int
    """The bureau among all, the headline's 0: the number of its file and one less."""
    gates: int
    """Bits of the gates that ask it."""
    mean: int
    sd: int
    low: int
    high: int
    gate_mask: Array
    gate_unscored: Array


def ranked(scheme: Scheme) -> list[str]:
    """Give the bureaus in the order of their files, the headline's first."""
    head = scheme.headline_bureau
    return ([head.name] if head else []) + [name for name in scheme.bureaus if head is None or name != head.name]


def asks_another(scheme: Scheme, gate: Gate) -> bool:
    """Say whether a gate asks the score of a bureau which is not the headline's."""
    head = scheme.headline_bureau
    return gate.bureau is not None and (head is None or gate.bureau != head.name)


def bits_of_others(scheme: Scheme) -> int:
    """Give the bits of all gates that do."""
    return sum(1 << g for g, gate in enumerate(scheme.gates.values()) if asks_another(scheme, gate))


def others(scheme: Scheme, settle: SettleSettings, values: Mapping[str, int]) -> tuple[OtherSettings, ...]:
    """Give, bureau by bureau, the gates that ask it, and how its score comes of its file."""
    found = []
    for number, name in enumerate(ranked(scheme)):
        gates = sum(1 << g for g, gate in enumerate(scheme.gates.values())
                    if asks_another(scheme, gate) and gate.bureau == name)
        if gates:
            found.append(OtherSettings(
                number, gates, values["bureaus.mean"], values["bureaus.sd"], settle.low, settle.high, settle.gate_mask,
                settle.gate_unscored,
            ))
    return tuple(found)


def unasked(scheme: Scheme) -> list[str]:
    """Give the gates that ask another bureau in a way that cannot be carried out."""
    found = []
    for name, gate in scheme.gates.items():
        if not asks_another(scheme, gate):
            continue
        asks = f"gate {name!r}: asks the score of {gate.bureau!r}"
        if "bureaus" not in scheme.institutions:
            found.append(f"{asks}, but no institution `bureaus` keeps its files")
        elif ranked(scheme).index(gate.bureau or "") >= FILED:
            found.append(f"{asks}, which is not among the first {FILED} bureaus")
        if gate.needs_enrolment or gate.paperwork:
            found.append(f"gate {name!r}: `needs_enrolment` or `paperwork` with the score of another bureau")
    return found
