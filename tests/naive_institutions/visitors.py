"""Visitors, one citizen at a time: abroad, here, and abroad again."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw
from tests.naive_institutions._blocks import deeds_of_month

AWARE = 4


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Pass a month abroad or here."""
    if c.origin != 2:
        return {}
    lots = draw((c.id, t.week, r.stream, 1), t.key)
    counted: Counter[str] = Counter()
    happened = 0
    next_gap = 1 + (lots[1] >> 16) % k.gap
    if c.stay:
        need = done["tour"]
        counted["here"] += 1
        if need != "nothing":
            gate = r.gate[f"visitor_{need}"]
            refused = gate >= 0 and not c.gates >> gate & 1
            outspoken = c.past_posts > 0
            counted += Counter({"asked": 1, "asked_outspoken": outspoken})
            counted += Counter({"refused": refused, "refused_outspoken": refused and outspoken})
            c.fear = min(512, c.fear + k.fright) if refused else c.fear
        c.stay -= 1
        if c.stay == 0:
            c.past_posts, c.away = 0, next_gap
    else:
        said = deeds_of_month(c, r.act["speak"], r)
        when = "soon" if shows(c, k)["travels_soon"] else "far"
        counted += Counter({when: 1, f"{when}_dissent": said.count(4)})
        c.away -= 1
        if when == "far":
            c.fear -= c.fear * k.relief // 256
        else:
            c.past_posts = min(15, c.past_posts + sum(said.count(deed) for deed in (3, 4, 5)))
            c.fear = min(512, c.fear + k.dread) if c.status & AWARE else c.fear
        if when == "soon" and c.away == 0 and done["come"] == "come":
            c.stay = 2 + (lots[0] >> 16) % (k.longest - 1) if lots[0] % 256 < k.expatriates else 1
            happened = min(15, c.past_posts)
            counted += Counter({"visits": 1, "outspoken": c.past_posts > 0})
        elif when == "soon" and c.away == 0:
            counted["foregone"] += 1
            c.past_posts, c.away = 0, next_gap
    for name, n in counted.items():
        noted["institution", f"visitors:{name}"] += n
    return {"past_post": happened}


def shows(c: SimpleNamespace, k: SimpleNamespace) -> dict[str, int]:
    """Give how many months are left before a journey that is near."""
    return {"travels_soon": c.away if c.away <= k.before else 0}
