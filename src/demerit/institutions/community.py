"""Community: help of one's own accord, what pay does to it, and who stands by friends of low score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.serve import serve
from demerit.base.draws import Four, column
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, AWARE, WATCHES

if TYPE_CHECKING:
    from demerit.society import Society

MOST = 160
"""Notches of warmth, either way."""
HELP = serve.deeds.index("help")


class Knobs(NamedTuple):
    """What `community` can be tuned by."""

    wear: Annotated[int, knob(
        24, 0, 64, "notches", "What each rewarded help takes from the warmth of one who knows of the reward.",
        source="assumed; that pay drives out the wish: Deci 1971, Gneezy & Rustichini 2000")]
    mend: Annotated[int, knob(8, 0, 32, "of 256 a month", "How far warmth comes back in a month of its own.")]
    norm: Annotated[int, knob(64, 0, 256, "of 256", "How strongly the community comes before oneself.")]


class Keeps(NamedTuple):
    """Its own columns."""

    warmth: Annotated[Array, kept(np.int16, "notches, -160 .. 160: how far one helps of one's own accord",
                                   bits=9, less=MOST)]
    kindness: Annotated[Array, kept(np.int16, "notches, -80 .. 96: where warmth rests", bits=8, less=80)]


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Give everyone a kindness: half from sociability, and a draw of the stream ``kindness``; warmth begins there.

    ``kindness = min(sociability, 48) - 16 + triangular over -64 .. 64`` notches (assumed).
    """
    lot = column(seed, "kindness", world.n).astype(np.int64)
    kind = np.minimum(world.sociability.astype(np.int64), 48) - 16 + (lot >> 26) - ((lot >> 20) & 63)
    world.named("kindness")[:] = (kind).astype(np.int16)
    world.named("warmth")[:] = world.named("kindness")


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    warmth: int
    kindness: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    status: Array
    """Bits of status (`demerit.acts.act`); who stands by friends does not watch."""
    warmth: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    serve: int


class Numbers(NamedTuple):
    """The acts that it looks up in the law."""

    serve: int


class Law(NamedTuple):
    """What it asks of the law."""

    first: Array
    points: Array


class Counted(NamedTuple):
    """What is counted: help, gifts, rewarded help, the warmth of all, who watched and who looked away."""

    help: Array
    gifts: Array
    rewarded: Array
    warmth: Array
    """Notches, plus 160 for each citizen."""
    watched: Array
    looked_away: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, numbers: Numbers, knobs: Knobs, law: Law, lot: Four,
          counted: Counted) -> None:
    """Let reward wear warmth away, let warmth mend, and let some stand by their friends.

    One who knows of the scheme and does what it rewards has ``warmth - wear``; everyone's warmth goes back towards
    kindness by ``mend`` of 256, rounded at random. One who watches friends' scores looks away, for the month, with
    chance ``norm x (128 + warmth) / 65536``: community before oneself. Writes warmth, status. Counts help, gifts,
    rewarded help, the warmth of all (plus 160 each), who watched and who looked away.
    """
    warm = own.warmth + ((knobs.mend * (own.kindness - own.warmth) + (lot[0] & 255)) >> 8)
    if did.serve > 0:
        if did.serve == HELP:
            counted.help[own.cell] += 1
        else:
            counted.gifts[own.cell] += 1
        points = law.points[law.first[numbers.serve] + did.serve]
        if own.status & (ADULT | AWARE) == (ADULT | AWARE) and points > 0:
            warm -= knobs.wear
            counted.rewarded[own.cell] += 1
    warm = min(max(warm, -MOST), MOST)
    citizens.warmth[i] = warm
    counted.warmth[own.cell] += warm + MOST
    if own.status & WATCHES:
        counted.watched[own.cell] += 1
        if lot[1] >> 16 < knobs.norm * max(0, 128 + warm):
            citizens.status[i] = own.status & ~WATCHES
            counted.looked_away[own.cell] += 1


community = Institution(
    name="community",
    summary="Neighbours help of their own accord; pay wears that away, and some stand by friends whatever their score.",
    reads=(),
    writes=("warmth", "status"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
