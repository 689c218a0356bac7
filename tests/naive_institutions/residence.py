"""Addresses, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ADULT, AWARE


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Count the months at an address, from 0 after a move."""
    c.warned_to_stay = int(bool(c.status & ADULT and c.status & AWARE))
    c.rooted = k.tip * c.warned_to_stay
    moved = done["move"] == "move"
    c.settled = 0 if moved else min(255, c.settled + 1)
    noted["institution", "residence:moves"] += moved
    noted["institution", "residence:months"] += c.settled
    return {"moved": int(moved)}
