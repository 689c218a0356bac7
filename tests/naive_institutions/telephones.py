"""Telephone numbers, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE, FEMALE, MARRIED, ONLINE
from tests.naive_draws import draw


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Some change their number, some have to; some of these are believed. Who has not paid for long has no line."""
    unpaid = k.cut > 0 and c.arrears >= k.cut
    was = c.line_cut
    c.line_cut = int(unpaid and bool(was or c.status & ONLINE))
    if c.line_cut > was:
        c.status &= ~(ONLINE | 64 | 128)
    if c.line_cut < was:
        c.status |= ONLINE
    noted["institution", "telephones:cut"] += c.line_cut
    noted["institution", "telephones:cut_off"] += c.line_cut > was
    c.warned_to_keep = int(c.status & AWARE > 0)
    c.held = k.tip * c.warned_to_keep
    words = draw((c.id, t.week, r.stream, 0), t.key)
    chance = k.flight if c.traits & FEMALE else k.flight * k.men // 256
    fled = bool(c.traits & MARRIED) and words[0] // 16 % 1_000_000 < chance
    changed = fled or done["phone"] == "change"
    believed = fled and words[1] % 256 < k.spared
    c.number_age = 0 if changed else min(255, c.number_age + 1)
    noted["institution", "telephones:changes"] += changed
    noted["institution", "telephones:fled"] += fled
    noted["institution", "telephones:charged"] += fled and not believed
    noted["institution", "telephones:months"] += c.number_age
    dark = int(c.phone_left and words[1] // 256 % 256 < k.taken)
    c.phone_lesson = 15 if dark else max(0, c.phone_lesson - 1)
    if c.phone_left:
        noted["institution", "telephones:left"] += 1
        noted["institution", "telephones:dark"] += dark
        go = [what.name for what in t.acts].index("go")
        month = [c.diary >> t.judge.shift[go] + t.judge.bits[go] * n & 3 for n in range(4)]
        noted["institution", "telephones:hidden"] += sum(deed > 0 for deed in month)
    c.phone_next = int(done["carry"] == "leave")
    return {"changed": int(changed and not believed), "dark": dark}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Leave the telephone at home, or not."""
    c.phone_left = c.phone_next
