"""The censor once more, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ONLINE
from tests.naive_draws import draw
from tests.naive_law import month_of

TOPICS = ("question", "dissent", "history", "market_info", "unlicensed", "criticise")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Draw the lists that turn; find what was said on topics that are shut, or have just been."""
    if not c.status & ONLINE:
        return {}
    words = draw((c.id, t.week, r.stream, 1), t.key)
    was = {topic for n, topic in enumerate(TOPICS) if c.shut >> n & 1}
    now = set(was)
    for n, topic in enumerate(TOPICS):
        if r.memory["turning"] >> n & 1:
            drawn = (words[n // 2] >> 16 * (n % 2) & 255) < k.share
            now = now | {topic} if drawn else now - {topic}
    c.shut = sum(2**n for n, topic in enumerate(TOPICS) if topic in now)
    if getattr(c, "venue", 0):
        return {}
    said = [*month_of(c, r.act["speak"], done, t).values(), done["criticise"]]
    removed, exposed = sum(what in was for what in said), sum(what in now - was for what in said)
    if now - was:
        c.fear = min(512, c.fear + k.fright)
    for what, n in (("readers", 1), ("shut", len(was)), ("turned", bool(now - was)), ("removed", removed),
                    ("exposed", exposed)):
        noted["institution", f"censor:{what}"] += n
    return {"removed": removed, "exposed": exposed}
