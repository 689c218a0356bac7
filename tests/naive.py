"""The naive twin: the whole week in plain Python lists and ints, slow and obvious, one citizen after another.

It was written from the docstrings of the steps, reads the bound tables of a run (law, knobs, streams), and must agree
with the engine bit for bit. `world_of` copies a run's world, `live` lets one week pass, `differences` compares.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import ACTS, ADULT, AWARE, ENROLLED, IN_DEBT, MARRIED, OFFENDED, ONLINE, SCORED, SHOWS, WATCHES
from tests.naive_draws import Key, choose, philox, stream
from tests.naive_learn import experience, forget, learn
from tests.naive_mingle import ended, form, proposal

COLUMNS = ("home", "candour", "caution", "talk", "sociability", "privacy", "reliability", "standing", "cell", "place",
           "age", "traits", "status", "conviction", "climate", "fear", "score", "diary", "arrears", "gates", "partner")
SPEECH = {"praise": "praise", "unlicensed": "praise", "question": "question", "history": "question", "dissent": "dissent"}


@dataclass
class World:
    """Everyone as a namespace of plain ints, and what was noted of the week."""

    people: list[SimpleNamespace]
    faces: dict[int, list[int]]
    """Even and odd weeks -> what others may know of each citizen."""
    share_enrolled: int = 0
    deeds: dict[str, list[str]] = field(default_factory=dict)
    """Act -> the deed of every citizen this week; only acts that took place."""
    noted: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    """What the month's tallies should hold."""


def plain(settings: Any) -> SimpleNamespace:
    """Give a NamedTuple with its arrays as lists."""
    return SimpleNamespace(**{
        name: value.tolist() if hasattr(value, "tolist") else value for name, value in settings._asdict().items()
    })


def world_of(run: Any) -> World:
    """Copy the world of a run into plain ints."""
    w = run.world
    columns = {name: getattr(w, name).tolist() for name in COLUMNS}
    belief, account = w.belief.T.tolist(), w.account.T.tolist()
    people = []
    for i in range(w.n):
        a, b = int(w.start[i]), int(w.start[i + 1])
        ties = [(f, k) for f, k in zip(w.friend[a:b].tolist(), w.kind[a:b].tolist(), strict=True) if f >= 0]
        people.append(SimpleNamespace(
            **{name: values[i] for name, values in columns.items()},
            id=i, belief=belief[i], account=account[i], ties=ties, slots=b - a, book=Counter(),
        ))
    return World(people, dict(enumerate(w.face.tolist())))


def live(world: World, run: Any, week: int) -> None:
    """Let one week pass, with the law, news and knobs that `run` holds in that week."""
    scoring = week % 4 == 3
    if week == 0:
        launch(world, run)
    t = SimpleNamespace(
        stake=plain(run.law.stake), judge=plain(run.law.judge), settle=plain(run.law.settle), news=plain(run.news),
        face=plain(run.face_settings), mingle=plain(run.tables.mingle), learn=plain(run.tables.learn_knobs),
        knobs={a.name: plain(k) for a, k in zip(run.acts, run.tables.act_knobs, strict=True)},
        told=SimpleNamespace(week=week, share_enrolled=world.share_enrolled, choice=run.told.choice), near=run.values["run.near"],
        key=(run.seed & 0xFFFFFFFF, run.seed >> 32), acts=run.acts, week=week, scoring=scoring,
        channel=channel_of(week), next_channel=channel_of(week + 1), blocks=dict(run.law.blocks),
        beliefs=believed(run), overrides=run.overrides,
    )
    last = world.faces[(week + 1) % 2]
    world.deeds = {a.name: [] for a in t.acts if scoring or not a.monthly}
    scores = [c.score for c in world.people]
    for c in world.people:
        first_half(world, c, t, last, scores)
    ends = [ended(world.people, c, t, last, world.noted) if week % 4 == 2 else c.ties for c in world.people]
    made = [form(world.people, c, ends[c.id], t, world.noted) if t.channel else ends[c.id] for c in world.people]
    for c, ties in zip(world.people, made, strict=True):
        c.ties = ties
        if scoring:
            c.score, c.partner = c.partner, -1
        world.faces[week % 2][c.id] = face_of(c, t)
    if scoring:
        adults = [c for c in world.people if c.status & ADULT]
        if week >= 0:
            world.share_enrolled = sum(c.status & ENROLLED > 0 for c in adults) * 256 // max(1, len(adults))


def believed(run: Any) -> dict[str, int]:
    """Give the beliefs there are: deeds that rules or news name, in the order of the acts, and ``tie`` last."""
    named = {r.deed for r in run.scheme.rules.values() if r.deed}
    for news in run.scheme.news.values():
        named |= set(news.adds) | (set() if news.tells == "rules" else set(news.tells))
    order = [name for act in run.acts for name in act.names] + ["tie"]
    return {name: number for number, name in enumerate(n for n in order if n in named)}


def channel_of(week: int) -> int:
    """Give how ties form in a week, from the first week of a month to the fourth."""
    month, part = divmod(week, 4)
    return [1, 2, [3, 1, 3, 4][month % 4], 0][part]


