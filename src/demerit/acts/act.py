"""What an act is: one decision that a citizen takes in a week or a month, and the deeds it can end in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from demerit.base.knob import Knob

ADULT, ONLINE, AWARE, ENROLLED, SCORED, IN_DEBT, SHOWS, WATCHES = (1 << bit for bit in range(8))
"""Bits of the column `status`: who may do what, and what they have taken up.

A citizen WATCHES who looked up the scores of friends this month, and SHOWS who shows their own.
"""

FEMALE, MARRIED, PARENT, OFFENDED, MEMBER = (1 << bit for bit in range(5))
FIFTH = 5
"""Bits of the column `traits`; PARENT of a child under seven; OFFENDED did a deed that a rule punishes; MEMBER of
the Party.

From bit FIFTH on stands the fifth of income, 1 (lowest) to 5.
"""

NEVER = -(1 << 20)
"""A utility, in notches, that no noise makes up for: the deed cannot be done."""


@dataclass(frozen=True)
class Act:
    """One decision, its deeds and the kernel that weighs them.

    Parameters
    ----------
    name
        The act's name: the name of its file, and of its stream of draws.
    summary
        One sentence for `demerit list acts`.
    deeds
        At most eight; the first is what happens when nothing else does.
    sweep
        ``sweep(s, k, w, u)``: write the utilities, in notches (1/64 logit), of citizen ``j`` into ``u[:, j]``.
        It reads only the columns that `view` names, draws nothing and allocates nothing.
    view
        A NamedTuple class; its fields name columns of `demerit.engine.columns`, or what was heard this week.
        Every one is an array over the range of citizens swept.
    knobs
        The numbers it can be tuned by; handed to the kernel as the NamedTuple `knob_class`.
    knob_class
        A NamedTuple class of the knobs' names, at module level so that compiled code can be kept.
    monthly
        Taken on scoring weeks only, instead of every week.
    needs
        Bits of `status` that a citizen must have; one who lacks them does the first deed.
    asks
        The institution without which the act does not take place: where it is closed everybody does the first deed.
    """

    name: str
    summary: str
    deeds: tuple[str, ...]
    sweep: Callable[..., None]
    view: type[Any]
    knobs: tuple[Knob, ...] = ()
    knob_class: type[Any] = field(default=tuple)
    monthly: bool = False
    needs: int = ADULT
    asks: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The deeds as the law names them: ``speak.dissent``."""
        return tuple(f"{self.name}.{deed}" for deed in self.deeds)

    @property
    def bits(self) -> int:
        """How many bits hold one of its deeds."""
        return max(1, (len(self.deeds) - 1).bit_length())
