"""Identity once more, one citizen at a time: whose record is booked to whom."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, philox
from tests.naive_law import month_of


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Note one's own punished deeds; suffer the namesake's of last month where the two are mixed up."""
    own = sum(
        r.points[r.first[a] + what.deeds.index(deed)] < 0
        for a, what in enumerate(t.acts) if what.name in done
        for deed in month_of(c, a, done, t).values()
    )
    c.misdeeds_now = min(15, own)
    sum_of_pair = philox((0, 0, r.stream, 1), t.key)[0] % len(people)
    other = people[(sum_of_pair - c.id) % len(people)]
    chance = k.wrong * (k.migrant if c.origin == 1 else 1)
    if other is c or not other.misdeeds or draw((c.id, t.week, r.stream, 0), t.key)[0] >> 16 >= chance:
        return {"mistaken": 0}
    noted["institution", "identity:mistaken"] += 1
    noted["institution", "identity:innocent"] += own == 0
    noted["institution", "identity:times"] += other.misdeeds
    return {"mistaken": other.misdeeds}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """File what was done."""
    c.misdeeds = c.misdeeds_now
