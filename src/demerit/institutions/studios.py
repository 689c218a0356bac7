"""Studios: makers of games alter what they make where demand falls, and an owner may spare its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.shop import shop
from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import OldInstitution
from demerit.institutions.reading import deed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

ALL = 1024
BEFORE = 3
"""Months whose demand is what studios are used to."""
GAMES = shop.deeds.index("games")
OWN, ALTERED = range(2)

KNOBS = (
    Knob("adapt", 96, 0, 512, "of 1024 a month", "Titles altered a month if demand were gone, of those unaltered.",
         source="assumed"),
    Knob("relapse", 8, 0, 128, "of 1024 a month", "Altered titles that go back to what they were.", source="assumed"),
    Knob("regain", 16, -64, 64, "notches", "What it does to demand that every title is altered: tamer, and safer.",
         source="assumed; whether players take to tamer games is open, so both signs are swept"),
    Knob("own_share", 0, 0, 256, "of 256", "Games that belong to the operator of the score and that it spares.",
         source="assumed; in 2015 Tencent owned makers of games in whole or part; nobody reports that it spares them"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    adapt: int
    relapse: int
    regain: int
    own_share: int


class View(NamedTuple):
    """Columns that `studios` reads, whole."""

    cell: NDArray[np.uint16]
    diary: NDArray[np.uint32]


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Say of every game that citizens `lo` to `hi` bought this month whether it is the owner's own, or an altered one.

    Each is by a draw: the owner's with ``own_share / 256``, else altered with the share of titles that are. Rules undo
    for such a game what they take for games. Writes nothing but what happened.
    """
    a = r.act[0]
    altered = i32(r.memory[0])
    for i in range(lo, hi):
        cell = x.cell[i]
        for at in range(r.weeks):
            deed = deed_in(x.diary[i], r.shift[a], r.bits[a], at)
            if deed != GAMES:
                continue
            w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(at), u32(r.k0), u32(r.k1))
            if i32(w0 & u32(255)) < k.own_share:
                happened[OWN, i - lo] += u8(1)
                counts[OWN, cell] += 1
            elif i32(w1 & u32(ALL - 1)) < altered:
                happened[ALTERED, i - lo] += u8(1)
                counts[ALTERED, cell] += 1


def think(memory: dict[str, int], past: Past, k: Knobs, lot: Callable[[int], int]) -> None:
    """Alter titles in proportion to the demand that is lost, and let some go back.

    With ``l`` of 1024 of the demand of the first three months lost and ``a`` of 1024 titles altered,
    ``a += adapt l (1024 - a) / 2^20 - relapse a / 1024`` a month, rounded at random.
    """
    now = past.per_million("shop.games")
    if memory["months"] <= BEFORE:
        memory["used_to"] += now // BEFORE
        memory["months"] += 1
        return
    lost = min(ALL, max(0, memory["used_to"] - now) * ALL // max(1, memory["used_to"]))
    a = memory["altered"]
    step = k.adapt * lost * (ALL - a) - k.relapse * a * ALL
    memory["altered"] = min(ALL, max(0, a + (step + (lot(0) >> 12)) // (1 << 20)))


def write(agenda: Agenda, memory: dict[str, int], k: Knobs) -> None:
    """Let altered titles sell better or worse."""
    agenda.add("shop.games", k.regain * memory["altered"] // ALL)


studios = OldInstitution(
    name="studios",
    summary="Makers of games alter them where demand falls; an owner may spare the games of its own.",
    reads=("shop.games",),
    writes=("happens", "pull on shop.games"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("altered", "used_to", "months"),
    think=think,
    write=write,
    happens=("own_game", "altered"),
    counts=("own", "altered_sold"),
    acts=("shop",),
    view=View,
    touch=touch,
)
