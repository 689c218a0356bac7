"""The police: their effort follows dissent, and deters it; what the score deters they need not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.base.knob import Knob
from demerit.institutions.institution import OldInstitution

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

MOST = 512
"""Largest effort, Q8."""

KNOBS = (
    Knob("ordinary", 128, 32, 256, "of 256", "Effort in ordinary times, at which the society is as it is made.",
         source="assumed: an index, not men or money"),
    Knob("gain", 16, 2, 64, "of 256 a month", "How far effort follows when dissent is twice its level.",
         source="assumed"),
    Knob("deter", 16, 0, 96, "notches at effort 1", "How far effort deters dissent and hostile places.",
         source="assumed; a fifth fewer at full effort"),
    Knob("smooth", 64, 16, 256, "of 256", "Weight of the last month in the level that the police go by.",
         source="assumed: about four months"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    ordinary: int
    gain: int
    deter: int
    smooth: int


def think(memory: dict[str, int], past: Past, k: Knobs, lot: Callable[[int], int]) -> None:
    """Remember the level of the first month, and let effort follow what is above or below it.

    ``seen`` = dissent and hostile places per million adults; ``level += smooth (seen - level) / 256``;
    ``effort += gain (level - target) / target``, 0 .. 512, where ``target`` is the level of the first month. Before the
    first month is counted, effort is ordinary.
    """
    if not past.who("adult"):
        memory["effort"] = k.ordinary
        return
    seen = past.per_million("speak.dissent") + past.per_million("go.hostile")
    if not memory["target"]:
        memory["target"] = memory["level"] = max(1, seen)
        return
    memory["level"] += k.smooth * (seen - memory["level"]) // 256
    # A 256th of effort more precise than it is kept, so that small gains are not lost.
    step = k.gain * 256 * (memory["level"] - memory["target"]) // memory["target"]
    fine = min(max(memory["effort"] * 256 + memory["rest"] + step, 0), MOST * 256)
    memory["effort"], memory["rest"] = divmod(fine, 256)


def write(agenda: Agenda, memory: dict[str, int], k: Knobs) -> None:
    """Deter dissent by what effort exceeds the ordinary, questions by half of that; less effort invites them."""
    pull = -k.deter * (memory["effort"] - k.ordinary) // 256
    agenda.add("speak.dissent", pull)
    agenda.add("go.hostile", pull)
    agenda.add("speak.question", pull // 2)


police = OldInstitution(
    name="police",
    summary="Police effort follows dissent and deters it: what the score deters, the police need not.",
    reads=("speak.dissent", "go.hostile"),
    writes=("pull",),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("effort", "rest", "level", "target"),
    think=think,
    write=write,
)
