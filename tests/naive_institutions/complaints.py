"""Complaints once more, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ONLINE
from tests.naive_draws import draw
from tests.naive_law import month_of

TOPICS = ("question", "dissent", "history", "market_info", "unlicensed")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let posts be reposted, complained of, decided on."""
    for n in range(1, 5):
        setattr(c, f"reposts_{n}", 0)
    if not c.status & ONLINE:
        return {}
    may_be_reposted, may_be_read = (gate < 0 or c.gates >> gate & 1
                                    for gate in (r.gate["reposting"], r.gate["followers"]))
    found: list[int] = []
    sensitive = 0
    for at, said in enumerate(month_of(c, r.act["speak"], done, t).values()):
        if said == "silent":
            continue
        words = draw((c.id, t.week, r.stream, at), t.key)
        false = words[0] % 65536 < k.false
        noted["institution", "complaints:posts"] += 1
        if not false and said not in TOPICS:
            continue
        readers = len(c.ties) if may_be_read else 0
        u = words[1] % 65536
        reposts = min(1_000_000, readers * (65535 - u) // ((u + 1) * k.dull)) if may_be_reposted else 0
        noted["institution", "complaints:false"] += false
        noted["institution", "complaints:reposts"] += reposts
        if words[2] % 65536 >= k.complain * (1 + readers + reposts):
            continue
        noted["institution", "complaints:complained"] += 1
        lot = words[2] >> 16 & 255
        if false and lot < k.uphold:
            found.append(reposts)
        elif not false and lot < k.uphold_sensitive:
            sensitive += 1
    for n, reposts in enumerate(found, 1):
        setattr(c, f"reposts_{n}", reposts)
    for what, times in (("upheld", len(found)), ("upheld_sensitive", sensitive),
                        ("above_100", sum(n > 100 for n in found)), ("from_1000", sum(n >= 1000 for n in found))):
        noted["institution", f"complaints:{what}"] += times
    return {"upheld": len(found), "sensitive": sensitive}
