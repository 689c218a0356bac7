"""Meetings with an old acquaintance, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ADULT, AWARE
from tests.naive_draws import philox


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let those meet who meant to; low acquaintances without a tie are noted by the telephone."""
    def note(what: str, n: int = 1) -> None:
        noted["institution", f"company:{what}"] += n

    c.low_company, c.knows_low, times = 0, 0, 0
    for number in [c.old_friend, c.old_friend_2, c.old_friend_3, c.old_friend_4][: k.most]:
        if number >= 0:
            times += near(c, people[number], k, r, t, note)
            shown = last[number] // 8 % 64
            low = shown != 63 and r.low + shown * (r.high - r.low) // 60 < k.line
            if low and number not in [friend for friend, _ in c.ties] and c.status & ADULT and c.status & AWARE:
                c.low_company, c.knows_low = k.shown, int(k.shown > 0)
    times_told = min(15, times)
    note("near_low", times_told)
    note("shunned", int(c.low_company > 0))
    c.near_times = min(15, c.near_times + times)
    c.meaning = int(done["visit"] == "acquaintance")
    return {"near_low": times_told}


def near(c: SimpleNamespace, other: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace,
         note: Any) -> int:
    """Let one see somebody or not; give how often it counts."""
    unlinked = other.id not in [friend for friend, _ in c.ties]
    note("unlinked", unlinked)
    pair = philox((min(c.id, other.id), t.week, r.stream, max(c.id, other.id)), t.key)
    wish = c.arranged + other.arranged
    if wish == 0 or (wish == 1 and pair[0] % 256 >= k.yields):
        return 0
    note("met")
    note("met_unlinked", unlinked)
    if getattr(c, "phone_left", 0) or getattr(other, "phone_left", 0):
        return 0
    if not unlinked or not 0 <= other.score < k.line:
        return 0
    hours = pair[1] % 8 + 1
    note("met_low")
    note("hours", hours)
    note("hosted", c.id == (max, min)[pair[1] // 8 % 2](c.id, other.id))
    return max(1, hours // k.hours)


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Let others know who meant to see them."""
    c.arranged = c.meaning
