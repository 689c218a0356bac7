"""Tricks and what they raise, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw

TRICKS = {"swap_loans": "swapped", "stage_shopping": "staged", "churn_cards": "churned"}


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let the old fade, then let a trick add five units."""
    lot = draw((c.id, t.week, r.stream, 0), t.key)[0]
    gone = min(15, (k.fade * c.puffed + lot % 256) // 256)
    c.puffed -= gone
    happened = {"faded": gone}
    if done["game_it"] in TRICKS and c.puffed <= 250:
        happened[TRICKS[done["game_it"]]] = 5
        c.puffed += 5
        noted["institution", "gaming:tricks"] += 1
    noted["institution", "gaming:puffed"] += c.puffed
    return happened
