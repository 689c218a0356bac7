"""Kin who buy rashly and kin who scold, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let kin's purchases of last month fall on one, and kin's scolding reach one who bought."""
    kin = [people[f] for f, kind in c.ties if kind % 4 == 1]
    fell = 0
    for other in kin:
        word = draw((c.id, t.week, r.stream, 1 + other.id), t.key)[0]
        fell += sum((word >> 8 * n) % 256 < k.shared for n in range(other.at_home % 8))
    heard = [other for other in kin if other.at_home >= 8] if c.at_home % 8 else []
    lot = draw((c.id, t.week, r.stream, 0), t.key)[0] % 256
    c.scolded += k.heed * len(heard) - (k.heal * c.scolded + lot) // 256
    c.scolded = min(max(c.scolded, 0), 160)
    c.vexed, c.chides = min(15, fell), int(done["scold"] == "scold")
    counted = {
        "purchases": c.vexed, "scolds": c.chides, "scolded": bool(heard),
        "by_woman": sum(other.traits & 1 for other in heard), "by_man": sum(not other.traits & 1 for other in heard),
        "by_older": sum(other.age - c.age >= 10 for other in heard),
        "by_younger": sum(other.age - c.age <= -10 for other in heard),
    }
    for what, n in counted.items():
        noted["institution", f"household:{what}"] += int(n)
    return {"purchase": c.vexed}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Show kin what was bought and whether one scolds."""
    act = r.act["shop"]
    deeds = [c.diary >> (r.shift[act] + r.bits[act] * n) & (2 ** r.bits[act] - 1) for n in range(4)]
    c.at_home = deeds.count(5) + deeds.count(6) + 8 * c.chides
