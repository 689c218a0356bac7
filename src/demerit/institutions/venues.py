"""Venues: a microblog, its imitation and a messenger, between which citizens choose; the last is not scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, ONLINE
from demerit.acts.speak import IMITATION, MESSENGER, MICROBLOG, speak
from demerit.base.draws import column
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import AroundLaw, Column, OldInstitution
from demerit.institutions.reading import deed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past
    from demerit.society import Society

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

SPEAK, VENUE = range(2)
PRAISE, QUESTION, DISSENT = (speak.deeds.index(what) for what in ("praise", "question", "dissent"))
ON, SPOKE, POSTS, UNSEEN, LEFT = 0, 3, 6, 7, 8

KNOBS = (
    Knob("imitation", 38, 0, 128, "of 256", "Share of those on-line who write on the imitation at the start.",
         source="assumed"),
    Knob("messenger", 64, 0, 192, "of 256", "Share who write on the messenger.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    imitation: int
    messenger: int


class View(NamedTuple):
    """Columns that `venues` reads and writes, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    start: NDArray[np.int32]
    friend: NDArray[np.int32]
    venue: NDArray[np.uint8]
    venue_shown: NDArray[np.uint8]
    near_microblog: NDArray[np.uint8]
    near_imitation: NDArray[np.uint8]
    near_messenger: NDArray[np.uint8]


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Let everyone on-line begin somewhere, by a draw for each."""
    lot = (column(seed, "venues", world.n) & u32(255)).astype(np.int64)
    where = np.where(lot < k.messenger, MESSENGER, np.where(lot < k.messenger + k.imitation, IMITATION, MICROBLOG))
    reader = (world.status & (ADULT | ONLINE)) == (ADULT | ONLINE)
    world.more["venue"][:] = np.where(reader, where, MICROBLOG)
    world.more["venue_shown"][:] = np.where(reader, where + 1, 0)


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Reckon how much of what is said of politics the headline bureau sees less of: what was said on the messenger."""
    memory["unseen"] = past.count("venues", "hidden") // max(1, past.count("venues", "posts"))


def write(agenda: Agenda, memory: dict[str, int], k: Any) -> None:
    """Take that from what it sees."""
    if memory["unseen"]:
        agenda.sense("speak", -memory["unseen"])


@inner
def look_around(i, x):  # type: ignore[no-untyped-def]
    """Note where the friends of citizen `i` wrote last month, of 255 of those on-line."""
    at = (i32(0), i32(0), i32(0))
    a, b, c = at
    for t in range(x.start[i], x.start[i + 1]):
        other = x.friend[t]
        if other < 0:
            break
        where = i32(x.venue_shown[other])
        a += i32(1) if where == 1 else i32(0)
        b += i32(1) if where == 2 else i32(0)
        c += i32(1) if where == 3 else i32(0)
    n = max(i32(1), a + b + c)
    x.near_microblog[i] = u8(i32(255) * a // n)
    x.near_imitation[i] = u8(i32(255) * b // n)
    x.near_messenger[i] = u8(i32(255) * c // n)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let citizens `lo` to `hi` move, and note where their friends write.

    Nothing said on the messenger is scored. The bureau sees a share of all that is said, the same for everybody, so
    that share falls, in the month to come, by what it would have seen of the praise, questions and worse said there:
    ``hidden = sum over posts on the messenger of what it sees of 256 / posts``. How many points are booked in all is
    right then; who books them is not told apart, so that leaving brings the one who leaves too little, and those who
    stay a little. That one speaks more freely there is a knob of `speak` (``unscored``). Writes venue, near_microblog,
    near_imitation, near_messenger.
    """
    a = r.act[SPEAK]
    for i in range(lo, hi):
        cell = x.cell[i]
        if (x.status[i] & u8(ONLINE)) == 0:
            continue
        was = i32(x.venue[i])
        outspoken = False
        for n in range(r.weeks):
            deed = deed_in(x.diary[i], r.shift[a], r.bits[a], n)
            if deed >= PRAISE:
                counts[POSTS, cell] += 1
                counts[UNSEEN, cell] += i64(r.sees[0, a]) if was == MESSENGER else i64(0)
            outspoken = outspoken or deed in (QUESTION, DISSENT)
        counts[ON + was, cell] += 1
        counts[SPOKE + was, cell] += 1 if outspoken else 0
        goes = i32(deeds[r.act[VENUE], i - lo])
        if goes > 0:
            x.venue[i] = u8(goes - 1)
            counts[LEFT, cell] += 1 if was == MICROBLOG and goes - 1 != MICROBLOG else 0
        look_around(i, x)


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Show everyone on-line where each of them writes. Writes venue_shown."""
    for i in range(lo, hi):
        if (x.status[i] & u8(ONLINE)) != 0:
            x.venue_shown[i] = u8(x.venue[i] + u8(1))


venues = OldInstitution(
    name="venues",
    summary="Citizens write on a microblog, on its imitation or on a messenger, where nothing is scored.",
    reads=("deeds of `speak` and `venue`", "ties"),
    writes=("sees", "venue", "venue_shown", "near_microblog", "near_imitation", "near_messenger"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("unseen",),
    think=think,
    write=write,
    columns=(
        Column("venue", np.uint8, "Where one writes: 0 the microblog, 1 its imitation, 2 the messenger."),
        Column("venue_shown", np.uint8, "The same and one, as others saw it last month; 0 for one not on-line."),
        Column("near_microblog", np.uint8, "Share of 255 of one's friends on-line who write there."),
        Column("near_imitation", np.uint8, "The same of the imitation."),
        Column("near_messenger", np.uint8, "The same of the messenger."),
    ),
    begin=begin,
    counts=("on_microblog", "on_imitation", "on_messenger", "spoke_microblog", "spoke_imitation", "spoke_messenger",
            "posts", "hidden", "left_microblog"),
    acts=("speak", "venue"),
    view=View,
    around=AroundLaw,
    touch=touch,
    post=post,
)
