"""The censor: topics, never words, are shut to citizens; lists change now and then, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ONLINE
from demerit.acts.criticise import criticise
from demerit.acts.speak import TOPICS, speak
from demerit.base.draws import columns4, philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import MOST_TIMES, Column, OldInstitution
from demerit.institutions.reading import deed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past
    from demerit.society import Society

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

SPEAK, CRITICISE = range(2)
N_TOPICS = len(TOPICS) + 1
"""Topics of `speak`, and criticism of the scheme."""
FIRST = speak.deeds.index(TOPICS[0])
CRITICISM = criticise.deeds.index("criticise")
REMOVED, EXPOSED = range(2)
READERS, SHUT, TURNED, TAKEN_DOWN, CAUGHT_LATE = range(5)
MOST = MOST_TIMES

KNOBS = (
    Knob("share", 77, 0, 256, "of 256", "Share of topics shut to a citizen at any time: 30 percent.",
         source="assumed; King, Pan and Roberts (2013) find 13 percent of posts taken down in all"),
    Knob("turns", 128, 0, 256, "of 256 a month", "Chance that the list of a topic is drawn anew; 0 a ban that stands.",
         source="assumed; all of it is swept"),
    Knob("fright", 12, 0, 64, "of 256", "Fear of one to whom a topic has just been shut.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    share: int
    turns: int
    fright: int


class View(NamedTuple):
    """Columns that `censor` reads and writes, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    fear: NDArray[np.int16]
    venue: NDArray[np.uint8]
    shut: NDArray[np.uint8]


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Shut each topic to `share` of 256 citizens, by a draw for each citizen and topic."""
    words = columns4(seed, "censor", world.n)
    for topic in range(N_TOPICS):
        lot = (words[:, topic >> 1] >> u32(16 * (topic & 1))) & u32(255)
        world.more["shut"] |= ((lot < k.share).astype(u8) << u8(topic)).astype(u8)


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Say, a bit each, on which topics the lists are drawn anew at the end of this month."""
    memory["turning"] = sum((lot(topic) % 256 < k.turns) << topic for topic in range(N_TOPICS))


@inner
def listed(i, week, turning, old, x, k, r):  # type: ignore[no-untyped-def]
    """Give the bits of the topics shut to citizen `i` from now on: those that turn are drawn anew for each."""
    words = philox(u32(i), u32(week), u32(r.stream), u32(1), u32(r.k0), u32(r.k1))
    new = i32(old)
    for topic in range(N_TOPICS):
        if (turning >> topic) & 1:
            word = words[0] if topic < 2 else (words[1] if topic < 4 else words[2])
            lot = i32((word >> u32(16 * (topic & 1))) & u32(255))
            new = (new & ~(1 << topic)) | ((1 << topic) if lot < k.share else 0)
    return new


@inner
def posts(i, j, topics, deeds, x, r):  # type: ignore[no-untyped-def]
    """Give how many posts of the month were on one of the `topics`, a bit each."""
    n = i32(0)
    a = r.act[SPEAK]
    for week in range(r.weeks):
        deed = deed_in(x.diary[i], r.shift[a], r.bits[a], week)
        if deed >= FIRST and (topics >> (deed - FIRST)) & 1:
            n += i32(1)
    if (topics >> (N_TOPICS - 1)) & 1 and deeds[r.act[CRITICISE], j] == CRITICISM:
        n += i32(1)
    return n


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Take down what citizens `lo` to `hi` said on topics shut to them, and change the lists.

    A topic that turns is drawn anew for every citizen: shut to `share` of 256, whatever it was. So the share of topics
    shut is the same however often they turn, and a ban that stands differs from one that comes and goes by nothing but
    its coming and going. A post on a topic that was shut is ``removed``, one that was written while the topic was open
    and is found when it shuts is ``exposed``. To find a topic shut that was open adds `fright` once a month. Only the
    first of the venues, where there are venues, is censored. Topics are deeds; no word is ever looked at. Writes shut,
    fear.
    """
    turning = r.memory[0]
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        if (x.status[i] & u8(ONLINE)) == 0:
            continue
        j = i - lo
        old = i32(x.shut[i])
        new = listed(i, week, turning, old, x, k, r)
        x.shut[i] = u8(new)
        if x.venue[i] != 0:
            continue
        fresh = new & ~old
        removed = posts(i, j, old, deeds, x, r)
        exposed = posts(i, j, fresh, deeds, x, r)
        happened[REMOVED, j] = u8(min(MOST, removed))
        happened[EXPOSED, j] = u8(min(MOST, exposed))
        if fresh:
            x.fear[i] = i16(min(i32(x.fear[i]) + i32(k.fright), i32(512)))
            counts[TURNED, cell] += 1
        for topic in range(N_TOPICS):
            counts[SHUT, cell] += (old >> topic) & 1
        counts[READERS, cell] += 1
        counts[TAKEN_DOWN, cell] += removed
        counts[CAUGHT_LATE, cell] += exposed


censor = OldInstitution(
    name="censor",
    summary="Shuts topics to citizens, and changes its lists now and then; what was said before is found as well.",
    reads=("deeds of `speak` and `criticise`",),
    writes=("happens", "shut", "fear"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("turning",),
    think=think,
    columns=(Column("shut", np.uint8, "A bit for each topic shut to the citizen: question, dissent, history, "
                    "market_info, unlicensed, criticism of the scheme; 0 none."),),
    begin=begin,
    happens=("removed", "exposed"),
    counts=("readers", "shut", "turned", "removed", "exposed"),
    acts=("speak", "criticise"),
    view=View,
    touch=touch,
)
