"""The gazette once more, in plain ints: whom it prints, who reads it."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, philox


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: Any,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Note a score that fell; read of friends, and be read of."""
    lot = draw((c.id, t.week, r.stream, 0), t.key)[0]
    fell = c.score >= 0 and c.score_last_month > 0 and c.score_last_month - c.score >= k.least
    c.to_print = int(fell and lot % 256 < k.prints)
    c.score_last_month = max(0, c.score)
    saw = eyes = 0
    for other, _ in c.ties:
        pair = philox((min(c.id, other), t.week, r.stream, max(c.id, other)), t.key)[0]
        low, high = pair % 256 < k.reads, pair // 256 % 256 < k.reads
        mine, theirs = (low, high) if c.id < other else (high, low)
        saw += people[other].printed and mine
        eyes += c.printed and theirs
    noted["institution", "gazette:printed"] += c.printed
    noted["institution", "gazette:read"] += saw
    noted["institution", "gazette:read_of"] += eyes
    c.fear = min(512, c.fear + k.fright * min(4, saw) + k.shame * min(4, eyes))
    return {}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Print the names that were noted."""
    c.printed = c.to_print
