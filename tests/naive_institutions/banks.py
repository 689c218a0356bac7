"""Cards and bankruptcies, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import IN_DEBT
from tests.naive_draws import draw


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Give cards out; see who has recovered; let some go bankrupt."""
    found: Counter[str] = Counter()
    if done["card"] == "open":
        c.cards = min(255, c.cards + 1)
    if c.bankrupt > 2 and c.score >= c.score_before - k.near:
        found.update(recovered=1, months=c.bankrupt)
        c.bankrupt = 0
    elif c.bankrupt:
        c.bankrupt = min(255, c.bankrupt + 1)
    lot = draw((c.id, t.week, r.stream, 0), t.key)[0] % 256
    happened = {}
    if not c.bankrupt and c.arrears >= k.line and lot < k.files:
        happened = {"bankrupt": 1}
        found["bankruptcies"] += 1
        c.bankrupt, c.score_before, c.arrears, c.owed, c.cards = 1, c.score, 0, 0, 0
        c.status &= ~IN_DEBT
    found.update(cards=c.cards, still=c.bankrupt > 0)
    for what, n in found.items():
        noted["institution", f"banks:{what}"] += int(n)
    return happened
