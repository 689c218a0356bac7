"""The bureaus once more, one citizen at a time: what each saw, and how its file differs from the full one."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, mixed
from tests.naive_law import month_of


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Add what was seen this month to every file; note how files differ, and whether a loan came back."""

    def words(week: int, kk: int) -> list[int]:
        return list(draw((c.id, week, r.stream, kk), t.key))

    many = min(8, len(r.sees))
    there = [r.there >> b & 1 for b in range(many)]
    lots = [mixed(words(0, 0)[0], key) >> 24 for key in r.keys]
    online = [row[r.act["speak"]] > 0 or row[r.act["shop"]] > 0 for row in r.sees]
    customer = [lots[b] < (k.online if online[b] else k.other) for b in range(many)]
    gained = Counter()
    for a, what in enumerate(t.acts):
        for at, deed in enumerate(month_of(c, a, done, t).values() if what.name in done else ()):
            points = r.points[r.first[a] + what.deeds.index(deed)]
            if points:
                gained["full"] += points
                word = words(t.week, 16 + 4 * r.lot[a] + at)[0]
                saw = [b for b in range(many) if customer[b] and mixed(word, r.keys[b]) >> 24 < r.sees[b][a]]
                for b in saw:
                    gained[b] += points
                    c.files |= 1 << b
                gained["union"] += points * bool(saw)
    word, last = words(t.week, 2)[:2]
    halves = {b: mixed(word, r.keys[b]) >> 16 for b in range(many) if there[b]}
    halves |= {"union": last & 0xFFFF, "full": last >> 16}
    for name, half in halves.items():
        column = f"bureau_{name + 1}" if isinstance(name, int) else f"bureau_{name}"
        old = getattr(c, column)
        faded = old - (old * k.fade + half) // 65536
        low, high = (-700, 323) if column[-1].isdigit() else (-2000, 2000)
        setattr(c, column, min(max(faded + gained[name], low), high))
    compare(c, there, k, r, noted)
    if done["borrow"] in ("repay", "default"):
        bought = month_of(c, r.act["shop"], done, t).values()
        kind = "games" if "games" in bought else "family" if "family" in bought else "neither"
        noted["institution", f"bureaus:{kind}_{'repaid' if done['borrow'] == 'repay' else 'defaulted'}"] += 1
    return {}


def compare(c: SimpleNamespace, there: list[int], k: SimpleNamespace, r: SimpleNamespace,
            noted: Counter[tuple[Any, ...]]) -> None:
    """Note who has no file, how wrong files are, and who would be refused."""

    def lends(file: int) -> bool:
        return min(max(k.mean + k.sd * c.standing // 32 + file, r.low), r.high) >= k.line

    def note(what: str, n: int = 1) -> None:
        noted["institution", f"bureaus:{what}"] += n

    good = lends(c.bureau_full)
    refused = {}
    note("truly_refused", not good)
    for b in range(len(there)):
        if not there[b]:
            continue
        file, filed = getattr(c, f"bureau_{b + 1}"), c.files >> b & 1
        note("apart_thin", not filed)
        note("apart_error", abs(file - c.bureau_full))
        note("apart_wrong", lends(file) != good)
        refused[b] = not filed or not lends(file)
        note("apart_refused", refused[b])
        note(f"file_{b + 1}", filed)
    first, rival = refused[0], refused[max(b for b in refused if b < k.rival)]
    note("first_refused", first)
    note("rival_refused", rival)
    note("either_refused", first or rival)
    note("both_refused", first and rival)
    note("union_thin", not c.files)
    note("union_error", abs(c.bureau_union - c.bureau_full))
    note("union_wrong", lends(c.bureau_union) != good)
    note("union_refused", not c.files or not lends(c.bureau_union))
