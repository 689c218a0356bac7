"""Opinion once more, one citizen at a time: approval lost and won."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE
from tests.naive_draws import draw, rounded


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Lose approval by falls, shut gates and by being told; win it by rises and opened gates; mend."""
    told, months = c.hurt // 16, max(0, c.hurt % 16 - 1)
    if not told and c.status & AWARE:
        told, c.approval = 1, c.approval - k.told
    if done["look_up"] != "none" and c.score >= 0:
        moved = c.score - c.score_seen if c.score_seen > 0 else 0
        c.approval += -k.fall if moved <= -5 else k.rise if moved >= 5 else 0
        months = 12 if moved <= -5 else months
        c.score_seen = c.score
    opened = c.gates.bit_count() + 1 - c.gates_seen if c.gates_seen else 0
    c.approval += opened * (k.shut if opened < 0 else k.opened)
    months = 12 if opened < 0 else months
    c.gates_seen = c.gates.bit_count() + 1
    c.approval = min(256, max(1, c.approval))
    c.approval += rounded(k.mend * (c.approval_home - c.approval), 8, draw((c.id, t.week, r.stream, 1), t.key)[0])
    c.hurt = months + 16 * told
    approves = c.approval >= 128
    for what, n in (("asked", 1), ("approve", approves), ("held", c.approval), ("hurt", months > 0), ("told", told),
                    ("hurt_approve", months > 0 and approves), ("told_approve", told and approves)):
        noted["institution", f"opinion:{what}"] += n
    return {}
