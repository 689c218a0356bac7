"""Whose shops, browsers and payments a citizen uses this month: those of the two firms, or of rivals."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, ONLINE


class Knobs(NamedTuple):
    """What `use` can be tuned by."""

    affiliated: Annotated[int, knob(64, 0, 128, "notches", "Pull of the two firms alone, against both them and rivals.",
                                    source="assumed; the article gives the two nearly all")]
    rival: Annotated[int, knob(-96, -192, 0, "notches", "Pull of rivals alone.")]
    neither: Annotated[int, knob(-160, -256, -64, "notches", "Pull of doing without all of them.")]
    habit: Annotated[int, knob(48, 0, 96, "notches", "What a habit of long standing adds to its side.")]
    guard: Annotated[int, knob(16, 0, 64, "per 64 of privacy", "How far the cost of being seen draws from the two.",
                               source="assumed; 64 would count all of it")]


class Own(NamedTuple):
    """What `use` reads of a citizen."""

    privacy: int
    """Units of 4 notches: what it costs to be seen."""
    platform_habit: int
    """64 the two alone for long, -64 rivals alone, 0 none."""


class Deeds(NamedTuple):
    """Whom one can deal with; the utility of each, in notches."""

    neither: int
    both: int
    affiliated: int
    rival: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh whom to deal with.

    With ``h`` the habit, -1 .. 1, and ``p`` the cost of being seen: ``u(affiliated) = affiliated + habit h``,
    ``u(rival) = rival - habit h + guard p``, ``u(neither) = neither + guard p``, against 0 for both sides. The engine
    adds ``stake x believed points`` and what the size of each side draws. Who is not on-line does without. Sizes are
    assumed.
    """
    used = (knobs.habit * own.platform_habit) >> 6
    seen = (knobs.guard * own.privacy) >> 4
    return Deeds(
        neither=knobs.neither + seen,
        both=0,
        affiliated=knobs.affiliated + used,
        rival=knobs.rival - used + seen,
    )


use = Act(
    name="use",
    summary="Whose shops, browsers and payments a citizen uses this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="platforms",
)
