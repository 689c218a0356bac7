"""Venues once more, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ONLINE
from tests.naive_law import month_of

VENUES = ("microblog", "imitation", "messenger")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Count, move, look where friends write."""
    if not c.status & ONLINE:
        c.limits, c.hindrance = 0, 0
        return {}
    said = list(month_of(c, r.act["speak"], done, t).values())
    steps = {"slow": "slow_connection", "timed": "hours_online", "moved": "public_venues",
             "shut": "restricted_online_use"}
    below = [name for name, gate in steps.items() if r.gate[gate] >= 0 and not c.gates >> r.gate[gate] & 1]
    c.limits = sum(2 ** list(steps).index(name) for name in below)
    c.hindrance = min(127, sum(getattr(k, name) for name in below if name in ("slow", "timed")))
    for name in below:
        noted["institution", f"venues:{name}"] += 1
    noted["institution", "venues:limited"] += bool(below)
    noted["institution", "venues:limited_silent"] += said.count("silent") if below else 0
    posts = sum(what not in ("silent", "chat") for what in said)
    was = VENUES[c.venue]
    outspoken = "question" in said or "dissent" in said
    noted["institution", "venues:posts"] += posts
    noted["institution", "venues:hidden"] += posts * r.sees[0][r.act["speak"]] if was == "messenger" else 0
    noted["institution", f"venues:on_{was}"] += 1
    noted["institution", f"venues:spoke_{was}"] += outspoken
    if "moved" in below:
        c.venue = 2
    elif done["venue"] != "stay":
        c.venue = VENUES.index(done["venue"])
        noted["institution", "venues:left_microblog"] += was == "microblog" != done["venue"]
    there = [people[f].venue_shown for f, _ in c.ties]
    n = max(1, sum(where > 0 for where in there))
    c.near_microblog, c.near_imitation, c.near_messenger = (255 * there.count(v) // n for v in (1, 2, 3))
    return {}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Show where one writes."""
    if c.status & ONLINE:
        c.venue_shown = c.venue + 1
