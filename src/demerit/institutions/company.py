"""Company: telephones that lie near each other tell of meetings, also of those whose tie is hidden or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE
from demerit.acts.visit import visit
from demerit.base.draws import key, philox, stream
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions._blocks import BLOCK
from demerit.institutions.institution import MOST_TIMES, AroundLaw, Column, OldInstitution
from demerit.institutions.reading import HIDDEN, shown_on

if TYPE_CHECKING:
    from demerit.society import Society

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

KIN = 1
SEES = visit.deeds.index("acquaintance")

KNOBS = (
    Knob("line", 550, 0, 700, "points", "Below it an acquaintance is low company; 0: nobody is.",
         source="assumed: the end of the lowest band"),
    Knob("yields", 96, 0, 256, "of 256", "Chance that two meet of whom one means to.", source="assumed"),
    Knob("shown", 255, 0, 255, "of 255", "How plainly the telephone shows that one would be seen with somebody low.",
         source="assumed"),
    Knob("hours", 3, 1, 8, "hours", "Hours together, 1 to 8, that count once.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    line: int
    yields: int
    shown: int
    hours: int


class View(NamedTuple):
    """What `company` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`)."""
    score: NDArray[np.int16]
    """The score of the last settling; -1 none."""
    start: NDArray[np.int64]
    """Where each row of ties begins."""
    friend: NDArray[np.int32]
    """The other end of each tie; -1 in empty slots."""
    old_friend: NDArray[np.int32]
    """The old acquaintance; -1 nobody."""
    meaning: NDArray[np.uint8]
    """Written: 1 who means to see the acquaintance."""
    arranged: NDArray[np.uint8]
    """Written by `post`: what `meaning` was last month."""
    low_company: NDArray[np.uint8]
    """Written: `shown` where the acquaintance is known to stand low and is no tie."""
    near_times: NDArray[np.uint8]
    """Written: how often one was near low company so far, at most 255."""


@kernel
def pair_up(start, friend, kind, cell, number, k0, k1, rest, old):  # type: ignore[no-untyped-def]
    """Give everyone an acquaintance, mutual: a friend of the start by lot, else an adult of the block; -1 nobody.

    Row by row, whoever is free takes the free friend (no kin) of the smallest pair draw; then those left over in a
    block are paired with each other. `rest` is scratch for a block, int64 ``(BLOCK,)``.
    """
    n = cell.shape[0]
    old[:] = -1
    for i in range(n):
        if old[i] >= 0:
            continue
        best, least = -1, u32(0)
        for t in range(start[i], start[i + 1]):
            j = friend[t]
            if j < 0:
                break
            if kind[t] & 3 == KIN or old[j] >= 0:
                continue
            word, _, _, _ = philox(u32(min(i, j)), u32(0), u32(number), u32(max(i, j)), u32(k0), u32(k1))
            if best < 0 or word < least:
                best, least = j, word
        if best >= 0:
            old[i] = i32(best)
            old[best] = i32(i)
    for first in range(0, n, BLOCK):
        pair_rest(start, friend, cell, rest, old, first, min(first + BLOCK, n))


@inlined
def pair_rest(start, friend, cell, rest, old, first, last):  # type: ignore[no-untyped-def]
    """Pair the adults of a block whom nobody took: the first half of them, in their order, with the second half."""
    m = 0
    for i in range(first, last):
        if old[i] < 0:
            rest[m] = i
            m += 1
    for q in range(m // 2):
        i, j = rest[q], rest[m // 2 + q]
        if not tied(start, friend, i, j):
            old[i] = i32(j)
            old[j] = i32(i)


@inlined
def tied(start, friend, i, j):  # type: ignore[no-untyped-def]
    """Say whether `j` stands among the ties of `i`."""
    for t in range(start[i], start[i + 1]):
        if friend[t] == j:
            return True
        if friend[t] < 0:
            break
    return False


def begin(world: Any, society: Society, seed: int, k: Any) -> None:
    """Give everyone an old acquaintance."""
    k0, k1 = key(seed)
    rest = np.empty(BLOCK, np.int64)
    pair_up(world.start, world.friend, world.kind, world.cell, stream("company"), k0, k1, rest,
            world.named("old_friend"))


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let acquaintances meet, and telephones tell who was near somebody low without being tied to them.

    Two meet who both meant to last month; where one did, with chance ``yields / 256`` by a draw of the pair. They stay
    1 to 8 hours; ``near_low`` happens ``max(1, stay // hours)`` times to one whose acquaintance scores below `line` and
    is no tie: ties count by the scheme's association already. Writes meaning, low_company, near_times.
    """
    width = r.high - r.low
    for i in range(lo, hi):
        cell = x.cell[i]
        x.meaning[i] = u8(0)
        x.low_company[i] = u8(0)
        j = x.old_friend[i]
        if j < 0:
            continue
        linked = tied(x.start, x.friend, i, j)
        w0, w1, _, _ = philox(u32(min(i, j)), u32(week), u32(r.stream), u32(max(i, j)), u32(r.k0), u32(r.k1))
        both = int(x.arranged[i]) + int(x.arranged[j])
        meets = both == 2 or (both == 1 and int(w0 & u32(255)) < k.yields)
        low = 0 <= x.score[j] < k.line
        counts[0, cell] += 1 if meets else 0
        counts[1, cell] += 0 if linked else 1
        if meets and not linked:
            counts[2, cell] += 1
            if low:
                times = min(max(1, (1 + int(w1 & u32(7))) // k.hours), MOST_TIMES)
                happened[0, i - lo] = u8(times)
                counts[3, cell] += 1
                counts[4, cell] += times
                x.near_times[i] = u8(min(255, int(x.near_times[i]) + times))
        shown = shown_on(face[j])
        known = shown != HIDDEN and r.low + shown * width // 60 < k.line
        aware = (x.status[i] & (ADULT | AWARE)) == (ADULT | AWARE)
        if known and aware and not linked:
            x.low_company[i] = u8(k.shown)
            counts[5, cell] += 1
        if deeds[r.act[0], i - lo] == SEES:
            x.meaning[i] = u8(1)


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Let others know who means to see them. Writes arranged."""
    for i in range(lo, hi):
        x.arranged[i] = x.meaning[i]


company = OldInstitution(
    name="company",
    summary="Senses by telephone who meets an old acquaintance of low score to whom no tie is shown.",
    reads=(),
    writes=("happens", "meaning", "arranged", "low_company", "near_times"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("old_friend", np.int32, "the citizen who is one's old acquaintance, mutual; -1 nobody"),
        Column("meaning", np.uint8, "1 who means this month to see the acquaintance"),
        Column("arranged", np.uint8, "1 who meant so last month"),
        Column("low_company", np.uint8, "how plainly the acquaintance is known to stand low and be no tie, 0 .. 255"),
        Column("near_times", np.uint8, "times near low company without a tie so far, at most 255"),
    ),
    begin=begin,
    happens=("near_low",),
    counts=("met", "unlinked", "met_unlinked", "met_low", "near_low", "shunned"),
    acts=("visit",),
    view=View,
    around=AroundLaw,
    touch=touch,
    post=post,
)
