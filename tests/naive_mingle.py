"""The naive twin's ties: who meets whom, which end and which form."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import mixed, partners, philox, stream

CIRCLE, INTRODUCED, PLACE, SOCIETY = 1, 2, 3, 4
Ties = list[tuple[int, int]]


def met(i: int, n: int, t: SimpleNamespace) -> tuple[int, int]:
    """Give whom a citizen meets in the circle, the place or the whole society: blocks in memory; and a word of it."""
    size = {CIRCLE: t.mingle.circle, PLACE: t.mingle.place, SOCIETY: n}[t.channel]
    block = i // size
    first, people = block * size, min(size, n - block * size)
    key, fold, word, _ = philox((block, t.week, stream("meet"), t.channel), t.key)
    if t.channel == CIRCLE:
        return first + (fold % people - (i - first)) % people, word
    known = (t.week, t.channel, block)
    if known not in t.__dict__.setdefault("meetings", {}):
        t.meetings[known] = partners(people, key)
    return first + t.meetings[known][i - first], word


def introduction(people: list[SimpleNamespace], c: SimpleNamespace, t: SimpleNamespace, last: list[int]) -> int:
    """Give to whom the first friend in the row who has somebody for this citizen introduces them, -1 nobody.

    Whoever introduces turns their row by a draw and folds it: who come to lie on each other are introduced.
    """
    for friend, kind in c.ties:
        if last[friend] >> 28 & 1 and not (t.mingle.overlap and kind % 4 == 1):
            row = people[friend].ties
            turn, word, _, _ = philox((friend, t.week, stream("meet"), INTRODUCED), t.key)
            other, how = row[(turn * len(row) >> 32) - [f for f, _ in row].index(c.id)]
            stranger = other != c.id and not (t.mingle.overlap and how % 4 == 1)
            if stranger and takes_to(c, people[other], word, t) and share_enough(c, people[other], t):
                return other
    return -1


def takes_to(c: SimpleNamespace, other: SimpleNamespace, word: int, t: SimpleNamespace) -> bool:
    """Say whether two are not tied yet and take to each other: 64 points that set them apart halve the chance."""
    apart = (t.mingle.age * abs(c.age - other.age) + t.mingle.schooling * abs(c.education - other.education)
             + t.mingle.conviction * abs(c.home - other.home))
    chance = round(65536 * 0.5 ** (min(1023, apart) / 64))
    return other.id not in [f for f, _ in c.ties] and mixed(word, min(c.id, other.id)) >> 16 < chance


def share_enough(c: SimpleNamespace, other: SimpleNamespace, t: SimpleNamespace) -> bool:
    """Say whether two have enough friends in common, kin left out, to be introduced."""
    ours, theirs = ({f for f, kind in one.ties if kind % 4 != 1} for one in (c, other))
    enough = max(200, t.mingle.overlap * min(len(ours), len(theirs)))
    return not t.mingle.overlap or 100 * len(ours & theirs) >= enough


def short_of(mine: int, yours: int) -> int:
    """Give by how many 60ths two stand below each other's floors, 0 unless both show their scores."""
    a, b = mine >> 3 & 63, yours >> 3 & 63
    return 0 if 63 in (a, b) else max(0, (mine >> 9 & 63) - b) + max(0, (yours >> 9 & 63) - a)


def proposal(people: list[SimpleNamespace], c: SimpleNamespace, t: SimpleNamespace, last: list[int]) -> int:
    """Give whom a citizen would tie themselves to this week, -1 nobody."""
    mine, introduced = last[c.id], t.channel == INTRODUCED
    if not mine >> 31 or len(c.ties) == c.slots or not (introduced or mine >> 28 & 1):
        return -1
    other, word = (introduction(people, c, t, last), 0) if introduced else met(c.id, len(people), t)
    if other in (-1, c.id):
        return -1
    yours = last[other]
    willing = yours >> 31 and (introduced or yours >> 28 & 1) and not short_of(mine, yours)
    return other if willing and (introduced or takes_to(c, people[other], word, t)) else -1


def ended(people: list[SimpleNamespace], c: SimpleNamespace, t: SimpleNamespace, last: list[int],
          noted: Counter[tuple[Any, ...]]) -> Ties:
    """Give the ties of a citizen that do not end this month; note why the others did."""
    kept: Ties = []
    for friend, kind in c.ties:
        short, kin = short_of(last[c.id], last[friend]), kind % 4 == 1
        extra = t.mingle.cut * short * t.width * 16 // (60 * (16 + kind // 4))
        if t.chosen:
            two = (c, people[friend])
            cut = any(a.turned_to == b.id + 1 and a.turned_how == 2 for a, b in (two, two[::-1]))
            extra = 2**20 if cut else 0
        rest, extra = (0, extra // t.mingle.kin_cost) if kin else (t.mingle.rest, extra)
        pair = (min(c.id, friend), t.week, stream("drop"), max(c.id, friend))
        lot = philox(pair, t.key)[0] >> 16
        grown = last[c.id] >> 31 and last[friend] >> 31
        if grown and lot < rest + extra:
            noted["end", "kin" if kin else "friend", "base" if lot < rest else "score"] += 1
        else:
            kept.append((friend, kind))
    return kept


def form(people: list[SimpleNamespace], c: SimpleNamespace, ties: Ties, t: SimpleNamespace,
         noted: Counter[tuple[Any, ...]]) -> Ties:
    """Give the ties of a citizen after those who proposed to each other have tied themselves."""
    other = c.partner
    if other < 0 or people[other].partner != c.id:
        return ties
    bond = philox((min(c.id, other), t.week, stream("bond"), max(c.id, other)), t.key)[0] >> 26
    noted["new", t.channel] += 1
    return [*ties, (other, 2 + 4 * bond)]
