"""The platforms once more: a habit follows what was used."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Move the habit towards the side used, rounded by eight bits."""
    goal = {"affiliated": 64, "rival": -64}.get(done["use"], 0)
    bits = draw((c.id, t.week, r.stream, 0), t.key)[0] & 255
    c.platform_habit += (k.settle * (goal - c.platform_habit) + bits) // 256
    noted["institution", "platforms:locked"] += c.platform_habit >= 40
    noted["institution", "platforms:locked_out"] += c.platform_habit <= -40
    return {}
