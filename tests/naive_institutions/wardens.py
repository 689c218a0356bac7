"""Wardens once more, in plain ints: who is caught, warned, recorded, heard, and who pays."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw

PUNISHED = {"traffic_offence": "fined", "drunk_driving": "drunk_driver", "damages": "damage", "tampers": "tampering",
            "steals_power": "theft"}  # fmt: skip


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: Any,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Deal with the month's offence, and with a fare that is owed."""
    lot, pays, heard, _ = draw((c.id, t.week, r.stream, 0), t.key)
    happened: dict[str, int] = {}
    notice, c.on_notice = c.on_notice, max(0, c.on_notice - 1)
    if c.fare_owed and pays % 256 < k.pays:
        c.fare_owed, happened["fare_paid"] = 0, 1
        noted["institution", "wardens:fares_paid"] += 1
    deed = done["obey"]
    if deed in ("fare_dodged", "dangerous_goods"):
        dodged = deed == "fare_dodged"
        if lot // 256 < (k.fares if dodged else k.goods):
            objects = heard % 256 < k.appeals
            struck = objects and heard // 256 % 256 < k.upheld
            noted["institution", "wardens:recorded"] += 1
            noted["institution", "wardens:appeals"] += objects
            noted["institution", "wardens:struck_off"] += struck
            if not struck:
                happened["fare_recorded" if dodged else "goods_recorded"] = 1
                c.fare_owed = 1 if dodged else c.fare_owed
    elif deed in PUNISHED and lot % 65536 < k.caught:
        only_warned = deed == "traffic_offence" and notice == 0 and k.warn > 0
        happened["warned" if only_warned else PUNISHED[deed]] = 1
        noted["institution", f"wardens:{'warned' if only_warned else 'fined'}"] += 1
        c.on_notice = k.warn if only_warned else c.on_notice
    return happened
