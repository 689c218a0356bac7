"""Pleasure in the score, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import SCORED
from tests.naive_draws import draw
from tests.naive_law import month_of


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Joy fades, rises with the score that is looked at and with favours, and does its work."""
    words = draw((c.id, t.week, r.stream, 0), t.key)
    found: Counter[str] = Counter()
    c.joy -= (k.fade * c.joy + words[0] % 256) // 256
    scored = c.status & SCORED and c.score >= 0
    if scored and done["look_up"] != "none":
        if 0 < c.last_score < c.score:
            c.joy += k.rise * min(20, c.score - c.last_score)
        c.last_score = c.score
        found["looks"] += 1
    if scored and c.score >= k.line and words[0] // 256 % 256 < k.favour:
        c.joy += k.treat
        found["favours"] += 1
    c.joy = min(max(c.joy, 0), 255)
    c.eager = k.enjoy * c.joy // 256
    c.conviction += (k.adopt * c.joy * (16384 - c.conviction) + words[1] % 2**24) // 2**24
    c.conviction = min(max(c.conviction, -16384), 16384)
    c.fear = min(max(c.fear - (k.soothe * c.joy * c.fear + words[2] % 65536) // 65536, 0), 512)
    found["joy"] += c.joy
    if scored:
        found.update(scored=1, scores=c.score)
        if done["brag"] == "show":
            found.update(braggers=1, bragged=c.score)
        faces = [last[f] for f, _ in c.ties]
        seen = [face >> 3 & 63 for face in faces if face >> 30 & 1 and face >> 3 & 63 != 63]
        if seen:
            found.update(seers=1, seen=sum(r.low + (r.high - r.low) * s // 60 for s in seen) // len(seen))
    speak = [a.name for a in t.acts].index("speak")
    said = list(month_of(c, speak, done, t).values())
    who, favours = "keen" if c.joy > 64 else "cool", c.conviction > 0
    found.update({who: 1, f"{who}_for": favours})
    if "dissent" in said or "praise" in said:
        found.update({f"{who}_spoke": 1, f"{who}_praise": "dissent" not in said, f"{who}_spoke_for": favours})
    for what, n in found.items():
        noted["institution", f"dial:{what}"] += int(n)
    return {}
