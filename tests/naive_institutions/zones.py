"""Hostile ground, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, of_place
from tests.naive_institutions._blocks import deeds_of_month, way

HAVE_A_WAY = (1, 3, 4, 5, 6, 7, 8)
"""Students, production, service, clerical, professional, leader, official."""


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Catch those who live on flagged ground and those who pass through it."""
    c.ground = 0
    lots = draw((c.id, t.week, r.stream, 1), t.key)
    lives = is_flagged(c.id // 400, k, r, t)
    comes = c.occupation in HAVE_A_WAY or lots[0] % 256 < k.strolls
    danger = comes and is_flagged(way(c, len(people), t), k, r, t)
    around = done["route"] == "around"
    passes = danger and not around
    c.ground = lives + 2 * passes
    told = passes and not getattr(c, "phone_left", 0)
    times = int(lives and lots[1] % 256 < k.lives) + int(told and lots[1] // 256 % 256 < k.caught)
    hostile_visits = deeds_of_month(c, r.act["go"], r).count(3)
    for name, holds in (("residents", lives), ("passing", passes), ("spared", danger and around),
                        ("vain", around and not danger), ("caught", times), ("innocent", times and not hostile_visits)):
        noted["institution", f"zones:{name}"] += bool(holds)
    return {"passed": times}


def is_flagged(block: int, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> bool:
    """Say whether a block is hostile ground: drawn anew every `lasts` months, blocks out of step."""
    season = (t.week // 4 + block % k.lasts) // k.lasts
    return bool(of_place(block, season, r.stream, t.key) >> 16 < r.memory["share"])
