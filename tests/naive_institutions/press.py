"""The press once more: who still knows, who is asked and does not answer."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE
from tests.naive_draws import draw, rounded

SAID = ("silent", "chat", "praise", "question", "dissent", "history", "market_info", "unlicensed")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Forget or be told; be asked, and answer or not."""
    words = draw((c.id, t.week, r.stream, 0), t.key)
    half_life = k.forgets * (k.lived if c.age >= k.witness else 1)
    c.recall -= rounded(c.recall * 45426 // half_life, 16, words[2])
    told = any(last[friend] % 8 == SAID.index("history") for friend, _ in c.ties)
    if told:
        c.recall += rounded(k.lesson * (127 - c.recall), 8, words[2] >> 16)
    c.recall = min(max(c.recall, 0), 127)
    c.forgotten = k.lost_for_words * (127 - c.recall) // 127
    for name, n in (("told", told), ("recalled", c.recall), ("knowing", c.recall > 63)):
        noted["institution", f"press:{name}"] += int(n)
    if not c.status & AWARE or words[0] >> 16 >= k.asks:
        return {}
    lot = words[1] % 512
    noted["institution", "press:asked"] += 1
    noted["institution", "press:refused"] += lot < 2 * k.shy + c.fear
    noted["institution", "press:afraid"] += 2 * k.shy <= lot < 2 * k.shy + c.fear
    return {}
