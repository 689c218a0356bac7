"""Officials once more, one citizen at a time: who is asked for money, who pays, who complains, who hears of it."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw

OFFICIAL = 8
BANDS = ["none", "one", "more"]


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Answer last month's demand, meet one's official anew, and, as an official, hear complaints."""
    happened = {"favour": 0, "blamed": 0}
    words = draw((c.id, t.week, r.stream, 0), t.key)
    c.complaint = 0
    if c.asked:
        band = BANDS[min(2, c.asked - 1)]
        if done["bribe"] == "pay":
            happened["favour"] = 1
            noted["institution", f"officials:paid_{band}"] += 1
            noted["institution", "officials:rents"] += c.asked
        elif done["bribe"] == "refuse":
            noted["institution", f"officials:refused_{band}"] += 1
            c.fear = min(512, c.fear + k.trouble)
            c.complaint = int(words[1] % 256 < k.complains)
            noted["institution", "officials:complaints"] += c.complaint
        c.asked = 0
    if words[0] % 65536 < k.matters:
        papers = 0 if c.score < 0 else max(0, min(4, -((c.score - k.line) // 50)))
        noted["institution", f"officials:matters_{BANDS[min(2, papers)]}"] += 1
        noted["institution", "officials:papers"] += papers
        if words[0] >> 16 < wants(c, papers, people, k):
            c.asked = papers + 1
            noted["institution", f"officials:asked_{BANDS[min(2, papers)]}"] += 1
    if c.occupation == OFFICIAL:
        noted["institution", "officials:offices"] += 1
        heard = sum(p.complains for p in block_of(c, people) if p.clerk == c.id % 400 + 1)
        c.blame = min(15, heard) if k.scored_too else 0
        noted["institution", "officials:blamed"] += c.blame
        happened["blamed"] = c.blame
    return happened


def block_of(c: SimpleNamespace, people: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """Give those of the block."""
    first = c.id - c.id % 400
    return people[first : first + 400]


def wants(c: SimpleNamespace, papers: int, people: list[SimpleNamespace], k: SimpleNamespace) -> int:
    """Give the chance of 65536 that one's official asks for money."""
    clerk = block_of(c, people)[c.clerk - 1]
    if not c.clerk or clerk is c or clerk.reliability >= k.honest:
        return 0
    return k.discretion * min(256, k.base + k.each * papers) * 16 // (16 + clerk.wary)


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Show complaints; an official forgets a quarter of old ones."""
    c.complains = c.complaint
    c.wary = min(255, c.wary * 3 // 4 + k.heed * c.blame)
