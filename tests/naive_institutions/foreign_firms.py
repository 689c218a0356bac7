"""Foreign firms, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw
from tests.naive_institutions._blocks import deeds_of_month


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Hand the rules on to staff."""
    if c.origin != 2:
        return {}
    who = "staff" if c.staff else "others"
    noted["institution", f"foreign_firms:{who}"] += 1
    noted["institution", f"foreign_firms:{who}_dissent"] += deeds_of_month(c, r.act["speak"], r).count(4)
    if c.staff:
        strain, strict = r.memory["strain"], r.memory["strict"]
        c.climate -= (c.climate + 256) * k.voice * strict // 65536
        c.fear = min(512, c.fear + k.dread * strict // 256)
        c.called_off = min(255, strict // 4 + 8 * strain // 256)
        do_business(c, done, k, r, draw((c.id, t.week, r.stream, 0), t.key)[0], noted)
    return {}


def do_business(c: SimpleNamespace, done: dict[str, str], k: SimpleNamespace, r: SimpleNamespace, word: int,
                noted: Counter[tuple[Any, ...]]) -> None:
    """Keep, lose or win a contract."""
    due = c.away == 1
    made = due and done["come"] == "come"
    gate = r.gate[f"visitor_{done['tour']}"] if c.stay and done["tour"] != "nothing" else -1
    refused = gate >= 0 and not c.gates >> gate & 1
    lapsed = c.contract and due and not made and word % 256 < k.lapse
    spoiled = c.contract and not lapsed and refused and word // 2**8 % 256 < k.spoil
    won = not c.contract and made and word // 2**16 % 256 < k.win
    c.contract = int(won or (c.contract and not lapsed and not spoiled))
    for name, n in (("due", due), ("made", made), ("lapsed", lapsed), ("spoiled", spoiled), ("won", won),
                    ("contracts", c.contract)):
        noted["institution", f"foreign_firms:{name}"] += int(n)
