"""The naive twin's ties: who meets whom, which end and which form."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import partners, philox, stream

CIRCLE, INTRODUCED, PLACE, SOCIETY = 1, 2, 3, 4
Ties = list[tuple[int, int]]


def met(i: int, n: int, t: SimpleNamespace) -> int:
    """Give whom a citizen meets in the circle, the place or the whole society: blocks of neighbours in memory."""
    size = {CIRCLE: t.mingle.circle, PLACE: t.mingle.place, SOCIETY: n}[t.channel]
    block = i // size
    first, people = block * size, min(size, n - block * size)
    key, fold, _, _ = philox((block, t.week, stream("meet"), t.channel), t.key)
    if t.channel == CIRCLE:
        return first + (fold % people - (i - first)) % people
    known = (t.week, t.channel, block)
    if known not in t.__dict__.setdefault("meetings", {}):
        t.meetings[known] = partners(people, key)
    return first + t.meetings[known][i - first]


def introduction(people: list[SimpleNamespace], c: SimpleNamespace, t: SimpleNamespace, last: list[int]) -> int:
    """Give to whom the first friend in the row who introduces this citizen introduces them, -1 nobody."""
    for friend, _ in c.ties:
        theirs = [f for f, _ in people[friend].ties]
        if last[friend] >> 28 & 1 and len(theirs) >= 2:
            w0, w1, _, _ = philox((friend, t.week, stream("meet"), INTRODUCED), t.key)
            one = theirs.pop(w0 * len(theirs) >> 32)
            two = theirs[w1 * len(theirs) >> 32]
            if c.id in (one, two):
                return two if c.id == one else one
    return -1


def short_of(mine: int, yours: int) -> int:
    """Give by how many 60ths two stand below each other's floors, 0 unless both show their scores."""
    a, b = mine >> 3 & 63, yours >> 3 & 63
    return 0 if 63 in (a, b) else max(0, (mine >> 9 & 63) - b) + max(0, (yours >> 9 & 63) - a)


def proposal(people: list[SimpleNamespace], c: SimpleNamespace, t: SimpleNamespace, last: list[int]) -> int:
    """Give whom a citizen would tie themselves to this week, -1 nobody."""
    mine, introduced = last[c.id], t.channel == INTRODUCED
    if not mine >> 31 or len(c.ties) == c.slots or not (introduced or mine >> 28 & 1):
        return -1
    other = introduction(people, c, t, last) if introduced else met(c.id, len(people), t)
    if other in (-1, c.id):
        return -1
    yours = last[other]
    willing = yours >> 31 and (introduced or yours >> 28 & 1) and not short_of(mine, yours)
    return other if willing and other not in [f for f, _ in c.ties] else -1


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
