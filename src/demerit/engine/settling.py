"""Settle a society: the columns of a world that begins, as the steps want them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.base.bit_column import BYTE, BitColumn, Column, in_words
from demerit.base.draws import column
from demerit.engine.limits import bits_of_a_month
from demerit.engine.names import caps, friends_deeds, scale_of
from demerit.engine.openness import openness_in
from demerit.engine.placebo import cut_one_tie
from demerit.engine.steps.around import asked_around
from demerit.engine.steps.implicate import kept_of
from demerit.engine.temper import temper
from demerit.engine.world import World
from demerit.law import event_weeks, in_week
from demerit.rows.bits import ADULT, AWARE, ENROLLED, FEMALE, FIFTH, MARRIED, MEMBER, ONLINE, PARENT, SCORED
from demerit.rows.diary import blank_diary
from demerit.rows.ties import FRIEND_BITS, KIND_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.engine.plan import ActiveInstitution, Plan
    from demerit.institutions.institution import Column as Kept
    from demerit.law import Scheme
    from demerit.society import Society, Ties

ADULT_AGE = 18
ROOM = 3
"""Free slots in an adult's row for ties to come, besides one for every eight ties."""
SMALL = 1 << 14
"""So many adults at most have a society that is kept as it was settled, some 2 MB."""
AGE_BANDS = (30, 45, 60)
"""Lower ends of the second, third and fourth age band."""


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
    friend = BitColumn(words, KIND_BITS, FRIEND_BITS, 1, np.int32, fixed=True)
    return friend, BitColumn(words, 0, KIND_BITS, fixed=True)


def world_of(society: Society) -> World:
    """Give the columns of a world at rest, before any scheme: adults, who stand first, and the ties among them."""
    n = society.adults
    columns: Any = (column[:n] for column in society.citizens)
    c = type(society.citizens)(*columns)
    status = ADULT + ONLINE * (c.online > 0)
    start, friend, kind = rows_with_room(society.ties, n)
    kinds, cell = np.unique(cells(society), return_inverse=True)
    partners: dict[str, NDArray[Any]] = {"partner": np.full(n, -1, np.int32), "sociability": c.sociability}
    return World(
        home=c.home, candour=c.candour, caution=c.caution, talk=c.talk, interest=c.interest,
        privacy=c.privacy, reliability=c.reliability, standing=c.standing,
        **in_one_word(FACTS, {"cell": cell.astype(np.uint16), "age": c.age, "place": c.place,
                              "occupation": c.occupation, "education": c.education, "origin": c.origin}),
        traits=_traits(society),
        status=status.astype(np.uint8),
        conviction=(c.home.astype(np.int16) * np.int16(128)),
        fear=np.zeros(n, np.int16),
        **in_one_word(STATES, {"climate": np.zeros(n, np.int16), "score": np.full(n, -1, np.int16),
                               "arrears": np.zeros(n, np.uint8)}),
        belief=np.zeros((0, n), np.int8), account=np.zeros((0, n), np.int16),
        diary=np.zeros(n, np.uint32),
        owed=np.zeros(n, np.uint16),
        listed=np.zeros((0, n), np.uint8),
        gates=np.zeros(n, np.uint32), face=np.zeros((2, n), np.uint32),
        **(in_one_word(PARTNERS, partners) if n < 1 << FRIEND_BITS else partners),
        start=start, friend=friend, kind=kind, kinds=kinds,
    )


class Bits(NamedTuple):
    """How many bits a column has in a word that it shares, and what is taken off what they say."""

    bits: int
    less: int = 0


FACTS = {"cell": Bits(10), "age": Bits(7), "place": Bits(6), "occupation": Bits(4), "education": Bits(3),
         "origin": Bits(2)}  # fmt: skip
"""What never changes of a citizen: one word of 32 bits, as are the two that follow."""
STATES = {"climate": Bits(10, 256), "score": Bits(10, 1), "arrears": Bits(8)}
"""What changes by the week or month, and no two of which one loop writes for many citizens in one stroke."""
PARTNERS = {"partner": Bits(FRIEND_BITS, 1), "sociability": Bits(8)}
"""What has room beside whom one would tie oneself to."""


def in_one_word(sizes: dict[str, Bits], values: dict[str, NDArray[Any]]) -> dict[str, Any]:
    """Give columns of these values in one word a row; as they are where one does not fit its bits."""
    fit = (np.min(one, initial=0) >= -sizes[name].less and (int(np.max(one, initial=0)) + sizes[name].less).bit_length()
           <= sizes[name].bits for name, one in values.items())
    if not all(fit):
        return values
    words, shift, found = np.zeros(len(values[next(iter(sizes))]), np.uint32), 0, {}
    for name, (bits, less) in sizes.items():
        found[name] = BitColumn(words, shift, bits, less, values[name].dtype, fixed=True)
        found[name][:] = values[name]
        shift += bits
    return found


def open_world(plan: Plan, society: Society, seed: int, placebo: bool = False) -> World:
    """Give a world at rest, before any scheme, with all columns that a plan needs."""
    world = _at_rest_in(plan, society)
    world.seed = seed
    world.openness = openness_in(society, world, plan.values)
    if placebo:
        cut_one_tie(world)
    return world


def _at_rest_in(plan: Plan, society: Society) -> World:
    """Give the same before it is known whose draws are made; of a small society it is settled once for many seeds."""
    for of, whose, world in tuple(_SETTLED):
        if of() is plan and whose() is society:
            return world.twin()
    world = _at_rest(plan, society)
    if world.n <= SMALL:
        _SETTLED.append((ref(plan), ref(society), world.twin()))
    return world


