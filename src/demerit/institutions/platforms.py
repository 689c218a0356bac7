"""Platforms: two firms and their rivals share a market; the larger draw more, and mergers hand over what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, ONLINE
from demerit.acts.use import use
from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

i8 = np.int8
i32 = np.int32
u32 = np.uint32

ALL = 1024
FULL = 64
"""Habit of one who has long used nothing but one side."""
LOCKED = 40
AT_REST, OFFERED = 892, 922
"""Share of use that the two have at the default knobs, and of services: neither draws nor repels there."""
USED = 49
"""Habit of adults on-line at the start: what it comes to with that share of use."""
AFFILIATED, RIVAL = use.deeds.index("affiliated"), use.deeds.index("rival")

KNOBS = (
    Knob("duopoly", 922, 256, 1024, "of 1024", "Services that the two offer, of all there are.",
         source="assumed: nine tenths; the article gives the two nearly all"),
    Knob("breadth", 96, 0, 192, "notches", "What it adds to the two alone that they offer all, against none.",
         source="assumed"),
    Knob("rivals", 5, 1, 50, "firms", "Rivals among whom the rest is shared out.", source="assumed"),
    Knob("network", 48, 0, 128, "notches", "What all of the market adds to a side: others are there.",
         source="assumed; above, with habits, the market would tip by itself"),
    Knob("outside", 64, 0, 192, "notches", "What it takes from doing without, that everyone else is there.",
         source="assumed"),
    Knob("settle", 16, 4, 64, "of 256 a month", "How fast a habit forms.", source="assumed: half in eleven months"),
    Knob("taxi", 26, 0, 128, "of 256", "Visits that the operator sees besides, by the rides of Didi and Kuaidi.",
         source="assumed: a tenth"),
    Knob("taxi_week", 0, 0, 5200, "week", "First week of the two together.",
         grade="documented", source="merged in February 2015, before this scheme starts; not checked"),
    Knob("meals", 26, 0, 128, "of 256", "Purchases that it sees besides, by the meals of Meituan and Dianping.",
         source="assumed: a tenth"),
    Knob("meals_week", 14, 0, 5200, "week", "First week of the two together.",
         grade="documented", source="merged on 8 October 2015; not checked"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    duopoly: int
    breadth: int
    rivals: int
    network: int
    outside: int
    settle: int
    taxi: int
    taxi_week: int
    meals: int
    meals_week: int


class View(NamedTuple):
    """Columns that `platforms` reads and writes, whole."""

    cell: NDArray[np.uint16]
    platform_habit: NDArray[np.int8]


COLUMNS = (
    Column("platform_habit", np.int8, "Habit of platforms: 64 the two alone for long, -64 rivals alone, 0 none."),
)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let the habits of citizens `lo` to `hi` follow what they used: ``settle / 256`` of the way a month.

    The way leads to 64 for who used the two alone, to -64 for rivals alone, to 0 else; rounded at random. Writes
    platform_habit.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        deed = i32(deeds[r.act[0], i - lo])
        goal = i32(FULL) if deed == AFFILIATED else (i32(-FULL) if deed == RIVAL else i32(0))
        old = i32(x.platform_habit[i])
        word, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        new = old + ((i32(k.settle) * (goal - old) + i32(word & u32(255))) >> i32(8))
        x.platform_habit[i] = i8(new)
        counts[0, cell] += new >= LOCKED
        counts[1, cell] += new <= -LOCKED


def begin(world: Any, society: Any, seed: int, k: Knobs) -> None:
    """Give adults on-line the habit that they would have after years at the default knobs."""
    grown = (world.status & (ADULT | ONLINE)) == (ADULT | ONLINE)
    world.more["platform_habit"][:] = np.where(grown, USED, 0)


def think(memory: dict[str, int], past: Past, k: Knobs, lot: Callable[[int], int]) -> None:
    """Take last month's shares of the market, of 1024, and what mergers have added.

    One who used both counts half to each side; who is not on-line does not count. The concentration is that of
    Herfindahl and Hirschman, over the two as one seller, as they act in the article, and equal rivals:
    ``10000 (a^2 + (1 - a)^2 / rivals)``, a the share of the two in what is used.
    """
    without, both, two, rival = (past.deed(name) for name in use.names)
    neither = max(0, without - (past.adults - past.who("online")))
    users = both + two + rival
    if users + neither == 0:
        memory.update(affiliated=AT_REST, neither=0)
    else:
        memory["affiliated"] = (2 * two + both) * ALL // (2 * max(1, users))
        memory["neither"] = neither * ALL // (users + neither)
    a = memory["affiliated"]
    memory["concentration"] = 10000 * (a * a + (ALL - a) * (ALL - a) // k.rivals) // (ALL * ALL)
    memory["taxi"] = k.taxi if past.week >= k.taxi_week else 0
    memory["meals"] = k.meals if past.week >= k.meals_week else 0


def write(agenda: Agenda, memory: dict[str, int], k: Knobs) -> None:
    """Let size draw, doing without cost more where nearly all are there, and mergers add what is seen.

    The two gain ``network (share - share at rest) + breadth (services offered - nine tenths)``, rivals lose it; doing
    without loses ``outside x share``.
    """
    drawn = (k.network * (memory["affiliated"] - AT_REST) + k.breadth * (k.duopoly - OFFERED)) // ALL
    agenda.add("use.affiliated", drawn)
    agenda.add("use.rival", -drawn)
    agenda.add("use.neither", -(k.outside * memory["affiliated"] // ALL))
    agenda.sense("go", memory["taxi"])
    agenda.sense("shop", memory["meals"])


platforms = OldInstitution(
    name="platforms",
    summary="Two firms and their rivals share a market; size draws, habits bind, mergers hand over what they see.",
    reads=("deeds of `use`",),
    writes=("pull on `use`", "sees", "platform_habit"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("affiliated", "neither", "concentration", "taxi", "meals"),
    think=think,
    write=write,
    columns=COLUMNS,
    begin=begin,
    counts=("locked", "locked_out"),
    acts=("use",),
    view=View,
    touch=touch,
)
