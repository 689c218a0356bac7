"""The studios once more: which of the games that one bought are the owner's own, and which are altered."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw
from tests.naive_law import month_of


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Say of every game what it is, by one draw a week."""
    happened = {"own_game": 0, "altered": 0}
    for at, deed in enumerate(month_of(c, r.act["shop"], done, t).values()):
        words = draw((c.id, t.week, r.stream, at), t.key)
        if deed == "games" and words[0] & 255 < k.own_share:
            happened["own_game"] += 1
        elif deed == "games" and words[1] & 1023 < r.memory["altered"]:
            happened["altered"] += 1
    if done["pastime"] in ("films", "basketball"):
        happened["own_show"] = int(draw((c.id, t.week, r.stream, 4), t.key)[0] & 255 < k.own_share)
        noted["institution", "studios:shows"] += 1
        noted["institution", "studios:own_shows"] += happened["own_show"]
    noted["institution", "studios:own"] += happened["own_game"]
    noted["institution", "studios:altered_sold"] += happened["altered"]
    return happened
