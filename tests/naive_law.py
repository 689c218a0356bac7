"""The naive twin under the law: judged, taken up, spread, settled, let through gates, one citizen at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from math import exp, log
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE, ENROLLED, MARRIED, OFFENDED, ONLINE, SCORED, SHOWS, WATCHES
from tests.naive_draws import draw, mixed, stream
from tests.naive_learn import experience


def judge(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace, seen: tuple[int, ...]) -> None:
    """Write the diary; book the points of what the bureau saw."""
    r = t.judge
    week = t.week % 4
    if week == 0:
        c.diary = 0
    for a, what in enumerate(t.acts):
        if what.name not in done or not r.live[a]:
            continue
        deed = what.deeds.index(done[what.name])
        if not what.monthly:
            c.diary |= deed << (r.shift[a] + r.bits[a] * week)
        number = r.first[a] + deed
        for rule in range(r.begin[number], r.begin[number + 1]):
            if r.points[rule] < 0:
                c.traits |= OFFENDED
            byte = seen_byte(c, a, 0, t) if what.monthly else mixed(seen[0], what.name) >> 24
            n = times_seen(c, a, seen[0], byte, t)
            if n and not (a == r.by_phone and c.phone_left):
                move(c, r.account[rule], r.points[rule] * n, r.entry[rule], r.limit_entry, r.cap)


def posts(c: SimpleNamespace, word: int) -> int:
    """Give how many posts one writes in a week in which one speaks."""
    drive = min(127, c.talk + max(0, c.interest - 56))
    rate = round(256 * exp(drive / 16))
    return min(63, 1 + rate * round(-256 * log((mixed(word, "posts") // 2**20 + 0.5) / 4096)) // 65536)


def times_seen(c: SimpleNamespace, a: int, word: int, byte: int, t: SimpleNamespace) -> int:
    """Give how many of a week's like deeds the bureau saw."""
    n = posts(c, word) if t.acts[a].name == "speak" else 1
    return (n * t.sees[a] + 255 - byte) // 256


