"""Residence: who has held an address for how long, and who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.move import move
from demerit.base.draws import column
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, AWARE

if TYPE_CHECKING:
    from demerit.society import Society

MOVE = move.deeds.index("move")
NEWCOMER = 36
"""Months within which those from elsewhere came to where they live (assumed: three years)."""


class Knobs(NamedTuple):
    """What `residence` can be tuned by."""

    tip: Annotated[int, knob(16, 0, 64, "notches", "What the tip to stay put is worth to one who knows of the scheme.",
                             source="assumed; the tip is the article's N5")]


class Keeps(NamedTuple):
    """Its own columns."""

    settled: Annotated[Array, kept(np.uint8, "months at the address, at most 255")]
    warned_to_stay: Annotated[Array, kept(np.uint8, "1 for one who knew of the scheme at the end of the month", bits=1)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    settled: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    settled: Array
    warned_to_stay: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    move: int


class Happened(NamedTuple):
    """What can happen."""

    moved: Array


class Counted(NamedTuple):
    """What is counted: who moves, and the months at the address of all."""

    moves: Array
    months: Array


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Let adults have lived where they live for up to half their grown years; those from elsewhere for up to 3 years.

    The months are uniform, by a draw of the stream ``settled``; both ranges are assumed.
    """
    lot = column(seed, "settled", world.n).astype(np.int64) >> 16
    most = np.where(world.origin > 0, NEWCOMER, 6 * np.maximum(world.age.astype(np.int64) - 18, 0) + 12)
    months = np.minimum(255, 1 + (lot * most >> 16))
    world.named("settled")[:] = months.astype(np.uint8)


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, happened: Happened, counted: Counted) -> None:
    """Count the months at the address; ``moved`` happens to those who moved, who begin again at 0.

    Writes settled, warned_to_stay.
    """
    knows = own.status & (ADULT | AWARE) == ADULT | AWARE
    citizens.warned_to_stay[i] = 1 if knows else 0
    months = 0
    if did.move == MOVE:
        happened.moved[i] = 1
        counted.moves[own.cell] += 1
    else:
        months = min(255, own.settled + 1)
    citizens.settled[i] = months
    counted.months[own.cell] += months


class Warned(NamedTuple):
    """What `rooted` reads of a citizen."""

    warned_to_stay: int


def rooted(own: Warned, knobs: Knobs) -> int:
    """Give the notches that staying put is worth: the tip, for one who knows of the scheme."""
    return knobs.tip if own.warned_to_stay > 0 else 0


residence = Institution(
    name="residence",
    summary="Keeps the months that everyone has held their address, and sees who moves.",
    reads=(),
    writes=("happens", "settled", "warned_to_stay"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
    shows={"rooted": rooted},
)
