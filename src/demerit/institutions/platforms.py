"""Platforms: two firms and their rivals share a market; the larger draw more, and mergers hand over what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.use import use
from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, ONLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

ALL = 1024
FULL = 64
"""Habit of one who has long used nothing but one side."""
LOCKED = 40
AT_REST, OFFERED = 892, 922
"""Share of use that the two have at the default knobs, and of services: neither draws nor repels there."""
USED = 49
"""Habit of adults on-line at the start: what it comes to with that share of use."""
AFFILIATED, RIVAL = use.deeds.index("affiliated"), use.deeds.index("rival")


class Knobs(NamedTuple):
    """What `platforms` can be tuned by."""

    duopoly: Annotated[int, knob(922, 256, 1024, "of 1024", "Services that the two offer, of all there are.",
                                 source="assumed: nine tenths; the article gives the two nearly all")]
    breadth: Annotated[int, knob(96, 0, 192, "notches",
                                 "What it adds to the two alone that they offer all, against none.")]
    rivals: Annotated[int, knob(5, 1, 50, "firms", "Rivals among whom the rest is shared out.")]
    network: Annotated[int, knob(48, 0, 128, "notches", "What all of the market adds to a side: others are there.",
                                 source="assumed; above, with habits, the market would tip by itself")]
    outside: Annotated[int, knob(64, 0, 192, "notches",
                                 "What it takes from doing without, that everyone else is there.")]
    settle: Annotated[int, knob(16, 4, 64, "of 256 a month", "How fast a habit forms.",
                                source="assumed: half in eleven months")]
    taxi: Annotated[int, knob(26, 0, 128, "of 256",
                              "Visits that the operator sees besides, by the rides of Didi and Kuaidi.",
                              source="assumed: a tenth")]
    taxi_week: Annotated[int, knob(0, 0, 5200, "week", "First week of the two together.", grade="documented",
                                   source="merged in February 2015, before this scheme starts; not checked")]
    meals: Annotated[int, knob(26, 0, 128, "of 256",
                               "Purchases that it sees besides, by the meals of Meituan and Dianping.",
                               source="assumed: a tenth")]
    meals_week: Annotated[int, knob(14, 0, 5200, "week", "First week of the two together.", grade="documented",
                                    source="merged on 8 October 2015; not checked")]


class Memory(NamedTuple):
    """What it remembers."""

    affiliated: int
    """Share of the two in what was used last month, of 1024."""
    neither: int
    """Share of adults on-line who did without all of them, of 1024."""
    concentration: int
    """Concentration of the market by Herfindahl and Hirschman, at most 10000."""
    taxi: int
    """Visits that the operator sees besides, of 256."""
    meals: int
    """Purchases that it sees besides, of 256."""


class Keeps(NamedTuple):
    """Its own columns."""

    platform_habit: Annotated[Array, kept(np.int8, "Habit of platforms: 64 the two alone for long, -64 rivals alone, "
                                                   "0 none.")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    platform_habit: int


class Citizens(NamedTuple):
    """The column that it writes."""

    platform_habit: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    use: int


class Counted(NamedTuple):
    """What is counted: those whose habit holds them to the two, and those whose habit keeps them from the two."""

    locked: Array
    locked_out: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, counted: Counted) -> None:
    """Let the habit of a citizen follow what they used: ``settle / 256`` of the way a month.

    The way leads to 64 for one who used the two alone, to -64 for one who used rivals alone, to 0 for all others. It
    is rounded at random. Writes platform_habit.
    """
    goal = 0
    if did.use == AFFILIATED:
        goal = FULL
    elif did.use == RIVAL:
        goal = -FULL
    new = own.platform_habit + ((knobs.settle * (goal - own.platform_habit) + (lot[0] & 255)) >> 8)
    citizens.platform_habit[i] = new
    counted.locked[own.cell] += 1 if new >= LOCKED else 0
    counted.locked_out[own.cell] += 1 if new <= -LOCKED else 0


def begin(world: Any, society: Any, seed: int, knobs: Knobs) -> None:
    """Give adults on-line the habit that they would have after years at the default knobs."""
    grown = (world.status & (ADULT | ONLINE)) == (ADULT | ONLINE)
    world.more["platform_habit"][:] = np.where(grown, USED, 0)


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Take last month's shares of the market, of 1024, and what mergers have added.

    One who used both counts half to each side. One who is not on-line does not count. The concentration is that of
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
    share = memory["affiliated"]
    memory["concentration"] = 10000 * (share * share + (ALL - share) * (ALL - share) // knobs.rivals) // (ALL * ALL)
    memory["taxi"] = knobs.taxi if past.week >= knobs.taxi_week else 0
    memory["meals"] = knobs.meals if past.week >= knobs.meals_week else 0


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Let size draw, doing without cost more where nearly all are there, and mergers add what is seen.

    The two gain ``network (share - share at rest) + breadth (services offered - nine tenths)``, and rivals lose it.
    Doing without loses ``outside x share``.
    """
    drawn = (knobs.network * (memory["affiliated"] - AT_REST) + knobs.breadth * (knobs.duopoly - OFFERED)) // ALL
    agenda.add("use.affiliated", drawn)
    agenda.add("use.rival", -drawn)
    agenda.add("use.neither", -(knobs.outside * memory["affiliated"] // ALL))
    agenda.sense("go", memory["taxi"])
    agenda.sense("shop", memory["meals"])


platforms = Institution(
    name="platforms",
    summary="Two firms and their rivals share a market; size draws, habits bind, mergers hand over what they see.",
    reads=("deeds of `use`",),
    writes=("pull on `use`", "sees", "platform_habit"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    write=write,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
