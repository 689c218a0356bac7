"""Local authorities once more, in plain ints."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import of_place


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: Any,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Count the month's punished deeds again where the province is zealous."""
    if of_place(c.place // 2, 0, r.stream, t.key) % 256 >= k.zeal:
        return {"again": 0}
    deeds = [
        r.first[a] + (c.diary >> (r.shift[a] + r.bits[a] * week)) % 2 ** r.bits[a]
        for a in range(r.weekly) for week in range(r.weeks)
    ]
    n = min(15, sum(r.points[deed] < 0 for deed in deeds))
    noted["institution", "localities:under_zeal"] += 1
    noted["institution", "localities:again"] += n
    return {"again": n}
