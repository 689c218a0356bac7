"""Studios: makers of games alter what they make where demand falls; an owner may spare its own, and like its shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.acts.pastime import pastime
from demerit.acts.shop import shop
from demerit.base.draws import Draws, this_week
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

ALL = 1024
BEFORE = 3
"""Months whose demand is what studios are used to."""
GAMES = shop.deeds.index("games")
FILMS, BASKETBALL = (pastime.deeds.index(show) for show in ("films", "basketball"))


class Knobs(NamedTuple):
    """What `studios` can be tuned by."""

    adapt: Annotated[int, knob(96, 0, 512, "of 1024 a month",
                               "Titles altered a month if demand were gone, of those unaltered.")]
    relapse: Annotated[int, knob(8, 0, 128, "of 1024 a month", "Altered titles that go back to what they were.")]
    regain: Annotated[int, knob(
        16, -64, 64, "notches", "What it does to demand that every title is altered: tamer, and safer.",
        source="assumed; whether players take to tamer games is open, so both signs are swept")]
    own_share: Annotated[int, knob(
        0, 0, 256, "of 256", "Games and shows that belong to the operator of the score and that it favours.",
        source="assumed; in 2015 Tencent owned makers of games and held rights to films and basketball; nobody reports "
               "that it favours them")]


class Memory(NamedTuple):
    """What it remembers."""

    altered: int
    """Titles that are altered, of 1024."""
    used_to: int
    """Games sold a month for every million adults, before."""
    months: int


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int


class Did(NamedTuple):
    """What the citizen bought this month, and spent spare hours on."""

    shop: Month
    pastime: int


class Happened(NamedTuple):
    """What can happen."""

    own_game: Array
    altered: Array
    own_show: Array


class Counted(NamedTuple):
    """What is counted: games of the owner's own, and altered ones, that were sold; months of shows, and its own."""

    own: Array
    altered_sold: Array
    shows: Array
    """Months of films or basketball."""
    own_shows: Array


def touch(i: int, own: Own, did: Did, knobs: Knobs, memory: Memory, draws: Draws, week_words: Array, happened: Happened,
          counted: Counted) -> None:
    """Say of every game that a citizen bought this month whether it is the owner's own, or an altered one.

    Each is by a draw: the owner's with ``own_share / 256``, else altered with the share of titles that are. Rules undo
    for such a game what they take for games. Of months of films or basketball, ``own_share / 256`` are of shows to
    which the owner holds the rights. Writes nothing but what happened.
    """
    spared = 0
    altered = 0
    for at, deed in enumerate(did.shop):
        if deed == GAMES:
            w0, w1, _, _ = this_week(i, at, draws, week_words)
            if w0 & 255 < knobs.own_share:
                spared += 1
            elif w1 & (ALL - 1) < memory.altered:
                altered += 1
    happened.own_game[i] = spared
    happened.altered[i] = altered
    counted.own[own.cell] += spared
    counted.altered_sold[own.cell] += altered
    if did.pastime == FILMS or did.pastime == BASKETBALL:
        w0, _, _, _ = this_week(i, len(did.shop), draws, week_words)
        counted.shows[own.cell] += 1
        if w0 & 255 < knobs.own_share:
            happened.own_show[i] = 1
            counted.own_shows[own.cell] += 1


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
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
    altered = memory["altered"]
    step = knobs.adapt * lost * (ALL - altered) - knobs.relapse * altered * ALL
    memory["altered"] = min(ALL, max(0, altered + (step + (lot(0) >> 12)) // (1 << 20)))


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Let altered titles sell better or worse."""
    agenda.add("shop.games", knobs.regain * memory["altered"] // ALL)


studios = Institution(
    name="studios",
    summary="Makers of games alter them where demand falls; an owner may favour games and shows of its own.",
    reads=("shop.games",),
    writes=("happens", "pull on shop.games"),
    knobs_are=Knobs,
    remembers=Memory,
    think=think,
    write=write,
    touch=touch,
)
