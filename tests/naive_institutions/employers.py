"""Employers once more, one citizen at a time: who loses work, is hired, rises, and is held back."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw
from tests.naive_law import month_of

CLERICAL, PROFESSIONAL, LEADER, OFFICIAL = 5, 6, 7, 8
ORDINARY, JOBLESS = 1, 5
POSTS = {2: "reporter", 3: "executive", 4: "official"}
GATES = {1: "ordinary_work", 2: "reporter_post", 3: "executive_post", 4: "civil_service"}
CANDIDATES = {2: {PROFESSIONAL}, 3: {PROFESSIONAL, CLERICAL, LEADER}, 4: {PROFESSIONAL, CLERICAL, OFFICIAL}}


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Lose, seek, find, keep or better one's work."""
    happened = {"refused": 0, "dismissed": 0}
    if not c.job:
        return happened
    words = draw((c.id, t.week, r.stream, 0), t.key)
    lots = [half for word in words for half in (word & 0xFFFF, word >> 16)]
    shut = not lets_in(c, ORDINARY, r)
    what = []
    if c.job == JOBLESS:
        c.idle = min(31, c.idle + 1)
        what = ["applied"] if done["apply"] == "apply" else []
        if what and lots[0] < k.vacancy:
            happened["refused"] = int(shut)
            what.append("refused" if shut else "hired")
            c.job = JOBLESS if shut else ORDINARY
    elif lots[1] < k.ends:
        what, c.job = ["ended"], JOBLESS
    elif c.job in POSTS and not lets_in(c, c.job, r) and lots[7] < k.dismiss:
        happened["dismissed"] = 1
        what, c.job = ["dismissed"], JOBLESS
    elif c.job == ORDINARY:
        c.job = rise(c, r, {2: lots[3], 3: lots[4], 4: lots[5]}, what)
    if c.job != JOBLESS:
        c.idle = 0
    stock(c, shut, done, r, t, what)
    for name in what:
        noted["institution", f"employers:{name}"] += 1
    return happened


def lets_in(c: SimpleNamespace, job: int, r: SimpleNamespace) -> bool:
    """Say whether the gate before a job is open, or there is none."""
    gate = r.gate[GATES[job]]
    return gate < 0 or bool(c.gates >> gate & 1)


def rise(c: SimpleNamespace, r: SimpleNamespace, lots: dict[int, int], what: list[str]) -> int:
    """Give the first post, of those one is a candidate for, that falls to one and is open; else ordinary work."""
    for post, name in POSTS.items():
        if c.occupation in CANDIDATES[post]:
            what.append(f"{name}_pool")
            if lots[post] < r.memory[f"{name}_chance"]:
                if lets_in(c, post, r):
                    what.append("rose")
                    return post
                what.append("passed_over")
    return ORDINARY


def stock(c: SimpleNamespace, shut: bool, done: dict[str, str], r: SimpleNamespace, t: SimpleNamespace,
          what: list[str]) -> None:
    """Add what one is at the end of the month to what is counted."""
    critic, idle = c.conviction < 0, c.job == JOBLESS
    what += ["workers"] + ["critics"] * critic + ["jobless"] * idle
    what += (["barred"] + ["barred_jobless"] * idle) * shut
    if c.job in POSTS:
        what += [f"{POSTS[c.job]}s"] + [f"critical_{POSTS[c.job]}s"] * critic
    if c.job == 2:
        told = {"question", "dissent", "history", "market_info", "unlicensed"}
        what += ["reports"] * sum(deed in told for deed in month_of(c, r.act["speak"], done, t).values())
