"""Trust in strangers: it wears away where a score stands in for it, and grows back among friends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT
from demerit.acts.look_up import look_up
from demerit.base.draws import columns4, philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution
from demerit.institutions.reading import HIDDEN, shown_on

if TYPE_CHECKING:
    from demerit.society import Society

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

LEAST, MOST, LINE = 1, 256, 128
FRIENDS = look_up.deeds.index("friends")
LOOK_UP = 0
ASKED, HELD, TRUSTS, INSTEAD = range(4)

KNOBS = (
    Knob("level", 154, 102, 205, "of 256", "Mean trust in strangers at the start: 0.60.",
         source="assumed; World Values Survey: about 60 percent in China would trust most people; unverified"),
    Knob("instead", 3, 0, 24, "of 256 a month", "Trust lost by one who looks up friends' scores instead.",
         source="assumed"),
    Knob("alarm", 2, 0, 24, "of 256 a month at fear 1", "Trust lost to fear.", source="assumed"),
    Knob("tie", 6, 0, 24, "of 256 a tie", "Trust lost or won with each tie that one has less or more than last month.",
         source="assumed"),
    Knob("mend", 12, 2, 48, "per 256 a month", "How fast trust comes back among eight friends or more.",
         source="assumed: half of the way in 15 months"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    level: int
    instead: int
    alarm: int
    tie: int
    mend: int


class View(NamedTuple):
    """Columns that `trust` reads and writes, whole."""

    cell: NDArray[np.uint16]
    sociability: NDArray[np.uint8]
    fear: NDArray[np.int16]
    score: NDArray[np.int16]
    start: NDArray[np.int32]
    friend: NDArray[np.int32]
    trust: NDArray[np.int16]
    trusted: NDArray[np.uint8]
    ties_seen: NDArray[np.uint8]


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Give everyone the trust in which they rest: `level`, sociability, and a spread drawn for each (assumed)."""
    noise = ((columns4(seed, "trust", world.n) & np.uint32(255)).astype(np.int32).sum(axis=1) - 510) >> 2
    rest = np.clip(k.level + noise + np.minimum(world.sociability, 40).astype(np.int32) - 11, LEAST, MOST)
    adult = (world.status & ADULT) != 0
    world.more["trust"][:] = np.where(adult, rest, 0)
    world.more["trusted"][:] = np.minimum(world.more["trust"], 255)


@inlined
def resting(i, x, k, r):  # type: ignore[no-untyped-def]
    """Give the trust in which citizen `i` rests, as `begin` drew it."""
    w0, w1, w2, w3 = philox(u32(i), u32(0), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
    noise = i32(w0 & u32(255)) + i32(w1 & u32(255)) + i32(w2 & u32(255)) + i32(w3 & u32(255)) - i32(510)
    rest = i32(k.level) + (noise >> i32(2)) + min(i32(x.sociability[i]), i32(40)) - i32(11)
    return min(max(rest, i32(LEAST)), i32(MOST))


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let the trust of citizens `lo` to `hi` wear away and come back.

    With ``n`` adult ties, of mean trust ``m`` last month, and the trust ``home`` in which one rests::

        trust += mend min(n, 8) ((home + m)/2 - trust) / 2048 + tie (n - n last month) - alarm fear / 256
                 - instead, where one who is scored looked up the scores of friends, and any was in sight

    rounded at random, 1 .. 256. That half of the goal is the trust of friends is what may keep a whole society low for
    long. The sizes are assumed. Writes trust, ties_seen.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        n = i32(0)
        total = i32(0)
        in_sight = False
        for t in range(x.start[i], x.start[i + 1]):
            other = x.friend[t]
            if other < 0:
                break
            n += i32(1)
            total += i32(x.trusted[other])
            in_sight = in_sight or shown_on(face[other]) != HIDDEN
        goal = resting(i, x, k, r)
        if n > 0:
            goal = (goal + total // n) >> i32(1)
        a = i32(x.trust[i])
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(1), u32(r.k0), u32(r.k1))
        change = (i32(k.mend) * min(n, i32(8)) * (goal - a) + i32(w0 & u32(2047))) >> i32(11)
        change -= (i32(k.alarm) * i32(x.fear[i]) + i32(w1 & u32(255))) >> i32(8)
        n = min(n, i32(254))
        if x.ties_seen[i] > 0:
            change += i32(k.tie) * (n + i32(1) - i32(x.ties_seen[i]))
        x.ties_seen[i] = u8(n + i32(1))
        if in_sight and x.score[i] >= 0 and deeds[r.act[LOOK_UP], i - lo] == FRIENDS:
            change -= i32(k.instead)
            counts[INSTEAD, cell] += 1
        a = min(max(a + change, i32(LEAST)), i32(MOST))
        x.trust[i] = i16(a)
        counts[ASKED, cell] += 1
        counts[HELD, cell] += a
        counts[TRUSTS, cell] += 1 if a >= LINE else 0


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Show everyone's trust to their friends. Writes trusted."""
    for i in range(lo, hi):
        x.trusted[i] = u8(min(i32(x.trust[i]), i32(255)))


trust = OldInstitution(
    name="trust",
    summary="Trust in strangers wears away where scores are looked up instead, with fear and with ties lost.",
    reads=("deeds of `look_up`", "fear", "ties"),
    writes=("trust", "trusted", "ties_seen"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("trust", np.int16, "Trust in strangers, 1 (none) .. 256 (all)."),
        Column("trusted", np.uint8, "The same as friends saw it last month, at most 255."),
        Column("ties_seen", np.uint8, "Adult ties of last month and one; 0 not yet counted."),
    ),
    begin=begin,
    counts=("asked", "held", "trusts", "instead"),
    acts=("look_up",),
    sums=True,
    view=View,
    touch=touch,
    post=post,
)
