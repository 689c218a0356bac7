"""Zones: some blocks count as hostile ground for a season, and catch those who live there or pass through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.go import go
from demerit.acts.route import route
from demerit.base.draws import philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions._blocks import BLOCK, way_of
from demerit.institutions.institution import Column, OldInstitution
from demerit.institutions.reading import deed_in
from demerit.society.citizens import CLERICAL, LEADER, OFFICIAL, PRODUCTION, PROFESSIONAL, SERVICE, STUDENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past

u8 = np.uint8
u32 = np.uint32

HOSTILE = go.deeds.index("hostile")
AROUND = route.deeds.index("around")
LIVES, PASSES = 1, 2
"""Bits of the column `ground`."""
WORD = 65536
COMMUTERS = sum(1 << job for job in (STUDENT, PRODUCTION, SERVICE, CLERICAL, PROFESSIONAL, LEADER, OFFICIAL))
"""Occupations with a daily way, a bit each."""

KNOBS = (
    Knob("share", 1311, 0, 32768, "of 65536", "Share of blocks that count as hostile: one in fifty.", source="assumed"),
    Knob("unrest", 64, 0, 512, "of 65536", "What a visit to a demonstration per 1,000 adults and month adds to it.",
         source="assumed"),
    Knob("lasts", 3, 1, 12, "months", "How long a block stays flagged before it is drawn anew.", source="assumed"),
    Knob("lives", 256, 0, 256, "of 256", "Chance a month that the telephone of a resident is caught at home.",
         source="assumed: a telephone is at home every night"),
    Knob("caught", 192, 0, 256, "of 256", "Chance a month that one who passes through is caught.", source="assumed"),
    Knob("strolls", 64, 0, 256, "of 256", "Share of those without a daily way who pass that way in a month.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    share: int
    unrest: int
    lasts: int
    lives: int
    caught: int
    strolls: int


class View(NamedTuple):
    """What `zones` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    occupation: NDArray[np.uint8]
    """An index into `demerit.society.citizens.OCCUPATIONS`."""
    diary: NDArray[np.uint32]
    """The month's deeds of the weekly acts."""
    ground: NDArray[np.uint8]
    """Written: bits LIVES, PASSES."""


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Flag more blocks the more people went to demonstrations: ``share + unrest x visits per 1,000 adults``."""
    visits = past.per_million("go.hostile") // 1000
    memory["share"] = min(WORD // 2, k.share + k.unrest * visits)


@inner
def hostile(block, month, share, k, r):  # type: ignore[no-untyped-def]
    """Say whether a block is flagged in a month: by a draw of its own for every season of `lasts` months."""
    season = (month + block % k.lasts) // k.lasts
    word, _, _, _ = philox(u32(block), u32(season), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
    return int(word >> u32(16)) < share


@inner
def goes_that_way(occupation, lot, k):  # type: ignore[no-untyped-def]
    """Say whether a citizen has a daily way, or strolls this month by the byte `lot`."""
    return (COMMUTERS >> occupation) & 1 == 1 or lot < k.strolls


@inner
def went(diary, a, deed, r):  # type: ignore[no-untyped-def]
    """Say, 1 or 0, whether weekly act `a` ended in `deed` in any week of the month."""
    for week in range(r.weeks):
        if deed_in(diary, r.shift[a], r.bits[a], week) == deed:
            return 1
    return 0


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Catch residents and passers-by of flagged blocks; ``passed`` happens once for each way of being there.

    A block is one of 400 neighbours. A resident is caught with chance ``lives / 256``, one whose way leads through a
    flagged block and who does not go round it with ``caught / 256``. Writes ground.
    """
    n = x.cell.shape[0]
    month = week // r.weeks
    share = r.memory[0]
    block, lives = -1, False
    for i in range(lo, hi):
        x.ground[i] = u8(0)
        if i // BLOCK != block:
            block = i // BLOCK
            lives = hostile(block, month, share, k, r)
        cell = x.cell[i]
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(1), u32(r.k0), u32(r.k1))
        comes = goes_that_way(int(x.occupation[i]), int(w0 & u32(255)), k)
        danger = comes and hostile(way_of(i, n, r.k0, r.k1), month, share, k, r)
        around = deeds[r.act[1], i - lo] == AROUND
        times = 0
        if lives and int(w1 & u32(255)) < k.lives:
            times += 1
        if danger and not around and int((w1 >> u32(8)) & u32(255)) < k.caught:
            times += 1
        x.ground[i] = u8((LIVES if lives else 0) + (PASSES if danger and not around else 0))
        happened[0, i - lo] = u8(times)
        counts[0, cell] += 1 if lives else 0
        counts[1, cell] += 1 if danger and not around else 0
        counts[2, cell] += 1 if danger and around else 0
        counts[3, cell] += 1 if around and not danger else 0
        if times > 0:
            counts[4, cell] += 1
            if not went(x.diary[i], r.act[0], HOSTILE, r):
                counts[5, cell] += 1


zones = OldInstitution(
    name="zones",
    summary="Flags blocks as hostile ground for a season; whoever lives there or passes through is caught.",
    reads=("deeds go.hostile",),
    writes=("happens", "ground"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("share",),
    think=think,
    columns=(Column("ground", np.uint8, "bits: 1 lives on flagged ground this month, 2 passes through it"),),
    happens=("passed",),
    counts=("residents", "passing", "spared", "vain", "caught", "innocent"),
    acts=("go", "route"),
    view=View,
    touch=touch,
)
