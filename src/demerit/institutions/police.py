"""The police: their effort follows dissent, and deters it; what the score deters they need not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.base.knob import knob
from demerit.institutions.institution import Institution

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

MOST = 512
"""Largest effort, Q8."""


class Knobs(NamedTuple):
    """What `police` can be tuned by."""

    ordinary: Annotated[int, knob(128, 32, 256, "of 256",
                                  "Effort in ordinary times, at which the society is as it is made.",
                                  source="assumed: an index, not men or money")]
    gain: Annotated[int, knob(16, 2, 64, "of 256 a month", "How far effort follows when dissent is twice its level.")]
    deter: Annotated[int, knob(16, 0, 96, "notches at effort 1", "How far effort deters dissent and hostile places.",
                               source="assumed; a fifth fewer at full effort")]
    smooth: Annotated[int, knob(64, 16, 256, "of 256", "Weight of the last month in the level that the police go by.",
                                source="assumed: about four months")]


class Memory(NamedTuple):
    """What the police remember."""

    effort: int
    """Q8, 0 .. 512."""
    rest: int
    """What effort is more precise than that: a 256th of it, 0 .. 255."""
    level: int
    """Dissent and hostile places per million adults, smoothed."""
    target: int
    """The level of the first month; 0 before it is counted."""


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Remember the level of the first month, and let effort follow what is above or below it.

    ``seen`` = dissent and hostile places per million adults; ``level += smooth (seen - level) / 256``;
    ``effort += gain (level - target) / target``, 0 .. 512, where ``target`` is the level of the first month. Before the
    first month is counted, effort is ordinary.
    """
    if not past.who("adult"):
        memory["effort"] = knobs.ordinary
        return
    seen = past.per_million("speak.dissent") + past.per_million("go.hostile")
    if not memory["target"]:
        memory["target"] = memory["level"] = max(1, seen)
        return
    memory["level"] += knobs.smooth * (seen - memory["level"]) // 256
    # A 256th of effort more precise than it is kept, so that small gains are not lost.
    step = knobs.gain * 256 * (memory["level"] - memory["target"]) // memory["target"]
    fine = min(max(memory["effort"] * 256 + memory["rest"] + step, 0), MOST * 256)
    memory["effort"], memory["rest"] = divmod(fine, 256)


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Deter dissent by what effort exceeds the ordinary, questions by half of that; less effort invites them."""
    pull = -knobs.deter * (memory["effort"] - knobs.ordinary) // 256
    agenda.add("speak.dissent", pull)
    agenda.add("go.hostile", pull)
    agenda.add("speak.question", pull // 2)


police = Institution(
    name="police",
    summary="Police effort follows dissent and deters it: what the score deters, the police need not.",
    reads=("speak.dissent", "go.hostile"),
    writes=("pull",),
    knobs_are=Knobs,
    remembers=Memory,
    think=think,
    write=write,
)
