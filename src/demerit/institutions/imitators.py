"""Imitators: operators take over each other's rules and shops the score, the faster the more have done so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.base.knob import knob
from demerit.institutions.institution import Institution

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

OPERATED = ("car_without_deposit", "hotel_without_prepayment")
"""Gates kept by operators who imitate each other."""
SOLD = ("bargains",)
"""Gates kept by shops, for which it pays the more the more customers are enrolled."""
ALL = 1024

_BASS = "assumed; Bass (1969), with .03 and .38 a year as in many goods"


class Knobs(NamedTuple):
    """What `imitators` can be tuned by."""

    operators: Annotated[int, knob(103, 0, 1024, "of 1024", "Operators who ask for the score on the first day.")]
    merchants: Annotated[int, knob(51, 0, 1024, "of 1024", "Shops that ask for the score on the first day.")]
    innovate: Annotated[int, knob(164, 0, 1024, "of 65536 a month", "Chance that one takes it up unasked.",
                                  source=_BASS)]
    imitate: Annotated[int, knob(2075, 0, 8192, "of 65536 a month", "What it adds that all the others have.",
                                 source=_BASS)]


class Memory(NamedTuple):
    """What it remembers."""

    operators: int
    """Operators who use the score, of 1024."""
    merchants: int
    """Shops that use it, of 1024."""
    begun: int
    """1 once it has begun, else 0."""


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Let operators and shops take up the score.

    With ``a`` of 1024 using it, ``a += (innovate + imitate a / 1024) (1024 - a) / 65536`` a month (Bass 1969), rounded
    at random. For shops both are multiplied by the share of adults enrolled: one who has no score is no customer of
    theirs.
    """
    if not memory["begun"]:
        memory.update(operators=knobs.operators, merchants=knobs.merchants, begun=1)
        return
    enrolled = min(ALL, past.who("enrolled") * ALL // past.adults)
    memory["operators"] = _grown(memory["operators"], ALL, knobs, lot(0))
    memory["merchants"] = _grown(memory["merchants"], enrolled, knobs, lot(1))


def _grown(using: int, weight: int, knobs: Knobs, bits: int) -> int:
    """Give how many of 1024 use it a month later; `bits` of 32 round at random."""
    chance = (knobs.innovate + knobs.imitate * using // ALL) * weight // ALL
    return min(ALL, using + (chance * (ALL - using) + (bits >> 16)) // 65536)


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Let so many of those behind each gate use the score; one who never thought of it lets all."""
    for gates, who in ((OPERATED, "operators"), (SOLD, "merchants")):
        for gate in gates:
            agenda.serve(gate, memory[who] * 256 // ALL)


imitators = Institution(
    name="imitators",
    summary="Operators and shops take up the score, the faster the more others have.",
    reads=("citizens enrolled",),
    writes=("served",),
    knobs_are=Knobs,
    remembers=Memory,
    think=think,
    write=write,
)
