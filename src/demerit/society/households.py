"""Households: who is married to whom, whose children they are.

And which parents live with them or near by.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column
from demerit.society.citizens import ADULT_AGE, MAN, WOMAN, Column
from demerit.society.facts import table
from demerit.society.noise import normal, uniform, whole
from demerit.society.places import pick

BIRTH_AGE = (27.0, 4.5)
"""Mean and standard deviation of a mother's age at a child's birth, years (assumed; kept within 18 .. 43)."""
MOST_CHILDREN = 3
"""Children (up to 54, without a spouse) that a mother is given, as far as her place allows (assumed)."""
COUPLES_MOVE = 0.35
"""How readily old couples move in with a child, against lone parents and grown children without a spouse
(assumed)."""
HAS_CHILD_NEAR = (0.8, 0.25)
"""Share of parents with a first and with a second married child in their own place (assumed)."""
LIVES_CLOSE = 0.5
"""Share of those who then live in the same street (assumed)."""
_STAND_IN = 8
OLD_AGE = 55
"""From this age parents may move in with a married child younger than that."""


class Families(NamedTuple):
    """Who belongs to whom; rows are those of the people given."""

    root: NDArray[np.int64]
    """Row of the head of the household."""
    near: NDArray[np.int64]
    """Row of the household beside which the household of this head stands (its own row if none)."""
    spouse: NDArray[np.int64]
    """Row of husband or wife, -1 if none."""
    parent: NDArray[np.int64]
    """Parents that live in another household than their child, first end of those kin ties."""
    child: NDArray[np.int64]
    """Their children, second end."""


class Moves(NamedTuple):
    """Who may move in with whom."""

    who: NDArray[np.int64]
    """Heads of old couples, lone parents, grown children without a spouse."""
    to: NDArray[np.int64]
    """Heads of the households they would join."""


def sort_within(place: Column, key: Column) -> NDArray[np.int64]:
    """Give the order by place and then by a key of at most 32 bits."""
    return np.argsort((place.astype(np.int64) << 32) | key.astype(np.int64), kind="stable")


def _rank(groups: Column) -> NDArray[np.int64]:
    """Give the position of every element within its run of equal values; `groups` is sorted."""
    first = np.concatenate([[True], groups[1:] != groups[:-1]]) if len(groups) else np.zeros(0, bool)
    places = np.arange(len(groups))
    return places - np.maximum.accumulate(np.where(first, places, 0))


def marry(seed: int, place: Column, age: Column, sex: Column) -> NDArray[np.int64]:
    """Give every citizen's spouse or -1.

    Men and women of a place are matched in the order of their ages, with noise.
    """
    n = len(age)
    shares = np.array([[float(row[who]) / 100 for row in table("marriage")] for who in ("man", "woman")])
    willing = uniform(seed, "married", n) < shares[sex, np.minimum(age // 5, 17)]
    word = column(seed, "society.married.kept", n)
    noisy = whole(
        4 * (age + np.where(sex == MAN, -2.0, 0.0) + 2.5 * normal(seed, "married.age", n)) + 200,
        0,
        9999,
        np.int64,
    )
    n_places = int(place.max()) + 1
    rows = [np.flatnonzero(willing & (sex == who)) for who in (MAN, WOMAN)]
    most = np.minimum(*(np.bincount(place[r], minlength=n_places) for r in rows))
    sides = []
    for r in rows:
        r = r[sort_within(place[r], word[r])]
        r = r[_rank(place[r]) < most[place[r]]]
        sides.append(r[sort_within(place[r], noisy[r])])
    spouse = np.full(n, -1, np.int64)
    spouse[sides[0]], spouse[sides[1]] = sides[1], sides[0]
    return spouse


def match(place: Column, wanted: Column, word: Column, to_place: Column, to_age: Column) -> NDArray[np.int64]:
    """Give each seeker one of the targets: same place, the age wanted or the next above.

    -1 where a place has none.

    Seekers who want the same age are dealt round the targets of that age, so that children spread evenly over
    mothers.
    """
    if not len(to_place) or not len(place):
        return np.full(len(place), -1, np.int64)
    by_age = sort_within(to_place, to_age)
    keys = (to_place[by_age].astype(np.int64) << 8) | to_age[by_age].astype(np.int64)
    want = (place.astype(np.int64) << 8) | np.clip(wanted, 0, 255)
    low, high = np.searchsorted(keys, want, "left"), np.searchsorted(keys, want, "right")
    first = np.searchsorted(keys, place.astype(np.int64) << 8, "left")
    last = np.searchsorted(keys, (place.astype(np.int64) + 1) << 8, "left") - 1
    empty = high == low  # then the few next to it in age stand in, so that no one gets them all
    low = np.where(empty, np.clip(low, first, np.maximum(last - _STAND_IN + 1, first)), low)
    high = np.where(empty, np.minimum(low + _STAND_IN, last + 1), high)
    order = np.argsort((want << 32) | word.astype(np.int64), kind="stable")
    turn = np.empty(len(place), np.int64)
    turn[order] = _rank(want[order])
    found = low + turn % np.maximum(high - low, 1)
    return np.where(last >= first, by_age[np.minimum(found, len(keys) - 1)], -1)


def _mothers(seed: int, place: Column, age: Column, sex: Column, spouse: Column) -> NDArray[np.int64]:
    """Give the mother (a row, -1 if none) of all without a spouse below 55; no one gets more than a few."""
    n = len(age)
    single = (spouse < 0) & (age < 55)
    wives = np.flatnonzero((spouse >= 0) & (sex == WOMAN) & (age >= 19))
    mother = np.full(n, -1, np.int64)
    seekers = np.flatnonzero(single)
    for turn in range(3):  # children beyond the third of a mother look again, among those who have few
        birth = np.clip(BIRTH_AGE[0] + BIRTH_AGE[1] * normal(seed, f"mother.age.{turn}", n), 18, 43)
        wanted = np.rint(age[seekers] + birth[seekers]).astype(np.int64)
        word = column(seed, f"society.mother.{turn}", n)
        found = match(place[seekers], wanted, word[seekers], place[wives], age[wives])
        mother[seekers] = np.where(found >= 0, wives[found] if len(wives) else -1, -1)
        children = np.bincount(mother[mother >= 0], minlength=n)
        order = np.flatnonzero(mother >= 0)
        order = order[np.argsort((mother[order] << 32) | word[order], kind="stable")]
        seekers = order[_rank(mother[order]) >= MOST_CHILDREN]
        wives = wives[children[wives] < MOST_CHILDREN - 1]
    gap = age[mother].astype(np.int64) - age
    mother[(mother >= 0) & (age >= ADULT_AGE) & ((gap < 16) | (gap > 46))] = -1
    return mother


def _parents(seed: int, place: Column, age: Column, sex: Column, spouse: Column) -> list[tuple[Column, Column]]:
    """Give pairs (head of a parents' couple or a lone parent, married child).

    For a first and a second child.
    """
    n = len(age)
    old = np.where(spouse >= 0, (sex == MAN) & (age >= 45), age >= 60)
    pairs = []
    for turn, share in enumerate(HAS_CHILD_NEAR):
        name = f"child.{turn}"
        seekers = np.flatnonzero(old & (uniform(seed, name + ".has", n) < share))
        word = column(seed, "society." + name, n)
        younger = np.flatnonzero((spouse >= 0) & (age >= 20) & (word & 1 == sex))  # a son or a daughter
        gap = np.clip(BIRTH_AGE[0] + 1 + BIRTH_AGE[1] * normal(seed, name + ".age", n), 19, 45)
        wanted = np.rint(age[seekers] - gap[seekers]).astype(np.int64)
        found = match(place[seekers], wanted, word[seekers], place[younger], age[younger])
        child = younger[found] if len(younger) else np.full(len(seekers), -1)
        sane = (found >= 0) & (np.abs(age[child] - wanted) <= 3)
        pairs.append((seekers[sane], child[sane]))
    return pairs


def _merge(seed: int, place: Column, spouse: Column, root: Column, moves: Moves, size: Column) -> None:
    """Let as many heads move in with their kin as brings a place's households to their mean size.

    The lone go first.
    """
    n = len(root)
    n_places = len(size)
    heads = np.bincount(place[root == np.arange(n)], minlength=n_places)
    needed = np.maximum(heads - np.bincount(place, minlength=n_places) / size, 0)
    lone = spouse[moves.who] < 0
    n_lone = np.bincount(place[moves.who[lone]], minlength=n_places)
    n_pairs = np.bincount(place[moves.who[~lone]], minlength=n_places)
    share_lone = np.minimum(needed / np.maximum(n_lone + COUPLES_MOVE * n_pairs, 1), 0.98)
    share_pairs = np.minimum((needed - share_lone * n_lone) / np.maximum(n_pairs, 1), 0.98)
    share = np.where(lone, share_lone[place[moves.who]], share_pairs[place[moves.who]])
    goes = uniform(seed, "moves_in", n)[moves.who] < share
    root[moves.who[goes]] = moves.to[goes]


def families(seed: int, place: Column, age: Column, sex: Column, size: Column) -> Families:
    """Marry, place children with their mothers, and settle old parents with or near their married children.

    Parameters
    ----------
    seed
        The society's seed.
    place, age, sex
        Columns of people; `place` never falls.
    size
        Mean size of a household wanted in each place.
    """
    n = len(age)
    spouse = marry(seed, place, age, sex)
    me = np.arange(n)
    root = np.where((spouse >= 0) & (sex == WOMAN), spouse, me)
    mother = _mothers(seed, place, age, sex, spouse)
    child = (spouse < 0) & (age < ADULT_AGE)
    own = child & (mother >= 0)
    root[own] = root[mother[own]]
    _take_in_orphans(seed, place, age, root, child & (mother < 0))
    first, second = _parents(seed, place, age, sex, spouse)
    old_head, grown = first
    may = (age[old_head] >= OLD_AGE) & (age[root[grown]] < OLD_AGE)
    grown_single = np.flatnonzero((mother >= 0) & ~child)
    hosts, asked = np.unique(root[grown[may]], return_index=True)  # one couple of parents a household
    moves = Moves(
        np.concatenate([old_head[may][asked], grown_single]),
        np.concatenate([hosts, root[mother[grown_single]]]),
    )
    _merge(seed, place, spouse, root, moves, size)
    root = root[root]  # a wife, a child follows the head of the household that moved
    root = root[root]
    return _with_near(seed, root, spouse, (first, second))


def _take_in_orphans(seed: int, place: Column, age: Column, root: Column, orphan: Column) -> None:
    """Place children without a mother in their place (very small places) with any adult there."""
    rows, adults = np.flatnonzero(orphan), np.flatnonzero(age >= 20)
    if len(rows):
        found = match(place[rows], np.full(len(rows), 40), column(seed, "society.guardian", len(age))[rows],
                      place[adults], age[adults])  # fmt: skip
        root[rows] = np.where(found >= 0, root[adults[found]] if len(adults) else rows, rows)


def _with_near(seed: int, root: Column, spouse: Column, pairs: tuple[tuple[Column, Column], ...]) -> Families:
    """Note which households stand beside a child's, and the kin ties between households."""
    n = len(root)
    near = np.arange(n)
    close = uniform(seed, "lives_close", n)
    ends: list[tuple[Column, Column]] = []
    for head, child in pairs:
        apart = (root[head] != root[child]) & (close[head] < LIVES_CLOSE)
        head, child = head[apart], child[apart]
        beside = (root[head] == head) & (near[head] == head)
        near[head[beside]] = root[child[beside]]
        both = spouse[head] >= 0
        ends += [(head, child), (spouse[head[both]], child[both])]
    return Families(root, near, spouse, np.concatenate([e[0] for e in ends]), np.concatenate([e[1] for e in ends]))


def ages(seed: int, place: Column, shares: Column) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw age and sex of everyone from the pyramid of their place, `shares` of shape ``(places, 2, 18)``."""
    cell = pick(column(seed, "society.age_and_sex", len(place)), shares.reshape(len(shares), 36), place)
    year = column(seed, "society.age.year", len(place)) >> np.uint32(16)
    within = (year.astype(np.int64) * 5) >> 16
    late = (year.astype(np.int64) * year * 15) >> 32  # 85 .. 99, younger ones more often
    band = cell % 18
    return (5 * band + np.where(band == 17, late, within)).astype(np.uint8), (cell // 18).astype(np.uint8)
