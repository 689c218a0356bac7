"""Meetings with an old acquaintance, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ADULT, AWARE
from tests.naive_draws import philox


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let two meet who meant to; a low acquaintance without a tie is noted by the telephone."""
    c.meaning = c.low_company = 0
    if c.old_friend < 0:
        return {}
    other = people[c.old_friend]
    linked = other.id in [friend for friend, _ in c.ties]
    pair = philox((min(c.id, other.id), t.week, r.stream, max(c.id, other.id)), t.key)
    wish = c.arranged + other.arranged
    meets = wish == 2 or (wish == 1 and pair[0] % 256 < k.yields)
    times = 0
    if meets and not linked and 0 <= other.score < k.line:
        times = min(15, max(1, (pair[1] % 8 + 1) // k.hours))
    c.near_times = min(255, c.near_times + times)
    shown = last[other.id] // 8 % 64
    low = shown != 63 and r.low + shown * (r.high - r.low) // 60 < k.line
    avoids = low and not linked and bool(c.status & ADULT and c.status & AWARE)
    c.low_company = k.shown if avoids else 0
    c.meaning = int(done["visit"] == "acquaintance")
    for name, n in (("met", meets), ("unlinked", not linked), ("met_unlinked", meets and not linked),
                    ("met_low", times > 0), ("near_low", times), ("shunned", avoids)):
        noted["institution", f"company:{name}"] += int(n)
    return {"near_low": times}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Let others know who meant to see them."""
    c.arranged = c.meaning
