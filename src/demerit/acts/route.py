"""Which way a citizen takes through the town this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE


class Knobs(NamedTuple):
    """What `route` can be tuned by."""

    around: Annotated[int, knob(
        -224, -320, -128, "notches", "Pull of going round: three in a hundred do without a reason.",
    )]
    worry: Annotated[int, knob(32, 0, 128, "notches at fear 1", "What fear adds to it.")]
    heed: Annotated[int, knob(256, 0, 512, "notches", "What a full warning on the map adds to it.")]


class Own(NamedTuple):
    """What `route` reads of a citizen."""

    fear: int
    """Q8: 0 none .. 512, where losses count threefold."""
    marked: int
    """1 where the map warns of the block on one's way, else 0; 0 without a map."""


class Deeds(NamedTuple):
    """Which way one can take; the utility of each, in notches."""

    through: int
    around: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh a detour: ``u(around) = around + worry x fear + heed x 255 marked / 256``.

    One who goes round is not caught by a zone on the way, whether there is one or not. Sizes are assumed.
    """
    return Deeds(
        through=0,
        around=knobs.around + ((knobs.worry * own.fear) >> 8) + ((knobs.heed * 255 * own.marked) >> 8),
    )


route = Act(
    name="route",
    summary="Which way a citizen takes through the town this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | AWARE,
    asks="zones",
)
