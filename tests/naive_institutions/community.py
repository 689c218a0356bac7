"""Warmth, and what reward does to it, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE, WATCHES
from tests.naive_draws import draw


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Warmth mends, reward wears it away, and some look away from friends' scores."""
    words = draw((c.id, t.week, r.stream, 0), t.key)
    c.warmth += (k.mend * (c.kindness - c.warmth) + words[0] % 256) // 256
    deed = ("none", "help", "give").index(done["serve"])
    if deed:
        noted["institution", f"community:{('help', 'gifts')[deed - 1]}"] += 1
        if c.status & AWARE and r.points[r.first[r.act["serve"]] + deed] > 0:
            c.warmth -= k.wear
            noted["institution", "community:rewarded"] += 1
    c.warmth = min(max(c.warmth, -160), 160)
    noted["institution", "community:warmth"] += c.warmth + 160
    if c.status & WATCHES:
        noted["institution", "community:watched"] += 1
        if words[1] // 65536 < k.norm * max(0, 128 + c.warmth):
            c.status &= ~WATCHES
            noted["institution", "community:looked_away"] += 1
    return {}
