"""The masses once more, one citizen at a time: whom last month's reports strike, and who bears a grudge."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import philox
from tests.naive_law import month_of


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Suffer the reports of last month; note one's own deeds of this month."""
    c.grudge -= (c.grudge + 7) // 8
    happened = Counter({"reported": 0, "accused": 0})
    for other, kind in c.ties:
        who = people[other]
        deed = who.denounces % 4
        if not deed or victim(who, deed, people, r, t) != c.id:
            continue
        what = ["", "reported", "accused"][deed]
        happened[what] += 1
        noted["institution", f"masses:{what}"] += 1
        noted["institution", "masses:back"] += who.target == c.id + 1
        noted["institution", "masses:by_member"] += who.traits // 16 % 2
        noted["institution", "masses:by_kin"] += kind % 4 == 1
        if philox((other, t.week, r.stream, c.id), t.key)[1] % 256 < k.known:
            c.grudge, c.accuser = 255, other + 1
    if happened.total():
        c.fear = min(512, c.fear + k.fright * happened.total())
    said, went = (list(month_of(c, r.act[n], done, t).values()) for n in ("speak", "go"))
    did = said.count("question") + said.count("dissent") + went.count("hostile")
    c.offended_now = ["none", "report", "accuse"].index(done["denounce"]) + 4 * did
    return {what: min(15, n) for what, n in happened.items()}


def victim(who: SimpleNamespace, deed: int, people: list[SimpleNamespace], r: SimpleNamespace,
           t: SimpleNamespace) -> int | None:
    """Give whom a report strikes: the one borne a grudge, else the largest draw among those whom it may strike."""
    if who.target:
        return int(who.target) - 1
    ties = [one for one, _ in who.ties if (deed == 2 or people[one].denounces >= 4)]
    return max(ties, key=lambda one: (philox((who.id, t.week, r.stream, one), t.key)[0], -one), default=None)


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Show what was done; one who accuses with a grudge accuses whom they bear it against."""
    c.denounces = c.offended_now
    c.target = c.accuser if c.offended_now % 4 == 2 and c.grudge >= 32 else 0
