"""The courts once more, one citizen at a time: who is judged, who sees it, who condemns, who is on the map."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, philox

LEADER = 7


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Be judged; see friends who are exposed, and be seen; look at the map, and be found on it."""
    happened = {"judged": 0, "firm_listed": 0, "listed": 0, "condemned": 0}
    if c.judgement:
        c.judgement -= 1
    elif how := verdict(c, done, k, r, t):
        happened[how] = happened["listed"] = 1
        noted["institution", f"courts:{how}"] += 1
        noted["institution", "courts:listed"] += 1
        c.judgement, c.arrears = k.term, min(255, c.arrears + k.owed)
    noted["institution", "courts:exposed"] += c.exposed > 0
    happened["condemned"] = friends(c, people, done, k, r, t, noted)
    if t.week >= k.map_from:
        on_map(c, people, k, r, t, noted)
    return happened


def verdict(c: SimpleNamespace, done: dict[str, str], k: SimpleNamespace, r: SimpleNamespace,
            t: SimpleNamespace) -> str:
    """Give what a court says of a citizen this month; nothing, mostly."""
    lot, other, _, _ = draw((c.id, t.week, r.stream, 0), t.key)
    if other % 65536 < k.suits * max(0, 64 - c.reliability) // 64:
        return "judged"
    if (done["borrow"] == "default" and lot % 65536 < k.loans) or (c.arrears >= k.months and lot >> 16 < k.bills):
        return "judged"
    firm = philox((c.id // 40, t.week, r.stream, 0x7FFE0000), t.key)[0] % 65536
    return "firm_listed" if c.occupation == LEADER and firm < k.fail else ""


def friends(c: SimpleNamespace, people: list[SimpleNamespace], done: dict[str, str], k: SimpleNamespace,
            r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> int:
    """See friends on the list and be seen on it; say, 1 or 0, whether enough condemn."""
    looked = done["look_up"] == "friends"
    saw, eyes, blame, shown = [], [], [], False
    for other, kind in c.ties:
        who = people[other]
        lot = philox((min(c.id, other), t.week, r.stream, max(c.id, other)), t.key)[0]
        low, high = lot % 256 < k.sight, lot // 256 % 256 < k.sight
        mine, theirs = (low, high) if c.id < other else (high, low)
        shown |= who.exposed > 0
        if who.exposed and (mine or looked):
            saw.append(who)
        if c.exposed and theirs:
            eyes.append(who)
            blame += [who] if who.home > k.mercy and kind % 4 != 1 else []
    noted["institution", "courts:looks"] += looked and shown
    noted["institution", "courts:sightings"] += len(saw)
    noted["institution", "courts:seen"] += len(eyes)
    condemned = len(blame) >= k.many
    noted["institution", "courts:condemned"] += condemned
    most, worst = min(len(saw), 4), min(len(blame), 4)
    c.fear = min(512, c.fear + k.fright * most + k.shame * worst)
    c.conviction = max(-16384, c.conviction - k.brand * worst)
    if c.status & 3 == 3:
        c.climate = max(-256, c.climate - k.moral * most)
    return int(condemned)


def on_map(c: SimpleNamespace, people: list[SimpleNamespace], k: SimpleNamespace, r: SimpleNamespace,
           t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> None:
    """Look at the map of one's block of 400, and be found by neighbours who look."""
    if not c.exposed and not opens(c, k, r, t):
        return
    first = c.id // 400 * 400
    near = [p for p in people[first : first + 400] if p is not c]
    lookers = [p for p in near if c.exposed and opens(p, k, r, t)]
    times = min(4, len(lookers))
    if opens(c, k, r, t):
        found = any(p.exposed for p in near)
        noted["institution", "courts:map_looks"] += 1
        noted["institution", "courts:map_found"] += found
        times += found
    noted["institution", "courts:map_seen"] += len(lookers)
    c.fear = min(512, c.fear + k.sting * times)


def opens(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> bool:
    """Say whether a citizen opens the map this month."""
    return draw((c.id, t.week, r.stream, 0), t.key)[3] % 65536 < k.map


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Show for how long one has been on a public register."""
    c.exposed = max((months for q, months in enumerate(c.listed) if r.public >> q & 1), default=0)
