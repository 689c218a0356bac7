"""The naive twin of what few schemes have: rules with steps, recovery, gates that ask another bureau."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw, stream
from tests.naive_law import month_of, move


def judge_steps(c: SimpleNamespace, happened: dict[str, int], t: SimpleNamespace) -> None:
    """Book every rule with steps: each happening by its own quantity."""
    for r in t.stepped:
        name, total = t.happenings[r.row], 0
        for n in range(happened[name]):
            key = stream(name) // 16 * 16 + n
            if draw((c.id, t.week, stream("seen"), key), t.key)[0] % 256 < r.coverage:
                steps = zip(r.at_least, r.points, strict=True)
                total += [points for line, points in steps if line <= getattr(c, r.amounts[n])][-1]
        if total:
            move(c, r.account, max(-r.most, min(r.most, total)), r.entry, r.limit_entry, r.cap)


def recover(c: SimpleNamespace, run: Any, done: dict[str, str], t: SimpleNamespace) -> None:
    """Count the days of the month that count, and give the points that they bring."""
    law = run.scheme.recovery
    if law is None or t.week < 0 or run.scheme.has_ended(t.week):
        return
    score = run.scheme.scale.low + sum(c.account)
    if c.score < 0:
        c.clean_days = 0
        return
    weekly = [n for n, act in enumerate(t.acts) if not act.monthly]
    said = [{f"{t.acts[n].name}.{month_of(c, n, done, t)[t.week - 3 + week]}" for n in weekly} for week in range(4)]
    weeks = sum(not law.only or bool(deeds & set(law.only)) for deeds in said)
    healed = law.after_month(score, c.clean_days, weeks, score < c.score)
    account = list(run.scheme.accounts).index(law.account)
    gain = min(healed.score - score, t.judge.cap[account] - c.account[account])
    c.clean_days = healed.days
    c.account[account] += gain
    c.book[len(run.panel.kinds) - 1] += gain
