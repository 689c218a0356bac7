"""The press once more: who is asked and does not answer."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE
from tests.naive_draws import philox


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Be asked, and answer or not."""
    words = philox((c.id, t.week, r.stream, 0), t.key)
    if not c.status & AWARE or words[0] >> 16 >= k.asks:
        return {}
    lot = words[1] % 512
    noted["institution", "press:asked"] += 1
    noted["institution", "press:refused"] += lot < 2 * k.shy + c.fear
    noted["institution", "press:afraid"] += 2 * k.shy <= lot < 2 * k.shy + c.fear
    return {}
