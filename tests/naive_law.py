"""The naive twin under the law: judged, taken up, spread, settled, let through gates, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE, ENROLLED, IN_DEBT, MARRIED, OFFENDED, ONLINE, SCORED, SHOWS, WATCHES
from tests.naive_draws import philox, stream
from tests.naive_learn import experience


def judge(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace, seen: tuple[int, ...]) -> None:
    """Write the diary; book the points of what the bureau saw."""
    r = t.judge
    week = t.week % 4
    if week == 0:
        c.diary = 0
    for a, what in enumerate(t.acts):
        if what.name not in done:
            continue
        deed = what.deeds.index(done[what.name])
        if not what.monthly:
            c.diary |= deed << (r.shift[a] + r.bits[a] * week)
        number = r.first[a] + deed
        for rule in range(r.begin[number], r.begin[number + 1]):
            if r.points[rule] < 0:
                c.traits |= OFFENDED
            if seen[a // 4] >> 8 * (a % 4) & 255 < r.coverage[a]:
                move(c, r.account[rule], r.points[rule], r.entry[rule], r.limit_entry, r.cap)


def judge_month(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace) -> None:
    """Book the rules that count a month's deeds: points for every `per` of those seen, at most `cap` either way."""
    r = t.judge
    for q, a in enumerate(r.month_act):
        deeds = month_of(c, a, done, t)
        seen = 0
        for week, deed in deeds.items():
            word = philox((c.id, week, stream("seen"), 0), t.key)[a // 4]
            seen += deed == t.acts[a].deeds[r.month_deed[q]] and word >> 8 * (a % 4) & 255 < r.coverage[a]
        if r.month_points[q] < 0 and t.acts[a].deeds[r.month_deed[q]] in deeds.values():
            c.traits |= OFFENDED
        if seen:
            points = min(max(r.month_points[q] * (seen // r.month_per[q]), -r.month_cap[q]), r.month_cap[q])
            move(c, r.month_account[q], points, r.month_entry[q], r.limit_entry, r.cap)


def month_of(c: SimpleNamespace, a: int, done: dict[str, str], t: SimpleNamespace) -> dict[int, str]:
    """Give, by week, the deeds of one act in the month that ends: from the diary, or this week's if monthly."""
    what, bits = t.acts[a], t.judge.bits[a]
    if what.monthly:
        return {t.week: done[what.name]}
    return {t.week - 3 + n: what.deeds[c.diary >> (t.judge.shift[a] + bits * n) & (2**bits - 1)] for n in range(4)}


def move(c: SimpleNamespace, account: int, points: int, entry: int, limit: int, cap: list[int]) -> None:
    """Add points to an account; what does not fit is booked as limit."""
    old = c.account[account]
    c.account[account] = min(max(old + points, 0), cap[account])
    c.book[entry] += points
    c.book[limit + account] += c.account[account] - old - points


def take_up(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace) -> None:
    """Let the month's deeds take effect."""
    r = t.settle
    c.arrears = min(255, max(0, c.arrears + (1 if done["pay"] == "late" else -1)))
    if done["borrow"] == "borrow" and (r.loan_gate < 0 or c.gates >> r.loan_gate & 1):
        c.status |= IN_DEBT
    if done["borrow"] in ("repay", "default"):
        c.status &= ~IN_DEBT
    c.status &= ~(SHOWS | WATCHES)
    c.status |= SHOWS if done["brag"] == "show" else 0
    c.status |= WATCHES if done["look_up"] == "friends" else 0
    if r.choice and done["enrol"] == "join":
        c.status |= ENROLLED
    if r.choice and done["enrol"] == "leave":
        c.status &= ~ENROLLED
    if r.mandatory:
        c.status |= ENROLLED
    is_scored = r.scored == 2 or (r.scored == 1 and c.status & ENROLLED)
    c.status = c.status | SCORED if is_scored else c.status & ~SCORED


def resting(c: SimpleNamespace, account: int, r: SimpleNamespace) -> int:
    """Give an account's resting value: its share of the score that standing gives."""
    base = min(max(r.mean + r.sd * c.standing // 32, r.low), r.high)
    return (base - r.low) * r.cap[account] // (r.high - r.low)


def spread(c: SimpleNamespace, t: SimpleNamespace, friends: dict[int, int]) -> None:
    """Turn the scores that friends had at the last settling, by friend, into points."""
    r, account = t.settle, t.settle.assoc_account
    if account < 0:
        return
    new = resting(c, account, r)
    if r.assoc_form == 1 and friends:
        new = sum(s - r.low for s in friends.values()) * r.cap[account] // (len(friends) * (r.high - r.low))
    elif r.assoc_form == 2:
        new -= r.each * sum(s < r.line for s in friends.values())
    elif r.assoc_form == 3:
        new += r.each * len(friends)
    new = min(max(new, 0), r.cap[account])
    c.book[r.assoc_entry] += new - c.account[account]
    c.account[account] = new


def settle(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> None:
    """Let accounts decay, add the points of states, settle the score, learn from it, open and shut gates."""
    r = t.settle
    words = philox((c.id, t.week, r.stream, 0), t.key)
    for account in range(len(c.account)):
        if r.decay[account]:
            word = words[min(account // 2, 3)]
            bits = word >> 16 if account % 2 else word & 0xFFFF
            faded = ((c.account[account] - resting(c, account, r)) * r.decay[account] + bits) // 65536
            c.account[account] -= faded
            c.book[r.decay_entry + account] -= faded
        for q, to in enumerate(r.state_account):
            if to == account and r.state_low[q] <= state(c, r.state_kind[q]) <= r.state_high[q]:
                move(c, account, r.state_points[q], r.state_entry[q], r.limit_entry, r.cap)
    given = r.low + sum(c.account) if c.status & SCORED and c.account else -1
    if given >= 0 and c.score >= 0 and c.status & AWARE and done["look_up"] != "none":
        if c.score - given > 10:
            c.fear = min(512, c.fear + t.learn.fall)
        experience(c, given - c.score, lived(c, done, t), t.learn, words[3])
    c.partner = given
    pass_gates(c, given, done, t, noted)


def state(c: SimpleNamespace, kind: int) -> int:
    """Give what a state rule reads: age, income fifth, married, Party, urban."""
    return [c.age, c.traits // 16, int(c.traits & MARRIED > 0), c.cell % 2, c.cell // 6 % 2][kind]


def lived(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace) -> list[int]:
    """Give how often the citizen did, this month, each deed that a belief is about."""
    counts = [0] * len(t.beliefs)
    for a, what in enumerate(t.acts):
        for deed in month_of(c, a, done, t).values():
            if f"{what.name}.{deed}" in t.beliefs:
                counts[t.beliefs[f"{what.name}.{deed}"]] += 1
    return counts


def gate_is_open(c: SimpleNamespace, g: int, score: int, r: SimpleNamespace) -> int:
    """Say, 1 or 0, whether a gate is open: to the unscored and to those outside only where it is a sanction."""
    if score < 0 or (r.gate_member[g] and not c.status & ENROLLED):
        return int(bool(r.gate_sanction[g]))
    return r.gate_open[g][score - r.low]


def pass_gates(c: SimpleNamespace, given: int, done: dict[str, str], t: SimpleNamespace,
               noted: Counter[tuple[Any, ...]]) -> None:
    """Note which gates were tried and found shut, then open and shut them."""
    r, was, c.gates = t.settle, c.gates, 0
    for g in range(len(r.gate_open)):
        if r.gate_act[g] >= 0:
            what = t.acts[r.gate_act[g]]
            tried = done.get(what.name) == what.deeds[r.gate_deed[g]]
        else:
            lot = philox((c.id, t.week, r.gate_stream, g // 8), t.key)[g % 8 // 2] >> 16 * (g % 2) & 0xFFFF
            tried = bool(c.status & ONLINE) and lot < r.gate_try[g]
        before, now = was >> g & 1, gate_is_open(c, g, given, r)
        c.gates |= now << g
        noted["gate", g, "tried"] += tried
        noted["gate", g, "refused"] += tried and not before
        noted["gate", g, "open" if now else "shut"] += 1
        noted["gate", g, "opened"] += now and not before
        noted["gate", g, "closed"] += before and not now
