"""The map of places, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE, ONLINE
from tests.naive_draws import draw
from tests.naive_institutions._blocks import deeds_of_month, way

KINDS = ("nowhere", "museum", "rally", "hostile", "several")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let a user report, then show what is on the map."""
    uses = bool(c.status & ONLINE and c.status & AWARE) and draw((c.id, 0, r.stream, 0), t.key)[0] % 256 < k.users
    c.telling = report(c, k, r, t, noted) if uses and done["look_up"] != "none" else 0
    c.before = max(0, c.score)
    places = [deed for deed in deeds_of_month(c, r.act["go"], r) if deed]
    c.was = 4 if len(places) > 1 else (places or [0])[0]
    museum, rally, hostile, base = (r.memory[what] for what in ("museum", "rally", "hostile", "base"))
    c.shown_museum = within(museum * k.heed // 256 + k.hint) if uses else 0
    c.shown_rally = within(rally * k.heed // 256 + k.hint) if uses else 0
    c.warned = within(-hostile * k.heed // 256) if uses else 0
    c.uses_map = int(uses)
    c.marked = 0
    if uses:
        block = way(c, len(people), t)
        there = [other.told - 128 for other in people[400 * block : 400 * (block + 1)] if other.told]
        c.marked = int(len(there) >= k.least and 256 * sum(there) <= len(there) * (base - k.mark))
        noted["institution", "map_app:users"] += 1
        noted["institution", "map_app:marked"] += c.marked > 0
    return {}


def report(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace,
           noted: Counter[tuple[Any, ...]]) -> int:
    """Give what a user tells of their block, 128 plus points; 0 nothing."""
    words = draw((c.id, t.week, r.stream, 1), t.key)
    if c.score < 0 or c.before <= 0 or words[0] % 256 >= k.reports:
        return 0
    moved = min(max(c.score - c.before, -100), 100)
    place = words[1] % 4 if words[0] // 256 % 256 < k.error else c.was
    noted["institution", "map_app:reports"] += 1
    noted["institution", f"map_app:at_{KINDS[place]}"] += 1
    noted["institution", f"map_app:moved_{KINDS[place]}"] += moved
    return 128 + moved if place == 0 else 0


def within(notches: int) -> int:
    """Keep notches to what a byte holds."""
    return min(255, max(0, notches))


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Put the report on the map."""
    c.told = c.telling