def launch(world: World, run: Any) -> None:
    """Start the scheme: who knows of it, who is in it, first scores, first gates."""
    scheme, law = run.scheme, plain(run.law.settle)
    key = (run.seed & 0xFFFFFFFF, run.seed >> 32)
    sure = min(2**32 - 1, int(scheme.knob("awareness", 0.0) * 2**32))
    world.noted.clear()
    adults = [c for c in world.people if c.status & ADULT]
    for c in adults:
        if philox((c.id, 0, stream("aware"), 0), key)[0] < sure:
            c.status |= AWARE
        inside = scheme.enrolment.form in ("default", "mandatory")
        c.status |= ENROLLED if inside else 0
        if scheme.scored.who == "everyone" or (inside and scheme.scored.who == "enrolled"):
            c.status |= SCORED
            c.score = scheme.scale.low + sum(c.account) if c.account else -1
        c.gates = sum(gate_is_open(c, g, c.score, law) << g for g in range(len(law.gate_open)))
        c.book.clear()
    world.share_enrolled = sum(c.status & ENROLLED > 0 for c in adults) * 256 // max(1, len(adults))


def first_half(world: World, c: SimpleNamespace, t: SimpleNamespace, last: list[int], scores: list[int]) -> None:
    """Look, act, be judged, learn; on scoring weeks take up, spread, settle; else look for somebody to tie to."""
    words = philox((c.id, t.week, stream("week"), 0), t.key)
    seen = philox((c.id, t.week, stream("seen"), 0), t.key)
    heard = look(c, last, t, words)
    done = act(c, heard, t)
    for name, deed in done.items():
        world.deeds[name].append(deed)
    if c.status & ADULT:
        judge(c, done, t, seen)
        learn(c, heard, t, words)
        if t.scoring:
            world.noted["pressure"] += heard["pressure"]
            forget(c, t)
            take_up(c, done, t)
            judge_month(c, done, t)
            spread(c, t, scores, {f: s for f, s in ((f, scores[f]) for f, _ in c.ties) if s >= 0})
            settle(c, done, t, world.noted)
    if t.channel:
        c.partner = proposal(world.people, c, t, last)


def look(c: SimpleNamespace, last: list[int], t: SimpleNamespace, words: tuple[int, ...]) -> dict[str, int]:
    """Read the faces of friends, as they were last week."""
    heard = Counter(rumour=31, value=128)
    for name in ("n_heard", "n_praise", "n_question", "n_dissent", "n_enrolled", "n_shown", "pressure"):
        heard[name] = 0
    if not (c.status & ADULT and c.status & ONLINE):
        return heard
    speak = next(a for a in t.acts if a.name == "speak")
    mine = last[c.id] >> 3 & 63
    for friend, kind in c.ties:
        f = last[friend]
        heard["n_heard"] += f >> 31
        heard["n_enrolled"] += f >> 29 & 1
        heard["n_shown"] += f >> 30 & 1
        said = SPEECH.get(speak.deeds[f & 7])
        if said:
            heard[f"n_{said}"] += 1
        floor = f >> 9 & 63
        if mine != 63 and floor > 0 and floor > mine - t.near:
            heard["pressure"] += 2 if kind % 4 == 1 else 1
    if c.ties:
        f = last[c.ties[(words[0] & 0xFFFF) * len(c.ties) >> 16][0]]
        if f >> 31:
            heard["rumour"], heard["value"] = f >> 15 & 31, f >> 20 & 255
    heard["pressure"] = min(6, heard["pressure"])
    return {name: n if name in ("rumour", "value") else min(255, n) for name, n in heard.items()}


