"""The matchmaker once more, one citizen at a time: whom each single meets, and whom each takes."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import MARRIED
from tests.naive_draws import of_place, philox

People = list[SimpleNamespace]


def touch(c: SimpleNamespace, people: People, last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Meet, and be a couple where both take each other; part where the tie is no more."""
    def note(what: str, n: int) -> None:
        noted["institution", f"matchmaker:{what}"] += n

    if c.mate:
        other = people[mate_of(c)]
        if k.tie and other.id not in [friend for friend, _ in c.ties]:
            c.mate = 0
            note("parted", 1)
        elif min(c.score, other.score) >= 0:
            note("coupled", 1)
            note("apart", abs(c.score - other.score))
        return {}
    if not c.single or len(c.ties) == c.slots:
        return {}

    low = 0 <= c.score < k.line
    note("single", 1)
    note("low", low)
    for other in candidates(c, people, k, r, t):
        if c.score >= 0 and other.score >= 0:
            note("met", 1)
            note("met_gap", abs(c.score - other.score))
    best = taken(c, people, last, k, r, t)
    if best is not None and taken(best, people, last, k, r, t) is c:
        c.mate = best.id % 400 + 1
        note("mated", 1)
        note("low_mated", low)
        if c.score >= 0 and best.score >= 0:
            note("mates", 1)
            note("gap", abs(c.score - best.score))
    return {}


def candidates(c: SimpleNamespace, people: People, k: SimpleNamespace, r: SimpleNamespace,
               t: SimpleNamespace) -> list[SimpleNamespace]:
    """Give the singles of the other sex whom one meets, meeting by meeting."""
    first = c.id - c.id % 400
    block = people[first : first + 400]
    turns = [of_place(first // 400, 16 * t.week + q, r.stream, t.key) % len(block) for q in range(k.meetings)]
    met = [block[(turn - c.id % 400) % len(block)] for turn in turns]
    return [o for o in met if o.single and (o.traits & 1) != (c.traits & 1) and len(o.ties) < o.slots]


def taken(c: SimpleNamespace, people: People, last: list[int], k: SimpleNamespace, r: SimpleNamespace,
          t: SimpleNamespace) -> SimpleNamespace | None:
    """Give the one met with the largest odds above the lot."""
    best, most = None, 0
    for other in candidates(c, people, k, r, t):
        lot = philox((min(c.id, other.id), t.week, r.stream, max(c.id, other.id)), t.key)[0] % 65536
        shown = sorted(last[one.id] >> 3 & 63 for one in (c, other))
        found = k.pull - k.years * max(0, abs(c.age - other.age) - 3)
        if 63 not in shown:
            middle = 60 * (580 - r.low) // (r.high - r.low)
            found += k.window * (shown[0] - middle) - k.like * (shown[1] - shown[0])
        if found - lot > most:
            best, most = other, found - lot
    return best


def mate_of(c: SimpleNamespace) -> int:
    """Give whose couple it is: one of the block."""
    return c.id - c.id % 400 + c.mate - 1


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Leave the window with somebody, be tied, share a home; stand in it again afterwards."""
    if not c.mate:
        if c.couple_age:
            c.couple_age, c.single, c.traits = 0, 1, c.traits & ~MARRIED
        return
    c.couple_age = min(127, c.couple_age + 1)
    c.single = 0
    if not k.tie or c.couple_age not in (1, k.home):
        return
    kind = (1 if c.couple_age == k.home else 2) | 63 << 2
    c.traits |= MARRIED if c.couple_age == k.home else 0
    mate = mate_of(c)
    known = mate in [friend for friend, _ in c.ties]
    ties = [(friend, kind if friend == mate else old) for friend, old in c.ties]
    c.ties = ties if known else [*ties, (mate, kind)]