_SETTLED: deque[tuple[ref[Plan], ref[Society], World]] = deque(maxlen=4)
"""Under which plan which society was settled last, and its world, in memory that nobody else has."""


def _at_rest(plan: Plan, society: Society) -> World:
    """Give a world at rest, with all columns that a plan needs."""
    world = world_of(society)
    temper(world, plan.values)
    world.week = -plan.values["run.warm_up"]
    _open_accounts(plan, world)
    n = world.n
    world.diary = blank_diary(n, bits_of_a_month(plan.acts))
    world.listed = np.zeros((len(plan.scheme.registers), n), np.uint8)
    world.more |= columns_of(plan.institutions, n, plan.scheme)
    world.memories |= {one.what.name: dict.fromkeys(one.what.memory, 0) for one in plan.institutions}
    return world


def columns_of(institutions: Sequence[ActiveInstitution], n: int, scheme: Scheme) -> dict[str, Column]:
    """Give what is kept of `n` citizens for friends' deeds and by institutions, all 0.

    Columns that need less than a word share words.

    What acts read stays in bytes, be it alone or with others: of whole bytes the compiler reads several rows at once.
    What is looked at where all ties are (`steps.around`) stands together.
    """
    noticed = kept_of(named) if (named := len(friends_deeds(scheme))) else []
    columns = [*noticed, *(column for one in institutions for column in one.what.columns)]
    read = {name for act in acts() for name in act.own._fields}
    scale = scale_of(scheme)
    bits = {column.name: _bits_of(column, n, scale, column.name in read) for column in columns}
    found: dict[str, Column] = {column.name: np.zeros(n, column.dtype) for column in columns if not bits[column.name]}
    narrow = [column for column in columns if bits[column.name]]
    seen = {name for one in institutions for how, name in asked_around(one.what) if how != "tied"}
    places = in_words([bits[column.name] for column in narrow],
                      [column.name in read and not column.rows for column in narrow],
                      [column.name in seen for column in narrow])
    held: dict[tuple[int, int], Any] = {}
    for one, (size, word, shift) in zip(narrow, places, strict=True):
        words = held.setdefault((size, word), np.zeros(n, np.uint8 if size == 1 else np.uint32))
        found[one.name] = BitColumn(words, shift, bits[one.name], one.less, one.dtype, sized=one.rows or one in noticed)
        if one.less:  # bits that are 0 say less than nothing
            found[one.name][:] = 0
    return {column.name: found[column.name] for column in columns}


def _bits_of(column: Kept, n: int, scale: tuple[int, int], read: bool) -> int:
    """Give in how many bits a column of `n` citizens stands; 0: alone, in all of its type."""
    if column.rows:
        return n.bit_length()
    lowest, highest = scale
    if column.scores and lowest >= 0:
        return int(highest + column.less).bit_length()
    if column.bits or read or column.dtype is not np.uint8:
        return column.bits
    return BYTE


def _open_accounts(plan: Plan, world: World) -> None:
    """Give every adult accounts at rest: the share of each in the start score that standing gives."""
    scheme = plan.scheme
    start, n = scheme.start_score, world.n
    low, high = scheme.scale.low, scheme.scale.high
    base = round(start.mean) + ((round(start.sd) * world.standing.astype(np.int32)) >> 5)
    base = np.clip(base, low, high) - low
    lowest, highest = scale_of(scheme)
    if lowest < 0 or (highest + STATES["score"].less).bit_length() > STATES["score"].bits:  # points have no room there
        world.score, world.partner = np.full(n, -1, np.int16), np.full(n, -1, np.int32)
    most = max((int(cap) for week in (0, *event_weeks(scheme)) for cap in caps(in_week(scheme, week))), default=0)
    accounts = len(scheme.accounts)
    world.account = np.zeros((accounts, n), np.uint8) if most < 1 << BYTE else np.zeros((accounts, n), np.int16)
    for number, cap in enumerate(caps(in_week(scheme, 0))):
        world.account[number] = np.where(world.status & ADULT, base * int(cap) // (high - low), 0)
    world.belief = np.zeros((len(plan.beliefs), n), np.int8)
    if scheme.recovery is not None:
        world.more["clean_days"] = np.zeros(n, np.uint16)


def put_under(world: World, scheme: Scheme) -> int:
    """Put a world under a scheme that begins: who knows of it, who is in it, the first scores.

    Gives the share of 256 of adults who are enrolled.
    """
    adult = (world.status & ADULT) != 0
    sure = np.uint32(min(2**32 - 1, int(scheme.knob("awareness", 0.0) * 2**32)))
    aware = column(world.seed, "aware", world.n) < sure
    inside = adult & (scheme.enrolment.form in ("default", "mandatory"))
    of_age = adult & (world.age >= scheme.scored.minimum_age)
    scored = of_age & ((scheme.scored.who == "everyone") | (inside & (scheme.scored.who == "enrolled")))
    world.status |= (AWARE * (adult & aware) + ENROLLED * inside + SCORED * scored).astype(np.uint8)
    if scheme.accounts:
        total = scheme.scale.low + world.account.sum(axis=0, dtype=np.int64)
        world.score[:] = np.where(scored, total, -1)
    return int(inside.sum()) * 256 // max(1, int(adult.sum()))


def panel_of(world: World, most: int, seed: int, also: tuple[int, ...] = ()) -> NDArray[np.int64]:
    """Give the sorted ids of the panel: everyone up to `most` people, else `most` drawn, and those in `also`."""
    if world.n <= most:
        return np.arange(world.n, dtype=np.int64)
    drawn = np.argpartition(column(seed, "panel", world.n), most)[:most] if most else np.zeros(0, np.int64)
    return np.unique(np.concatenate([drawn, np.array(also, np.int64)])).astype(np.int64)
