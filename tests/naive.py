"""The naive twin: the whole week in plain Python lists and ints, slow and obvious, one citizen after another.

It was written from the docstrings of the steps, reads the law of each step and the knobs off a run's plan, draws for
itself, and must agree with the engine bit for bit. `world_of` copies a run's world, `live` lets one week pass,
`differences` compares.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from demerit.institutions import columns, shown
from tests.naive_acts import ACTS, ADULT, AWARE, ENROLLED, SCORED
from tests.naive_draws import choose, draw, philox, stream
from tests.naive_faces import at_stake, face_of, look, worth
from tests.naive_healing import judge_steps, recover
from tests.naive_institutions import twin_of
from tests.naive_law import (
    enter_and_leave,
    gate_is_open,
    implicate,
    judge,
    judge_month,
    notice,
    settle,
    spread,
    take_up,
)
from tests.naive_learn import forget, learn
from tests.naive_mingle import ended, form, proposal
from tests.naive_money import count_debts, fall_short, lend, settle_debts
from tests.naive_terms import told

COLUMNS = ("home", "candour", "caution", "talk", "interest", "sociability", "privacy", "reliability", "standing",
           "cell", "place", "age", "education", "occupation", "origin", "traits", "status", "conviction", "climate",
           "fear", "score", "diary", "arrears", "owed", "gates", "partner")


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


def world_of(run: Any) -> World:
    """Copy the world of a run into plain ints."""
    w = run.world
    columns = {name: getattr(w, name).tolist() for name in COLUMNS}
    columns |= {name: array.tolist() for name, array in w.more.items()}
    belief, account, listed = w.belief.T.tolist(), w.account.T.tolist(), w.listed.T.tolist()
    people = []
    for i in range(w.n):
        a, b = int(w.start[i]), int(w.start[i + 1])
        ties = [(f, k) for f, k in zip(w.friend[a:b].tolist(), w.kind[a:b].tolist(), strict=True) if f >= 0]
        people.append(SimpleNamespace(
            **{name: values[i] for name, values in columns.items()},
            id=i, belief=belief[i], account=account[i], listed=listed[i], ties=ties, slots=b - a, book=Counter(),
        ))
    return World(people, dict(enumerate(w.face.tolist())))


def live(world: World, run: Any, week: int) -> None:
    """Let the week pass that `run` has just lived through, under the same law, news and knobs."""
    t = told(world, run, week)
    if week == 0:
        launch(world, run, t)
    last = world.faces[(week + 1) % 2]
    due = zip(t.acts, t.judge.live, strict=True)
    world.deeds = {a.name: [] for a, on in due if on and (t.scoring or not a.monthly)}
    scores = [c.score for c in world.people]
    for c in world.people:
        first_half(world, c, t, last, scores, run)
    ends = [ended(world.people, c, t, last, world.noted) if week % 4 == 2 else c.ties for c in world.people]
    made = [form(world.people, c, ends[c.id], t, world.noted) if t.channel else ends[c.id] for c in world.people]
    for c, ties in zip(world.people, made, strict=True):
        c.ties = ties
        if week % 4 == 2 and t.friends_deeds:
            c.known_for, c.noticed = c.noticed, 0
        if t.scoring:
            c.score, c.partner = c.partner, -1
    for post in t.posts if t.scoring else ():
        if post.what.show is not None:
            for c in world.people:
                twin_of(post.what.name).show(c, post.knobs, post.around, t)
    for c in world.people:
        world.faces[week % 2][c.id] = face_of(c, t)
    if t.scoring:
        for c in world.people:
            count_debts(c, t, world.noted)
        adults = [c for c in world.people if c.status & ADULT]
        if week >= 0:
            world.share_enrolled = sum(c.status & ENROLLED > 0 for c in adults) * 256 // max(1, len(adults))


def launch(world: World, run: Any, t: SimpleNamespace) -> None:
    """Start the scheme: who knows of it, who is in it, first scores, first gates."""
    scheme = run.scheme
    sure = min(2**32 - 1, int(scheme.knob("awareness", 0.0) * 2**32))
    world.noted.clear()
    for name, array in run.world.more.items():
        for c, value in zip(world.people, array.tolist(), strict=True):
            setattr(c, name, value)
    adults = [c for c in world.people if c.status & ADULT]
    for c in adults:
        if philox((c.id, 0, stream("aware"), 0), t.key)[0] < sure:
            c.status |= AWARE
        inside = scheme.enrolment.form in ("default", "mandatory")
        c.status |= ENROLLED if inside else 0
        of_age = c.age >= scheme.scored.minimum_age
        if of_age and (scheme.scored.who == "everyone" or (inside and scheme.scored.who == "enrolled")):
            c.status |= SCORED
            c.score = scheme.scale.low + sum(c.account) if c.account else -1
        c.gates = sum(gate_is_open(c, g, c.score, t.gate) << g for g in range(len(t.gate.gate_act)))
        c.book.clear()
    world.share_enrolled = sum(c.status & ENROLLED > 0 for c in adults) * 256 // max(1, len(adults))
    t.told.share_enrolled = world.share_enrolled


def first_half(world: World, c: SimpleNamespace, t: SimpleNamespace, last: list[int], scores: list[int],
               run: Any) -> None:
    """Look, act, be judged, learn; on scoring weeks take up, spread, settle; else look for somebody to tie to."""
    words = philox((c.id, t.week, stream("week"), 0), t.key)
    seen = draw((c.id, t.week, stream("seen"), 0), t.key)
    heard = look(c, last, t, words)
    means = fall_short(c, t) if t.scoring else {"short": 0, "lapses": 0}
    done = act(c, {**heard, **means}, t)
    for name, deed in done.items():
        if name in world.deeds:
            world.deeds[name].append(deed)
    if c.status & ADULT:
        if t.scoring:
            lend(c, done, means, t, world.noted)
        judge(c, done, t, seen)
        notice(c, done, t, seen)
        learn(c, heard, t, words)
        if t.scoring:
            world.noted["pressure"] += heard["pressure"]
            forget(c, t)
            take_up(c, done, t)
            settle_debts(c, done, means, t, world.noted)
            happened = touched(world, c, done, last, t)
            judge_month(c, done, happened, t)
            judge_steps(c, happened, t)
            recover(c, run, done, t)
            spread(c, t, {f: scores[f] for f, _ in c.ties if scores[f] >= 0})
            implicate(c, t, {f: world.people[f].known_for for f, _ in c.ties} if t.friends_deeds else {}, world.noted)
            if t.week >= 0:
                enter_and_leave(c, done, happened, t, world.noted)
            settle(c, done, t, world.noted)
    if t.channel:
        c.partner = proposal(world.people, c, t, last)


def touched(world: World, c: SimpleNamespace, done: dict[str, str], last: list[int],
            t: SimpleNamespace) -> dict[str, int]:
    """Let every institution in force touch a citizen; give how often each thing happened."""
    happened = Counter(dict.fromkeys(t.happenings, 0))
    for post in t.posts:
        if post.what.touch is not None:
            touch = twin_of(post.what.name).touch
            more = touch(c, world.people, last, done, post.knobs, post.around, t, world.noted)
            happened.update({f"{post.what.name}.{what}": n for what, n in more.items()})
    return happened


def act(c: SimpleNamespace, heard: dict[str, int], t: SimpleNamespace) -> dict[str, str]:
    """Give the deed of every act that takes place this week."""
    stake = at_stake(c, t)
    row = {**dict.fromkeys((*columns(), *shown()), 0), **vars(c), **heard}
    for post in (post for post in t.posts if post.what.shows):
        row |= getattr(twin_of(post.what.name), "shows", lambda c, k: {})(c, post.knobs)
    row |= {"opens": stake.opens, "step": stake.step, "rank": stake.rank}
    done = {}
    for number, what in enumerate(t.acts):
        if what.monthly and not t.scoring:
            continue
        if not t.judge.live[number]:
            done[what.name] = what.deeds[0]
            continue
        u = ACTS[what.name](row, t.knobs[what.name], t.told)
        for k, name in enumerate(what.names):
            u[k] += t.pull[t.judge.first[number] + k]
            if name in t.beliefs:
                u[k] += worth(c.belief[t.beliefs[name]] << t.unit, stake)
        deed = choose(c.id, t.week, stream(what.name), t.key, u) if c.status & what.needs == what.needs else 0
        if c.status & ADULT and t.blocks[what.name] & ~c.gates:
            deed = 0
        deed = dict(t.overrides.get((t.week, number), ())).get(c.id, deed)
        done[what.name] = what.deeds[deed]
    return done


def differences(world: World, run: Any) -> list[str]:
    """Give every column, tie and face in which the engine's world is not the twin's, with the first citizen."""
    w, found = run.world, []
    mine = {name: [getattr(c, name) for c in world.people] for name in COLUMNS}
    mine |= {f"belief {b}": [c.belief[b] for c in world.people] for b in range(w.belief.shape[0])}
    mine |= {f"account {a}": [c.account[a] for c in world.people] for a in range(w.account.shape[0])}
    engine = {name: getattr(w, name).tolist() for name in COLUMNS}
    mine |= {name: [getattr(c, name) for c in world.people] for name in w.more}
    engine |= {name: array.tolist() for name, array in w.more.items()}
    mine |= {f"listed {r}": [c.listed[r] for c in world.people] for r in range(w.listed.shape[0])}
    engine |= {f"listed {r}": w.listed[r].tolist() for r in range(w.listed.shape[0])}
    engine |= {f"belief {b}": w.belief[b].tolist() for b in range(w.belief.shape[0])}
    engine |= {f"account {a}": w.account[a].tolist() for a in range(w.account.shape[0])}
    for half in range(2):
        mine[f"face {half}"], engine[f"face {half}"] = world.faces[half], w.face[half].tolist()
    starts, friend, kind = w.start.tolist(), w.friend.tolist(), w.kind.tolist()
    rows = [list(zip(friend[a:b], kind[a:b], strict=True)) for a, b in pairwise(starts)]
    mine["ties"] = [c.ties + [(-1, 0)] * (c.slots - len(c.ties)) for c in world.people]  # type: ignore[misc]
    engine["ties"] = rows  # type: ignore[assignment]
    mine["share enrolled"], engine["share enrolled"] = [world.share_enrolled], [w.share_enrolled]
    for name, values in mine.items():
        if values != engine[name]:
            i = next(i for i, pair in enumerate(zip(values, engine[name], strict=True)) if pair[0] != pair[1])
            found.append(f"{name}: citizen {i}: twin {values[i]}, engine {engine[name][i]}")
    return found
