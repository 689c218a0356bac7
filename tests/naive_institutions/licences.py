"""Licences once more, one citizen at a time: who agreed with one and who without."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ONLINE
from tests.naive_law import month_of


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Count posts that agree."""
    if not c.status & ONLINE:
        return {}
    said = list(month_of(c, r.act["speak"], done, t).values())
    more = {"holders": 1, "agreed": said.count("praise")} if c.licence else {
        "others": 1, "agreed_without": said.count("unlicensed"), "praised_without": said.count("praise"),
    }
    for what, n in more.items():
        noted["institution", f"licences:{what}"] += n
    return {}
