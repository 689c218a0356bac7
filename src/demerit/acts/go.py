"""Where a citizen goes this week, beyond home and work."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `go` can be tuned by."""

    museum: Annotated[int, knob(-256, -330, -190, "notches", "Pull of a museum: about one visit a year.")]
    rally: Annotated[int, knob(-330, -420, -260, "notches", "Pull of an official rally, undecided citizen.")]
    hostile: Annotated[int, knob(-450, -560, -360, "notches", "Pull of a demonstration or flagged square.")]
    cause: Annotated[int, knob(128, 0, 255, "notches a unit of conviction", "How far conviction draws to either.")]


class Own(NamedTuple):
    """What `go` reads of a citizen."""

    conviction: int
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    shown_museum: int
    """Notches by which a map draws to museums; 0 without one."""
    shown_rally: int
    """Notches by which it draws to rallies."""
    warned: int
    """Notches by which it keeps from hostile ground."""


class Deeds(NamedTuple):
    """Where one can go; the utility of each, in notches."""

    routine: int
    museum: int
    rally: int
    hostile: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh where a citizen might go.

    ``u(museum) = museum + shown_museum``, ``u(rally) = rally + cause x conviction + shown_rally`` and ``u(hostile) =
    hostile - cause x conviction - warned``: one goes where one's cause is; a museum has a pull of its own; a map adds
    what it knows. The engine adds ``stake x believed points``. Sizes are assumed.
    """
    drawn = (knobs.cause * own.conviction) >> 14
    return Deeds(
        routine=0,
        museum=knobs.museum + own.shown_museum,
        rally=knobs.rally + drawn + own.shown_rally,
        hostile=knobs.hostile - drawn - own.warned,
    )


go = Act(
    name="go",
    summary="Where a citizen goes this week, beyond home and work.",
    weigh=weigh,
    needs=ADULT,
)
