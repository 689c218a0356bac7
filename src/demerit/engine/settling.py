"""Settle a society: its columns as the steps want them, and the rates that keep it at rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.base.bit_column import BitColumn, Column
from demerit.base.draws import column
from demerit.engine.world import World
from demerit.rows.bits import ADULT, FEMALE, FIFTH, MARRIED, MEMBER, ONLINE, PARENT
from demerit.rows.ties import FRIEND_BITS, KIN, KIND_BITS

if TYPE_CHECKING:
    from demerit.society import Society, Ties

ADULT_AGE = 18
ROOM = 3
"""Free slots in an adult's row for ties to come, besides one for every eight ties."""
AGE_BANDS = (30, 45, 60)
"""Lower ends of the second, third and fourth age band."""
RENEWED = {"circle": 0.28, "introduced": 0.64, "place": 0.05, "society": 0.03}
"""Ways in which ties between adults arise in a recipe's society: calibrated so that over 286 weeks degree, transitivity
and place assortativity stay within 8 % of what they were made with. More of them come from near than when friends are
first made (`demerit.society.friends.COMPOSITION`): the triangles of families last, those of friends do not."""
IMPORTED = {"circle": 0.08, "introduced": 0.90, "place": 0.01, "society": 0.01}
"""Ways in which ties arise in an imported graph, whose own ways are not known: calibrated so that degrees stay within
3 % over 286 weeks of a graph of friends; transitivity still falls by a third there, with or without a scheme."""
CHANNELS = {"circle": 1, "introduced": 2, "place": 3, "society": 4}
MEETINGS = {"circle": 1.25, "introduced": 1.0, "place": 0.5, "society": 0.25}
"""Meetings a month of each kind: see `engine.steps.mingle.channel_of`."""
FRESH = {"circle": 0.47, "introduced": 0.38, "place": 0.72, "society": 0.70}
"""Share of such meetings of two who are open that make a tie, the others being tied already or without room:
calibrated, in china_2015 over 286 weeks, so that as many ties form as end."""


def income_rank(income: NDArray[np.int32], adult: NDArray[np.bool_], parts: int) -> NDArray[np.uint8]:
    """Give in which of `parts` equal parts of all adults' incomes each citizen stands, 0 the lowest."""
    edges = np.quantile(income[adult], [p / parts for p in range(1, parts)], method="lower")
    return np.searchsorted(edges, income, side="left").astype(np.uint8)


def cells(society: Society) -> NDArray[np.uint16]:
    """Give what is asked of every adult in one number (`rows.groups.DIMENSIONS`).

    ``(((((sex 4 + age band) 2 + urban) 3 + income third) 2 + Party) 2 + parent) 3 + origin``
    """
    c = society.citizens
    adult = c.age >= ADULT_AGE
    band = np.searchsorted(AGE_BANDS, c.age, side="right")
    third = income_rank(c.income, adult, 3)
    cell = (((c.sex.astype(np.int32) * 4 + band) * 2 + (c.place & 1)) * 3 + third) * 2 + (c.party > 0)
    cell = (cell * 2 + _parents(society)) * 3 + c.origin
    return cell[: society.adults].astype(np.uint16)


def _parents(society: Society) -> NDArray[np.bool_]:
    """Say of whom a child under seven is: adults under 50 who live with one."""
    c = society.citizens
    small = np.zeros(int(c.household.max()) + 1, bool)
    small[c.household[c.age < 7]] = True
    return np.asarray((c.age >= ADULT_AGE) & (c.age < 50) & small[c.household])


def _traits(society: Society) -> NDArray[np.uint8]:
    """Give the bits of traits of every adult, and the fifth of income above them."""
    c = society.citizens
    adult = c.age >= ADULT_AGE
    fifth = income_rank(c.income, adult, 5).astype(np.uint8) + np.uint8(1)
    bits = FEMALE * (c.sex == 1) + MARRIED * (c.spouse >= 0) + PARENT * _parents(society) + MEMBER * (c.party > 0)
    return np.asarray(bits + (fifth.astype(np.int32) << FIFTH), np.uint8)[: society.adults]


Starts = NDArray[np.int32] | NDArray[np.int64]
Rows = tuple[Starts, Column, Column]