def at_stake(c: SimpleNamespace, t: SimpleNamespace) -> SimpleNamespace:
    """Give what a point is worth to a citizen: slopes at the score that their accounts make, caution with fear."""
    r = t.stake
    points = r.low + sum(c.account) if c.account else min(max(r.mean + r.sd * c.standing // 32, r.low), r.high)
    minds = c.status & ADULT and c.status & AWARE and c.status & (SCORED | ENROLLED)
    return SimpleNamespace(
        gain=r.gain[points - r.low] if minds else 0, loss=r.loss[points - r.low] if minds else 0,
        caution=c.caution * (256 + c.fear) // 256, opens=r.opens[points - r.low], rank=points - r.mean,
    )


def worth(belief: int, stake: SimpleNamespace) -> int:
    """Give what a belief adds to the utility of its deed, in notches."""
    if belief > 0:
        return stake.gain * belief // 2**15
    return -((stake.loss * -belief // 256) * stake.caution // 4096)


def act(c: SimpleNamespace, heard: dict[str, int], t: SimpleNamespace) -> dict[str, str]:
    """Give the deed of every act that takes place this week."""
    stake = at_stake(c, t)
    row = {**vars(c), **heard, "opens": stake.opens, "rank": stake.rank}
    done = {}
    for number, what in enumerate(t.acts):
        if what.monthly and not t.scoring:
            continue
        u = ACTS[what.name](row, t.knobs[what.name], t.told)
        for k, name in enumerate(what.names):
            if name in t.beliefs:
                u[k] += worth(c.belief[t.beliefs[name]], stake)
        deed = choose(c.id, t.week, stream(what.name), t.key, u) if c.status & what.needs == what.needs else 0
        shut = sum(gate for blocked, gate in t.blocks.items() if blocked == what.name) & ~c.gates
        if c.status & ADULT and shut:
            deed = 0
        deed = dict(t.overrides.get((t.week, number), ())).get(c.id, deed)
        done[what.name] = what.deeds[deed]
    return done


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
        if seen:
            points = min(max(r.month_points[q] * (seen // r.month_per[q]), -r.month_cap[q]), r.month_cap[q])
            c.traits |= OFFENDED if points < 0 else 0
            move(c, r.month_account[q], points, r.month_entry[q], r.limit_entry, r.cap)


def month_of(c: SimpleNamespace, a: int, done: dict[str, str], t: SimpleNamespace) -> dict[int, str]:
    """Give, by week, the deeds of one act in the month that ends: from the diary, or this week's where it is monthly."""
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


def spread(c: SimpleNamespace, t: SimpleNamespace, scores: list[int], friends: dict[int, int]) -> None:
    """Turn friends' scores, as of the last settling, into points."""
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


def face_of(c: SimpleNamespace, t: SimpleNamespace) -> int:
    """Give all that others can know of a citizen next week, packed."""
    r = t.face
    if not c.status & ADULT:
        return 0
    words = philox((c.id, t.week, stream("face"), 0), t.key)
    score, floor, rumour, value = 63, 0, 31, 128
    shows = bool(c.status & SHOWS) and bool(r.may_show)
    is_scored = bool(c.status & SCORED) and c.score >= 0
    if is_scored and (r.public or shows):
        score = (c.score - r.low) * 60 // (r.high - r.low)
    if is_scored and c.status & WATCHES and c.status & AWARE and "tie" in t.beliefs:
        floor = floor_of(c, c.belief[t.beliefs["tie"]], r)
    if c.belief:
        kind = (words[0] & 0xFFFF) * len(c.belief) >> 16
        quarters = abs(c.belief[kind]) // 32 * (1 if c.belief[kind] > 0 else -1)
        if quarters:
            rumour, value = kind, 128 + max(-127, min(127, quarters))
    speech = c.diary >> (r.speech_shift) & r.speech_mask
    word = speech | score << 3 | floor << 9 | rumour << 15 | value << 20 | 1 << 31
    word |= is_open(c, words[0] >> 16, t) << 28 | bool(c.status & ENROLLED) << 29 | (is_scored and shows) << 30
    return word


def floor_of(c: SimpleNamespace, belief: int, r: SimpleNamespace) -> int:
    """Give how low a friend one tolerates who thinks that low friends cost points, in 60ths of the scale."""
    if belief >= 0:
        return 0
    concern = (r.loss[c.score - r.low] * -belief // 256) * c.caution // 4096
    floor = c.score - 250 * 16 // (16 + concern)
    return min(60, (floor - r.low) * 60 // (r.high - r.low)) if floor > r.low else 0


def is_open(c: SimpleNamespace, lot: int, t: SimpleNamespace) -> bool:
    """Say whether one would form a tie next week, or, before such weeks, introduces two friends."""
    if t.next_channel == 2:
        return lot < t.face.introduces
    if t.next_channel == 0:
        return False
    return lot < min(65535, c.sociability * t.face.seeks[t.next_channel]) and len(c.ties) < c.slots


def differences(world: World, run: Any) -> list[str]:
    """Give every column, tie and face in which the engine's world is not the twin's, with the first citizen."""
    w, found = run.world, []
    columns = {name: [getattr(c, name) for c in world.people] for name in COLUMNS}
    columns |= {f"belief {b}": [c.belief[b] for c in world.people] for b in range(w.belief.shape[0])}
    columns |= {f"account {a}": [c.account[a] for c in world.people] for a in range(w.account.shape[0])}
    engine = {name: getattr(w, name).tolist() for name in COLUMNS}
    engine |= {f"belief {b}": w.belief[b].tolist() for b in range(w.belief.shape[0])}
    engine |= {f"account {a}": w.account[a].tolist() for a in range(w.account.shape[0])}
    for half in range(2):
        columns[f"face {half}"], engine[f"face {half}"] = world.faces[half], w.face[half].tolist()
    starts, friend, kind = w.start.tolist(), w.friend.tolist(), w.kind.tolist()
    rows = [list(zip(friend[a:b], kind[a:b], strict=True)) for a, b in zip(starts, starts[1:], strict=False)]
    columns["ties"] = [c.ties + [(-1, 0)] * (c.slots - len(c.ties)) for c in world.people]  # type: ignore[misc]
    engine["ties"] = rows  # type: ignore[assignment]
    for name, values in columns.items():
        if values != engine[name]:
            i = next(i for i, pair in enumerate(zip(values, engine[name], strict=True)) if pair[0] != pair[1])
            found.append(f"{name}: citizen {i}: twin {values[i]}, engine {engine[name][i]}")
    return found