def seen_byte(c: SimpleNamespace, what: int, times: int, t: SimpleNamespace) -> int:
    """Give the draw of whether a monthly act, or a happening for the so-many-th time, was seen."""
    return draw((c.id, t.week, stream("seen"), t.judge.keys[what] // 16 * 16 + times), t.key)[0] & 255


def judge_month(c: SimpleNamespace, done: dict[str, str], happened: dict[str, int], t: SimpleNamespace) -> None:
    """Book the rules that count a month's deeds: points for every `per` of those seen, at most `cap` either way."""
    r, m = t.judge, t.month
    for q, a in enumerate(m.act if m else ()):
        deeds = month_of(c, a, done, t) if a < len(t.acts) else {}
        seen = 0
        for week, deed in deeds.items():
            word = draw((c.id, week, stream("seen"), 0), t.key)[0]
            byte = seen_byte(c, a, 0, t) if t.acts[a].monthly else mixed(word, t.acts[a].name) >> 24
            seen += times_seen(c, a, word, byte, t) if deed == t.acts[a].deeds[m.deed[q]] else 0
        if a >= len(t.acts):
            times = happened[t.happenings[a - len(t.acts)]]
            seen = sum(seen_byte(c, a, k, t) < t.sees[a] for k in range(times))
        elif m.points[q] < 0 and t.acts[a].deeds[m.deed[q]] in deeds.values():
            c.traits |= OFFENDED
        if seen and not (a == r.by_phone and c.phone_left):
            points = min(max(m.points[q] * (seen // m.per[q]), -m.most[q]), m.most[q])
            move(c, m.account[q], points, m.entry[q], r.limit_entry, r.cap)


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
    """Let the month's deeds take effect, those about loans apart."""
    r = t.take_up
    c.arrears = min(255, max(0, c.arrears + (1 if done["pay"] == "late" else -1)))
    c.status &= ~(SHOWS | WATCHES)
    c.status |= SHOWS if done["brag"] == "show" else 0
    c.status |= WATCHES if done["look_up"] == "friends" else 0
    if r.choice and done["enrol"] == "join":
        c.status |= ENROLLED
    if r.choice and done["enrol"] == "leave":
        c.status &= ~ENROLLED
    if r.mandatory == 1 or (r.mandatory == 2 and c.status & ONLINE):
        c.status |= ENROLLED
    if r.mandatory == -1:
        c.status &= ~ENROLLED
    is_scored = c.age >= r.least_age and (r.scored == 2 or (r.scored == 1 and c.status & ENROLLED))
    c.status = c.status | SCORED if is_scored else c.status & ~SCORED


def resting(c: SimpleNamespace, account: int, r: SimpleNamespace) -> int:
    """Give an account's resting value: its share of the score that standing gives."""
    base = min(max(r.mean + r.sd * c.standing // 32, r.low), r.high)
    return (base - r.low) * r.cap[account] // (r.high - r.low)


def spread(c: SimpleNamespace, t: SimpleNamespace, friends: dict[int, int]) -> None:
    """Turn the scores that friends had at the last settling, by friend, into points."""
    r = t.spread
    if r is None:
        return
    account = r.assoc_account
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


def notice(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace, seen: tuple[int, ...]) -> None:
    """Remember which of the deeds that friends answer for the bureau has seen since the third week of last month."""
    for k, name in enumerate(t.friends_deeds):
        who, _, deed = name.partition(".")
        if done.get(who) == deed:
            a = next(number for number, what in enumerate(t.acts) if what.name == who)
            byte = seen_byte(c, a, 0, t) if t.acts[a].monthly else mixed(seen[0], who) >> 24
            if times_seen(c, a, seen[0], byte, t) and not (a == t.judge.by_phone and c.phone_left):
                c.noticed |= 2**k


def implicate(c: SimpleNamespace, t: SimpleNamespace, known: dict[int, int], noted: Counter[tuple[Any, ...]]) -> None:
    """Give back what friends took last time, and take points for each friend known for each deed, within the cap."""
    if not t.friends_deeds:
        return
    r = t.implicate
    account, left = r.assoc_account, r.most
    new = resting(c, account, r)
    c.book[r.assoc_entry] += new - c.account[account]
    for k, name in enumerate(t.friends_deeds):
        who = [kind % 4 == 1 for friend, kind in c.ties if known[friend] >> k & 1]
        if not who:
            continue
        room = new if r.points < 0 else r.cap[account] - new
        size = min(abs(r.points) * len(who), left, room)
        left -= size
        new += size if r.points > 0 else -size
        c.book[r.assoc_entry + 1 + k] += size if r.points > 0 else -size
        for what, n in (("people", 1), ("points", size), ("kin", sum(who)), ("friends", len(who) - sum(who))):
            noted["friends_deed", f"{name}:{what}"] += n
    c.account[account] = new


def settle(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> None:
    """Let accounts decay, add the points of states, settle the score, learn from it, open and shut gates."""
    r = t.settle
    words = draw((c.id, t.week, stream("settle"), 0), t.key)
    for account in range(len(c.account)):
        if r.decay[account]:
            bits = mixed(words[0], t.accounts[account]) >> 16
            faded = ((c.account[account] - resting(c, account, r)) * r.decay[account] + bits) // 65536
            c.account[account] -= faded
            c.book[r.decay_entry + account] -= faded
        for q, to in enumerate(bisect_right(r.state_begin, n) - 1 for n in range(len(r.state_points))):
            if r.due and to == account and r.state_low[q] <= state(c, r.state_kind[q]) <= r.state_high[q]:
                move(c, account, r.state_points[q], r.state_entry[q], r.limit_entry, r.cap)
    given = r.low + sum(c.account) if c.status & SCORED and c.account else -1
    if not r.due:
        given = c.score if given >= 0 else -1
    if r.due and given >= 0 and c.score >= 0 and c.status & AWARE and done["look_up"] != "none":
        if 60 * (c.score - given) > r.high - r.low:
            c.fear = min(512, c.fear + t.learn.fall)
        experience(c, given - c.score, lived(c, done, t), t.learn, t.unit,
                   draw((c.id, t.week, stream("settle"), 1), t.key)[0])
    c.partner = given
    pass_gates(c, given, done, t, noted)


def state(c: SimpleNamespace, kind: int) -> int:
    """Give what a state rule reads: age, income fifth, married, Party, urban, parent, origin, occupation."""
    party, urban, parent = c.traits // 16 % 2, c.place % 2, c.traits // 4 % 2
    return [c.age, c.traits // 32, int(c.traits & MARRIED > 0), party, urban, parent, c.origin, c.occupation][kind]


def enter_and_leave(c: SimpleNamespace, done: dict[str, str], happened: dict[str, int], t: SimpleNamespace,
                    noted: Counter[tuple[Any, ...]]) -> None:
    """Leave registers: paid, undone by a deed, term over; or enter them."""
    r = t.register

    def times(a: int, deed: int) -> int:
        if a < 0:
            return 0
        if a >= len(t.acts):
            return happened[t.happenings[a - len(t.acts)]]
        return list(month_of(c, a, done, t).values()).count(t.acts[a].deeds[deed])

    for q, months in enumerate(c.listed):
        if months:
            owes = c.arrears > 0 or c.owed > 0
            how = ""
            if r.paid[q] and not owes:
                how = "left_by_payment"
            elif times(r.leave_act[q], r.leave_deed[q]):
                how = "left_by_deed"
            elif 0 < r.term[q] <= months:
                how = "left_by_term"
            c.listed[q] = 0 if how else min(255, months + 1)
            if how:
                noted["register", q, how] += 1
        else:
            by_arrears = r.act[q] == -1
            n = c.arrears if by_arrears else times(r.act[q], r.deed[q])
            lot = draw((c.id, t.week, stream("register"), stream(t.registers[q])), t.key)[0] >> 16
            if n >= r.times[q] and lot < r.chance[q]:
                c.listed[q] = 1
                noted["register", q, "entered"] += 1
        noted["register", q, "on"] += c.listed[q] > 0


def lived(c: SimpleNamespace, done: dict[str, str], t: SimpleNamespace) -> list[int]:
    """Give how often the citizen did, this month, each deed that a belief is about."""
    counts = [0] * len(t.beliefs)
    for a, what in enumerate(t.acts):
        for deed in month_of(c, a, done, t).values():
            if f"{what.name}.{deed}" in t.beliefs:
                counts[t.beliefs[f"{what.name}.{deed}"]] += 1
    return counts


def gate_is_open(c: SimpleNamespace, g: int, score: int, r: SimpleNamespace) -> int:
    """Say, 1 or 0, whether a gate is open, by score and registers; one for others than such as `c` is always is."""
    if not is_for(c, g, r):
        return 1
    if r.gate_members >> g & 1 and not c.status & ENROLLED:
        return r.gate_sanctions >> g & 1
    if g in r.asked:
        score = score_at(c, r.asked[g])
    on = sum(2**q for q, months in enumerate(c.listed) if months)
    return (r.gate_unscored[on] if score < 0 else r.gate_mask[on][score - r.low]) >> g & 1


def score_at(c: SimpleNamespace, bureau: SimpleNamespace) -> int:
    """Give the score that another bureau's file makes, -1 where it has none."""
    if not c.files >> bureau.number & 1:
        return -1
    score = bureau.mean + bureau.sd * c.standing // 32 + getattr(c, f"bureau_{bureau.number + 1}")
    return min(max(score, bureau.low), bureau.high)


def is_for(c: SimpleNamespace, g: int, r: SimpleNamespace) -> bool:
    """Say whether a gate is for such as this citizen."""
    if g not in r.gate_narrow:
        return True
    q = r.gate_narrow.index(g)
    asked = (r.gate_origin[q], r.gate_occupation[q], r.gate_parent[q])
    here = (c.origin, c.occupation, c.traits // 4 % 2)
    return all(wanted in (-1, has) for wanted, has in zip(asked, here, strict=True))


def pass_gates(c: SimpleNamespace, given: int, done: dict[str, str], t: SimpleNamespace,
               noted: Counter[tuple[Any, ...]]) -> None:
    """Note which gates were tried and found shut, then open and shut them."""
    r, was, c.gates = t.gate, c.gates, 0
    for g in range(len(r.gate_act)):
        if not is_for(c, g, r):
            c.gates |= 1 << g
            continue
        if r.gate_act[g] >= 0:
            what = t.acts[r.gate_act[g]]
            tried = asked = done.get(what.name) == what.deeds[r.gate_deed[g]]
        else:
            lot = mixed(draw((c.id, t.week, stream("gate"), 0), t.key)[0], t.gate_names[g]) >> 16
            tried, asked = (bool(c.status & ONLINE) and lot < often[g] for often in (r.gate_want, t.gate_try))
        before, now = was >> g & 1, gate_is_open(c, g, given, r)
        c.gates |= now << g
        noted["gate", g, "tried"] += tried
        noted["gate", g, "asked"] += asked
        noted["gate", g, "hours"] += r.gate_hours[g][max(given, r.low) - r.low] if asked else 0
        if not before and asked:
            outside = not c.status & ENROLLED and (r.scored_members or r.gate_members >> g & 1)
            bars = r.gate_sanctions >> g & 1
            noted["gate", g, "barred" if bars else "not_member" if outside else "not_obtained"] += 1
        noted["gate", g, "not_tried"] += not before and not tried
        noted["gate", g, "open" if now else "shut"] += 1
        noted["gate", g, "opened"] += now and not before
        noted["gate", g, "closed"] += before and not now
