"""Trust once more, one citizen at a time: it wears away, and comes back among friends."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, rounded


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Lose trust by fear, lost ties and scores looked up; find it again."""
    drawn = sum(word % 256 for word in draw((c.id, 0, r.stream, 0), t.key)) - 510
    goal = min(256, max(1, k.level + drawn // 4 + min(40, c.sociability) - 11))
    friends = [people[f].trusted for f, _ in c.ties]
    if friends:
        goal = (goal + sum(friends) // len(friends)) // 2
    words = draw((c.id, t.week, r.stream, 1), t.key)
    change = rounded(k.mend * min(8, len(friends)) * (goal - c.trust), 11, words[0])
    change -= rounded(k.alarm * c.fear, 8, words[1])
    ties = min(254, len(friends)) + 1
    change += k.tie * (ties - c.ties_seen) if c.ties_seen else 0
    c.ties_seen = ties
    in_sight = any(last[f] >> 3 & 63 != 63 for f, _ in c.ties)
    instead = in_sight and c.score >= 0 and done["look_up"] == "friends"
    change -= k.instead if instead else 0
    c.trust = min(256, max(1, c.trust + change))
    for what, n in (("asked", 1), ("held", c.trust), ("trusts", c.trust >= 128), ("instead", instead)):
        noted["institution", f"trust:{what}"] += n
    return {}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Show one's trust to friends."""
    c.trusted = min(255, c.trust)
