"""The border, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

WHERE = ("home", "singapore", "europe", "japan", "korea", "britain", "elsewhere")
GATES = ("leave_the_country", "singapore_permit", "schengen_visa", "japan_visa", "korea_visa", "britain_visa")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Let out or send home; ask for papers."""
    there = [r.gate[name] >= 0 for name in GATES]
    opened = [r.gate[name] >= 0 and bool(c.gates >> r.gate[name] & 1) for name in GATES]
    counted: Counter[str] = Counter()
    band = (c.score - r.low) * 6 // (r.high - r.low + 1) if c.score >= 0 else None
    if band is not None:
        counted[f"scored_{band}"] += 1
    if done["travel"] != "home":
        where = WHERE.index(done["travel"])
        if there[0] and not opened[0]:
            counted["refused"] += 1
        else:
            counted["trips"] += 1
            if band is not None:
                counted[f"trips_{band}"] += 1
            if where < 6 and there[where]:
                counted["asked"] += 1
                counted["full"] += not opened[where]
    c.papers = sum(2**q for q in range(5) if not opened[1 + q])
    for name, n in counted.items():
        noted["institution", f"border:{name}"] += n
    return {}
