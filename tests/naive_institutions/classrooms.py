"""The classrooms once more, one citizen at a time: lessons are given, work and wear off."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, rounded


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Be taught, or let what one was taught wear off."""
    words = draw((c.id, t.week, r.stream, 0), t.key)
    c.lesson -= -(-k.wear * c.lesson // 256)
    if words[0] % 65536 < k.share:
        c.lesson = 240
        noted["institution", "classrooms:attended"] += 1
    if c.lesson:
        noted["institution", "classrooms:taught"] += 1
        c.conviction = min(16384, c.conviction + rounded(k.push * c.lesson, 8, words[1]))
    return {}