def rows_with_room(ties: Ties, n: int) -> Rows:
    """Give the rows of ties among the first `n` people, with free slots: `ROOM` and an eighth of their ties more.

    Returns
    -------
    start, friend, kind
        As in `demerit.engine.world.World`.
    """
    ends = int(ties.start[n])
    live = (ties.friend[:ends] >= 0) & (ties.friend[:ends] < n)
    row = np.repeat(np.arange(n, dtype=np.int32), np.diff(ties.start[: n + 1]))[live]
    degree = np.bincount(row, minlength=n)
    length = degree + ROOM + degree // 8
    start = np.concatenate([[0], np.cumsum(length)])
    first = np.concatenate([[0], np.cumsum(degree)])
    at = start[row] + np.arange(len(row)) - first[row]
    friend, kind = half_ties(int(start[-1]), n)
    friend[at], kind[at] = ties.friend[:ends][live], ties.kind[:ends][live]
    starts: Starts = start.astype(np.int32) if start[-1] < 2**31 else start.astype(np.int64)
    return starts, friend, kind


def half_ties(slots: int, n: int) -> tuple[Column, Column]:
    """Give the columns `friend` and `kind` of so many empty slots: of up to 2**24 - 1 people both stand in one word."""
    if n >= 1 << FRIEND_BITS:
        return np.full(slots, -1, np.int32), np.zeros(slots, np.uint8)
    words = np.zeros(slots, np.uint32)
    return BitColumn(words, KIND_BITS, FRIEND_BITS, 1, np.int32), BitColumn(words, 0, KIND_BITS)


def world_of(society: Society) -> World:
    """Give the columns of a world at rest, before any scheme: adults, who stand first, and the ties among them."""
    n = society.adults
    columns: Any = (column[:n] for column in society.citizens)
    c = type(society.citizens)(*columns)
    status = ADULT + ONLINE * (c.online > 0)
    start, friend, kind = rows_with_room(society.ties, n)
    kinds, cell = np.unique(cells(society), return_inverse=True)
    return World(
        home=c.home, candour=c.candour, caution=c.caution, talk=c.talk, interest=c.interest, sociability=c.sociability,
        privacy=c.privacy, reliability=c.reliability, standing=c.standing,
        cell=cell.astype(np.uint16), place=c.place, age=c.age, occupation=c.occupation, origin=c.origin,
        traits=_traits(society),
        status=status.astype(np.uint8),
        conviction=(c.home.astype(np.int16) * np.int16(128)),
        climate=np.zeros(n, np.int16), fear=np.zeros(n, np.int16),
        belief=np.zeros((0, n), np.int8), account=np.zeros((0, n), np.int16),
        score=np.full(n, -1, np.int16),
        diary=np.zeros(n, np.uint32), arrears=np.zeros(n, np.uint8),
        owed=np.zeros(n, np.uint16),
        listed=np.zeros((0, n), np.uint8),
        gates=np.zeros(n, np.uint32), face=np.zeros((2, n), np.uint32), partner=np.full(n, -1, np.int32),
        start=start, friend=friend, kind=kind, kinds=kinds,
    )


def composition_of(society: Society) -> dict[str, float]:
    """Give by which way friendships arise: as in the recipes, or as suits an imported graph."""
    return IMPORTED if society.recipe.get("recipe") == "imported" else RENEWED


def openness(world: World, values: dict[str, int], composition: dict[str, float]) -> tuple[NDArray[np.int32], int]:
    """Give how open citizens are to new ties, so that in a world without scores as many form as end.

    Two who meet tie if both are open; one is open with a chance in proportion to sociability. With ``f`` friends (kin
    apart) a citizen loses ``f rest / 65536`` of them a month; of these each channel brings its
    share back: ``meetings x seek^2 x mean(sociability)^2 = share x loss``.

    Returns
    -------
    seeks
        Channel -> chance of 65536 a unit of sociability, int32 ``(5,)``.
    introduces
        Chance of 65536 that a citizen introduces two friends, in the weeks for it.
    """
    n = max(1, world.n)
    live = world.friend >= 0
    loose = live & ((world.kind & 3) != KIN)
    loss = float(loose.sum()) / n * values["mingle.rest"] / 65536
    has_room = world.friend[world.start[1:] - 1] < 0
    mean = float(np.where(has_room, world.sociability, 0).sum()) / n
    back = {name: composition[name] * loss / FRESH[name] for name in composition}
    seeks = np.zeros(5, np.int32)
    for name, number in CHANNELS.items():
        if name != "introduced" and mean > 0:
            seeks[number] = round(65536 * math.sqrt(back[name] / MEETINGS[name]) / mean)
    introduces = min(65535, round(65536 * back["introduced"] / 2))
    return seeks, introduces


def panel_of(world: World, most: int, seed: int, also: tuple[int, ...] = ()) -> NDArray[np.int64]:
    """Give the sorted ids of the panel: everyone up to `most` people, else `most` drawn, and those in `also`."""
    if world.n <= most:
        return np.arange(world.n, dtype=np.int64)
    drawn = np.argpartition(column(seed, "panel", world.n), most)[:most]
    return np.unique(np.concatenate([drawn, np.array(also, np.int64)])).astype(np.int64)
