"""Foreign firms, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_institutions._blocks import deeds_of_month


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Hand the rules on to staff."""
    if c.origin != 2:
        return {}
    who = "staff" if c.staff else "others"
    noted["institution", f"foreign_firms:{who}"] += 1
    noted["institution", f"foreign_firms:{who}_dissent"] += deeds_of_month(c, r.act["speak"], r).count(4)
    if c.staff:
        strain, strict = r.memory["strain"], r.memory["strict"]
        c.climate -= (c.climate + 256) * k.voice * strict // 65536
        c.fear = min(512, c.fear + k.dread * strict // 256)
        c.called_off = min(255, strict // 4 + 8 * strain // 256)
    return {}
