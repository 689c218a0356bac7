"""Community: help of one's own accord, what pay does to it, and who stands by friends of low score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, WATCHES
from demerit.base.draws import column, philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import AroundLaw, Column, OldInstitution

if TYPE_CHECKING:
    from demerit.society import Society

u8 = np.uint8
i64 = np.int64
i16 = np.int16
u32 = np.uint32

MOST = 160
"""Notches of warmth, either way."""

KNOBS = (
    Knob("wear", 24, 0, 64, "notches", "What each rewarded help takes from the warmth of one who knows of the reward.",
         source="assumed; that pay drives out the wish: Deci 1971, Gneezy & Rustichini 2000"),
    Knob("mend", 8, 0, 32, "of 256 a month", "How far warmth comes back in a month of its own.", source="assumed"),
    Knob("norm", 64, 0, 256, "of 256", "How strongly the community comes before oneself.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    wear: int
    mend: int
    norm: int


class View(NamedTuple):
    """What `community` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    status: NDArray[np.uint8]
    """Written: bits of status (`demerit.acts.act`); who stands by friends does not watch."""
    warmth: NDArray[np.int16]
    """Written: notches, how far one helps of one's own accord."""
    kindness: NDArray[np.int16]
    """Notches: where warmth rests."""


def begin(world: Any, society: Society, seed: int, k: Any) -> None:
    """Give everyone a kindness: half from sociability, and a draw of the stream ``kindness``; warmth begins there.

    ``kindness = min(sociability, 48) - 16 + triangular over -64 .. 64`` notches (assumed).
    """
    lot = column(seed, "kindness", world.n).astype(np.int64)
    kind = np.minimum(world.sociability.astype(np.int64), 48) - 16 + (lot >> 26) - ((lot >> 20) & 63)
    world.named("kindness")[:] = (kind).astype(np.int16)
    world.named("warmth")[:] = world.named("kindness")


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let reward wear warmth away, let it mend, and let some stand by their friends.

    One who knows of the scheme and does what it rewards has ``warmth - wear``; everyone's warmth goes back towards
    kindness by ``mend`` of 256, rounded at random. One who watches friends' scores looks away, for the month, with
    chance ``norm x (128 + warmth) / 65536``: community before oneself. Writes warmth, status. Counts help, gifts,
    rewarded help, the warmth of all (plus 160 each), who watched and who looked away.
    """
    act = r.act[0]
    for i in range(lo, hi):
        cell = x.cell[i]
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        warm = i64(x.warmth[i])
        warm += (i64(k.mend) * (i64(x.kindness[i]) - warm) + i64(w0 & u32(255))) >> 8
        deed = i64(deeds[act, i - lo])
        st = i64(x.status[i])
        if deed > 0:
            counts[deed - 1, cell] += 1
            if st & (ADULT | AWARE) == (ADULT | AWARE) and r.points[r.first[act] + deed] > 0:
                warm -= i64(k.wear)
                counts[2, cell] += 1
        warm = min(max(warm, -MOST), MOST)
        x.warmth[i] = i16(warm)
        counts[3, cell] += warm + MOST
        if st & WATCHES:
            counts[4, cell] += 1
            if i64(w1 >> u32(16)) < i64(k.norm) * max(0, 128 + warm):
                x.status[i] = u8(st & ~WATCHES)
                counts[5, cell] += 1


community = OldInstitution(
    name="community",
    summary="Neighbours help of their own accord; pay wears that away, and some stand by friends whatever their score.",
    reads=(),
    writes=("warmth", "status"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("warmth", np.int16, "notches, -160 .. 160: how far one helps of one's own accord"),
        Column("kindness", np.int16, "notches, -80 .. 96: where warmth rests"),
    ),
    begin=begin,
    counts=("help", "gifts", "rewarded", "warmth", "watched", "looked_away"),
    acts=("serve",),
    view=View,
    around=AroundLaw,
    touch=touch,
)
