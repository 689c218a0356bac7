"""Zones: some blocks count as hostile ground for a season, and catch those who live there or pass through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.acts.go import go
from demerit.acts.route import route
from demerit.base.draws import Draws, Four, of_place
from demerit.base.knob import knob
from demerit.institutions._ways import note_ways, way_from, way_to
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.society.citizens import CLERICAL, LEADER, OFFICIAL, PRODUCTION, PROFESSIONAL, SERVICE, STUDENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past

u64 = np.uint64
HOSTILE = go.deeds.index("hostile")
AROUND = route.deeds.index("around")
LIVES, PASSES = 1, 2
"""Bits of the column `ground`; while a month is reckoned, the second says where the way leads."""
WORD = 65536
COMMUTERS = sum(1 << job for job in (STUDENT, PRODUCTION, SERVICE, CLERICAL, PROFESSIONAL, LEADER, OFFICIAL))
"""Occupations with a daily way, a bit each."""


class Knobs(NamedTuple):
    """What `zones` can be tuned by."""

    share: Annotated[int, knob(1311, 0, 32768, "of 65536", "Share of blocks that count as hostile: one in fifty.")]
    unrest: Annotated[int, knob(64, 0, 512, "of 65536",
                                "What a visit to a demonstration per 1,000 adults and month adds to it.")]
    lasts: Annotated[int, knob(3, 1, 12, "months", "How long a block stays flagged before it is drawn anew.")]
    lives: Annotated[int, knob(256, 0, 256, "of 256",
                               "Chance a month that the telephone of a resident is caught at home.",
                               source="assumed: a telephone is at home every night")]
    caught: Annotated[int, knob(192, 0, 256, "of 256", "Chance a month that one who passes through is caught.")]
    strolls: Annotated[int, knob(64, 0, 256, "of 256",
                                 "Share of those without a daily way who pass that way in a month.")]


class Memory(NamedTuple):
    """What it remembers."""

    share: int
    """Share of blocks that are flagged, of 65536."""


class Keeps(NamedTuple):
    """Its own column."""

    ground: Annotated[Array, kept(np.uint8, "bits: 1 lives on flagged ground this month, 2 passes through it", bits=2)]


class Grounds(NamedTuple):
    """The column that is written."""

    ground: Array


class Own(NamedTuple):
    """What `catch` reads of a citizen."""

    cell: int
    occupation: int
    phone_left: int
    ground: int


class Did(NamedTuple):
    """What the citizen did this month."""

    go: Month
    route: int


class Law(NamedTuple):
    """What it reads of the law."""

    weeks: int
    """Weeks in a month."""


class Happened(NamedTuple):
    """What can happen."""

    passed: Array


class Counted(NamedTuple):
    """What is counted: who lives on flagged ground, who passes through it or goes round it, and who is caught."""

    residents: Array
    passing: Array
    spared: Array
    """Those who went round a flagged block."""
    vain: Array
    """Those who went round a block that was not flagged."""
    caught: Array
    innocent: Array
    """Those caught who did not go to hostile places this month."""


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Flag more blocks the more people went to demonstrations: ``share + unrest x visits per 1,000 adults``."""
    visits = past.per_million("go.hostile") // 1000
    memory["share"] = min(WORD // 2, knobs.share + knobs.unrest * visits)


def hostile(block: int, month: int, share: int, lasts: int, draws: Draws) -> bool:
    """Say whether a block is flagged in a month: by a draw of its own for every season of `lasts` months."""
    season = (month + block % lasts) // lasts
    return of_place(draws, season, block) >> 16 < share


def touch(lo: int, hi: int, week: int, citizens: Grounds, knobs: Knobs, memory: Memory, law: Law, draws: Draws,
          ever_words: Array, sums: Array) -> None:
    """Note of citizens `lo` to `hi` whether they live on flagged ground, and whether their way leads through any.

    A block is one of 400 neighbours; every block is drawn once for all whom it concerns, in `sums`. Writes ground.
    """
    n = citizens.ground.shape[0]
    first, month = way_from(lo), week // law.weeks
    for block in range(first, way_to(hi - 1, n) + 1):
        flagged = hostile(block, month, memory.share, knobs.lasts, draws)
        sums[0, lo + block - first] = 1 if flagged else 0
    note_ways(lo, hi, n, ever_words, sums[1], sums[2])
    for i in range(u64(lo), u64(hi)):
        citizens.ground[i] = LIVES * int(sums[0, lo + sums[1, i]]) + PASSES * int(sums[0, lo + sums[2, i]])


def catch(i: int, own: Own, citizens: Grounds, did: Did, knobs: Knobs, lot_1: Four, happened: Happened,
          counted: Counted) -> None:
    """Catch residents and passers-by of flagged blocks; ``passed`` happens once for each way of being there.

    A resident is caught with chance ``lives / 256``. One whose way leads through a flagged block and who does not go
    round it is caught with chance ``caught / 256``. A citizen with a daily way takes it; another strolls along it this
    month with chance ``strolls / 256``. Nobody is caught on the way whose telephone stays at home. Writes ground.
    """
    w0, w1, _, _ = lot_1
    comes = (COMMUTERS >> own.occupation) & 1 == 1 or w0 & 255 < knobs.strolls
    lives, danger = own.ground & LIVES == LIVES, comes and own.ground & PASSES == PASSES
    around = did.route == AROUND
    passes = danger and not around
    at_home = lives and w1 & 255 < knobs.lives
    on_the_way = own.phone_left == 0 and passes and (w1 >> 8) & 255 < knobs.caught
    times = (1 if at_home else 0) + (1 if on_the_way else 0)
    citizens.ground[i] = (LIVES if lives else 0) + (PASSES if passes else 0)
    happened.passed[i] = times
    counted.residents[own.cell] += 1 if lives else 0
    counted.passing[own.cell] += 1 if passes else 0
    counted.spared[own.cell] += 1 if danger and around else 0
    counted.vain[own.cell] += 1 if around and not danger else 0
    went = False
    for deed in did.go:
        went = went or deed == HOSTILE
    counted.caught[own.cell] += 1 if times > 0 else 0
    counted.innocent[own.cell] += 1 if times > 0 and not went else 0


zones = Institution(
    name="zones",
    summary="Flags blocks as hostile ground for a season; whoever lives there or passes through is caught.",
    reads=("deeds go.hostile",),
    writes=("happens", "ground"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    touch=touch,
    then=catch,
    abreast=("catch",),
)
