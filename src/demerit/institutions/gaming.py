"""Gaming: tricks raise the score for a while, and what they raised fades."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.game_it import game_it
from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, kept

UNITS = 5
"""Units by which one trick raises the score; a rule says what a unit is worth."""
SWAP, STAGE = game_it.deeds.index("swap_loans"), game_it.deeds.index("stage_shopping")


class Knobs(NamedTuple):
    """What `gaming` can be tuned by."""

    fade: Annotated[int, knob(
        43, 11, 128, "of 256 a month", "Share of what tricks raised that is gone after a month.",
        source="assumed: half of it in four months")]


class Keeps(NamedTuple):
    """Its own columns."""

    puffed: Annotated[Array, kept(np.uint8, "units of 4 points by which tricks hold the score up")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    puffed: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    puffed: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    game_it: int


class Happened(NamedTuple):
    """What can happen, in units: a trick raises the score, or what tricks raised fades."""

    swapped: Array
    staged: Array
    churned: Array
    faded: Array


class Counted(NamedTuple):
    """What is counted: tricks, and the units that all hold."""

    tricks: Array
    puffed: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, happened: Happened,
          counted: Counted) -> None:
    """Let what was raised fade, and raise it anew for one who tricks.

    ``faded = fade x puffed / 256``, rounded at random and at most 15; then one trick adds 5 units: ``swapped``,
    ``staged`` or ``churned`` happens 5 times. Rules turn units into points; the bureau takes the tricks for conduct,
    until it finds nothing behind them. Writes puffed. Counts tricks, and the units that all hold.
    """
    gone = min(MOST_TIMES, (knobs.fade * own.puffed + (lot[0] & 255)) >> 8)
    happened.faded[i] = gone
    held = own.puffed - gone
    if did.game_it > 0 and held + UNITS <= 255:
        if did.game_it == SWAP:
            happened.swapped[i] = UNITS
        elif did.game_it == STAGE:
            happened.staged[i] = UNITS
        else:
            happened.churned[i] = UNITS
        held += UNITS
        counted.tricks[own.cell] += 1
    citizens.puffed[i] = held
    counted.puffed[own.cell] += held


gaming = Institution(
    name="gaming",
    summary="Guides tell how to trick the score; what tricks raise fades within months.",
    reads=(),
    writes=("happens", "puffed"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
)
